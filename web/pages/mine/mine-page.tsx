import { useInfiniteQuery, useQuery } from '@tanstack/preact-query';
import { Link } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { useListKeys } from '../../parts/keys.ts';
import { More } from '../../parts/more.tsx';
import { Nothing } from '../../parts/nothing.tsx';
import { usePresent } from '../../parts/now.ts';
import { instantIn } from '../../parts/time.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { listSheets } from '../../session/sheet-list.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { mineWords } from './mine-words.ts';
import { comesTo, owesSignature, parted } from './own-sheets.ts';

const EVERY_MS = 20_000;

/** A resident's sheets: how each stands, who comes and until when, and whether anything waits for them. */
export function Page() {
  const { api } = useReader();
  const { language } = useWords();
  const said = usePageWords(mineWords);
  const sheets = useInfiniteQuery({
    queryKey: ['mine', language],
    queryFn: ({ pageParam: cursor }) => listSheets(api, cursor === undefined ? {} : { cursor }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: EVERY_MS,
  });
  useListKeys('.work-list a');
  return (
    <section class="work" aria-labelledby="mine">
      <h1 id="mine">{said.title}</h1>
      <Asked query={sheets}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const names = Object.assign({}, ...pages.map((page) => page.names));
          const { open, over } = parted(items);
          return (
            <>
              <p>
                <Link href="/ask" class="main">
                  {said.ask}
                </Link>
              </p>
              {items.length === 0 ? (
                <Nothing said={said.empty} hint={said.emptyHint} />
              ) : (
                <>
                  <h2>{said.open}</h2>
                  {open.length === 0 && <p class="dim">{said.none}</p>}
                  <Rows items={open} names={names} />
                  {over.length > 0 && <h2>{said.over}</h2>}
                  <Rows items={over} names={names} />
                </>
              )}
              <More query={sheets} label={said.more} />
            </>
          );
        }}
      </Asked>
    </section>
  );
}

interface RowsProps {
  readonly items: readonly Schemas['SheetSummary'][];
  readonly names: Readonly<Record<string, string>>;
}

function Rows({ items, names }: RowsProps) {
  if (items.length === 0) return null;
  return (
    <ul class="work-list">
      {items.map((item) => (
        <Row key={item.id} item={item} names={names} />
      ))}
    </ul>
  );
}

function Row({
  item,
  names,
}: {
  readonly item: Schemas['SheetSummary'];
  readonly names: RowsProps['names'];
}) {
  const { me } = useReader();
  const { words, language } = useWords();
  const said = usePageWords(mineWords);
  const now = usePresent();
  const mayRate = useMayRate(item);
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC', now });
  const called = (id: string | undefined) => (id === undefined ? '' : (names[id] ?? ''));
  const comes = comesTo(item);
  const next = owesSignature(item) ? 'countersign' : mayRate ? 'rate' : undefined;
  return (
    <li>
      <Link href={`/sheets/${item.id}`} class="row">
        <span class="when">
          {next === undefined ? (
            <span class="dim">{time(item.openedAt)}</span>
          ) : (
            <strong class="step">{said.next[next]}</strong>
          )}
        </span>
        <span class="what">
          <strong>{item.subject}</strong>
        </span>
        <span>
          {comes === undefined
            ? said.stands[item.status](called(item.section), called(item.handler))
            : said.comes(called(comes.who), time(comes.dueAt))}
        </span>
        <span class="number">
          {words.kinds[item.kind]} {item.number}
        </span>
      </Link>
    </li>
  );
}

/** Whether the resident may rate it still: lists do not tell, so the sheet is asked, which is at hand when it is opened. */
function useMayRate({ id, status }: Schemas['SheetSummary']): boolean {
  const { api } = useReader();
  const { language } = useWords();
  const sheet = useQuery({
    queryKey: ['sheet', id, language],
    queryFn: () => answered(api.GET('/sheets/{id}', { params: { path: { id } } })),
    enabled: status === 'followed-up',
  });
  return sheet.data?.allowedSteps.some(({ step }) => step === 'rate') ?? false;
}
