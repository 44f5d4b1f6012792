import { keepPreviousData, useQuery } from '@tanstack/preact-query';
import { useSearchParams } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { usePlace } from '../../parts/beside.ts';
import { useListKeys } from '../../parts/keys.ts';
import { KeysHelp } from '../../parts/keys-help.tsx';
import { Nothing } from '../../parts/nothing.tsx';
import { useServerNow } from '../../parts/now.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';
import { deedsOf } from './deeds.ts';
import { useReaches } from './reach.ts';
import { WorkRow } from './work-row.tsx';

const EVERY_MS = 20_000;

/** What there is to do, the most overdue first; it comes in by itself while the page is looked at. */
export function WorkPage() {
  const { api } = useReader();
  const { words, language } = useWords();
  const reaches = useReaches();
  const [search, setSearch] = useSearchParams();
  const isBeside = usePlace() === 'as-list';
  const Heading = isBeside ? 'h2' : 'h1';
  const who = reaches.find((reach) => reach === search.get('who')) ?? 'me';
  const work = useQuery({
    queryKey: ['work', who, language],
    queryFn: () => answered(api.GET('/work', { params: { query: { who } } })),
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
  });
  return (
    <section class="work" aria-labelledby="work">
      <Heading id="work">{words.work.title}</Heading>
      {reaches.length > 1 && (
        <fieldset class="tabs">
          <legend class="unseen">{words.work.whoLabel}</legend>
          {reaches.map((reach) => (
            <button
              key={reach}
              type="button"
              aria-pressed={reach === who}
              onClick={() => setSearch({ who: reach })}
            >
              {words.work.who[reach]}
            </button>
          ))}
        </fieldset>
      )}
      {!isBeside && <KeysHelp list />}
      <Asked query={work}>{(data) => <WorkList work={data} heardAt={work.dataUpdatedAt} />}</Asked>
    </section>
  );
}

function WorkList({ work, heardAt }: { readonly work: Schemas['Work']; readonly heardAt: number }) {
  const { words } = useWords();
  const now = useServerNow(work.now, heardAt);
  useListKeys('.work-list a');
  const { overdue, soon, pool, asked } = work.counts;
  return (
    <>
      <p class="counts">
        <span class={overdue > 0 ? 'late' : ''}>{words.work.overdue(overdue)}</span>
        <span class={soon > 0 ? 'soon' : ''}>{words.work.soon(soon)}</span>
        <span>{words.work.pool(pool)}</span>
        {asked > 0 && <span>{words.work.asked(asked)}</span>}
      </p>
      {work.items.length === 0 ? (
        <Nothing said={words.work.empty} hint={words.work.emptyHint} />
      ) : (
        <ul class="work-list">
          {deedsOf(work.items).map((deed) => (
            <WorkRow
              key={`${deed.item.kind} ${deed.item.id} ${deed.item.does}`}
              deed={deed}
              now={now}
              names={work.names ?? {}}
            />
          ))}
        </ul>
      )}
      {work.more > 0 && <p class="dim">{words.work.more(work.more)}</p>}
    </>
  );
}
