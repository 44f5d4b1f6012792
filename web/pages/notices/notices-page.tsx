import { useInfiniteQuery, useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { CLOCK_NAMES } from '../../../shared/domain/model/clock.ts';
import { Asked } from '../../parts/asked.tsx';
import { useListKeys } from '../../parts/keys.ts';
import { More } from '../../parts/more.tsx';
import { Nothing } from '../../parts/nothing.tsx';
import { useServerNow } from '../../parts/now.ts';
import { Refused } from '../../parts/refused.tsx';
import { instantIn } from '../../parts/time.ts';
import { answered, Refusal, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { noticesWords } from './notices-words.ts';

/** What the reader was told, the newest first. */
export function Page() {
  const { api } = useReader();
  const { words, language } = useWords();
  const said = usePageWords(noticesWords);
  const queries = useQueryClient();
  const [failure, setFailure] = useState<Refusal | 'network'>();
  const notices = useInfiniteQuery({
    queryKey: ['notices', 'all', language],
    queryFn: ({ pageParam: cursor }) =>
      answered(api.GET('/notices', { params: { query: cursor === undefined ? {} : { cursor } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  useListKeys('.work-list a');
  const readUpTo = async (upTo: string) => {
    setFailure(undefined);
    try {
      await answered(api.POST('/notices/read', { body: { upTo } }));
    } catch (error) {
      setFailure(error instanceof Refusal ? error : 'network');
    }
    await queries.invalidateQueries({ queryKey: ['notices'] });
  };
  return (
    <section class="work" aria-labelledby="notices">
      <h1 id="notices">{said.title}</h1>
      {failure instanceof Refusal && <Refused refusal={failure} lead="" />}
      {failure === 'network' && (
        <p class="wrong" role="alert">
          {words.failure.network}
        </p>
      )}
      <Asked query={notices}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const [newest] = items;
          if (newest === undefined) return <Nothing said={said.empty} hint={said.emptyHint} />;
          return (
            <>
              {items.some(({ read }) => !read) && (
                <button type="button" onClick={() => readUpTo(newest.id)}>
                  {said.readAll}
                </button>
              )}
              <ul class="work-list">
                {items.map((notice) => (
                  <Row key={notice.id} notice={notice} />
                ))}
              </ul>
              <More query={notices} label={said.more} />
            </>
          );
        }}
      </Asked>
    </section>
  );
}

function Row({ notice }: { readonly notice: Schemas['Notice'] }) {
  const { me, heardAt } = useReader();
  const { words, language } = useWords();
  const said = usePageWords(noticesWords);
  const now = useServerNow(me.now, heardAt);
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC', now });
  const { kind, at, sheet, number, dueAt, message, read } = notice;
  const clock = CLOCK_NAMES.find((name) => notice.clock?.replace(/-\d+-\d+$/, '') === name);
  const isOfSheetOrCase = sheet !== undefined || notice.case !== undefined;
  const directory = useDirectory(!isOfSheetOrCase).data;
  // What is of neither bears the id of whom it is about, or the month.
  const whose = (id: string) => {
    const section = directory?.sections.find((each) => each.id === id);
    if (section !== undefined) return called(section, language);
    return id === me.id ? me.name : (directory?.people.find((each) => each.id === id)?.name ?? id);
  };
  const inside = (
    <>
      <span class="when">
        <time class="dim" dateTime={at}>
          {time(at)}
        </time>
        {!read && <strong class="step">{said.unread}</strong>}
      </span>
      <span class="what">{read ? said.kinds[kind] : <strong>{said.kinds[kind]}</strong>}</span>
      <span class="dim">
        {[clock && dueAt && said.due(words.clocks[clock], time(dueAt)), message].filter(Boolean).join(' · ')}
      </span>
      <span class="number">{isOfSheetOrCase ? number : whose(number)}</span>
    </>
  );
  const to = sheet !== undefined ? `/sheets/${sheet}` : notice.case && `/cases/${notice.case}`;
  return (
    <li>
      {to ? (
        <Link href={to} class="row">
          {inside}
        </Link>
      ) : (
        <span class="row">{inside}</span>
      )}
    </li>
  );
}
