import { keepPreviousData, useQuery } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { Deadline } from '../../parts/deadline.tsx';
import { useServerNow } from '../../parts/now.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { useAwake } from './awake.ts';
import { wallWords } from './wall-words.ts';

const EVERY_MS = 20_000;
const TURN_MS = 15_000;
const MOST = 200;
const A_PAGE = 6;

/** What the whole site has to do, for the screen in the control room: big, without names, going on by itself. */
export function Page() {
  const { api, me } = useReader();
  const { language } = useWords();
  const words = usePageWords(wallWords);
  useAwake();
  const work = useQuery({
    queryKey: ['work', 'wall', language],
    queryFn: () => answered(api.GET('/work', { params: { query: { who: 'site', limit: MOST } } })),
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
  });
  const site = (language === 'en' ? me.site?.name : me.site?.zh) ?? '';
  return (
    <section class="wall-page" aria-labelledby="wall">
      <h1 id="wall">{words.title(site)}</h1>
      <Asked query={work}>{(data) => <Pages work={data} heardAt={work.dataUpdatedAt} />}</Asked>
      <p>
        <Link href="/work">{words.leave}</Link>
      </p>
    </section>
  );
}

function Pages({ work, heardAt }: { readonly work: Schemas['Work']; readonly heardAt: number }) {
  const words = usePageWords(wallWords);
  const now = useServerNow(work.now, heardAt);
  const [turned, setTurned] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const sheets = work.items.filter(({ kind }) => kind === 'sheet');
  const pages = Math.max(1, Math.ceil(sheets.length / A_PAGE));
  const page = turned % pages;
  useEffect(() => {
    if (isPaused || pages < 2) return;
    const timer = setInterval(() => setTurned((count) => count + 1), TURN_MS);
    return () => clearInterval(timer);
  }, [isPaused, pages]);
  const { overdue, soon, owed } = work.counts;
  return (
    <>
      <p class="counts">
        <span class={overdue > 0 ? 'late' : ''}>{words.overdue(overdue)}</span>
        <span class={soon > 0 ? 'soon' : ''}>{words.soon(soon)}</span>
        <span>{words.all(owed)}</span>
      </p>
      {sheets.length === 0 ? (
        <p>{words.empty}</p>
      ) : (
        <ul aria-label={words.matters}>
          {sheets.slice(page * A_PAGE, (page + 1) * A_PAGE).map((item) => (
            <WallRow
              key={`${item.id} ${item.clock ?? item.does}`}
              item={item}
              now={now}
              names={work.names ?? {}}
            />
          ))}
        </ul>
      )}
      {pages > 1 && (
        <p class="turning">
          <span>{words.page(page + 1, pages)}</span>
          <button type="button" onClick={() => setTurned(page + 1)}>
            {words.next}
          </button>
          <button type="button" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
            {isPaused ? words.goOn : words.pause}
          </button>
        </p>
      )}
    </>
  );
}

interface WallRowProps {
  readonly item: Schemas['WorkItem'];
  readonly now: number;
  readonly names: Schemas['Names'];
}

/** What is due, when, and of which sheet. Whatever somebody wrote may name people, and is left out. */
function WallRow({ item, now, names }: WallRowProps) {
  const { words } = useWords();
  // The description leaves the summary open, because each kind has its own.
  const { number, kind, category, urgency, section, unmet } =
    item.summary as unknown as Schemas['SheetSummary'];
  const due = unmet.find(({ clock }) => clock === item.clock);
  return (
    <li>
      <strong>{due === undefined ? (words.steps[item.does] ?? item.does) : words.clocks[due.name]}</strong>
      <span>
        {category === undefined ? words.kinds[kind] : words.categories[category]}
        {urgency === 'urgent' && <em class="urgent"> {words.urgencies.urgent}</em>}
      </span>
      <span class="dim">{[section && names[section], number].filter(Boolean).join(' · ')}</span>
      {item.dueAt !== undefined && (
        <Deadline dueAt={item.dueAt} warnAt={due?.warnAt} state={item.state} now={now} />
      )}
    </li>
  );
}
