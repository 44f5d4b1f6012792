import { useInfiniteQuery } from '@tanstack/preact-query';
import { Link, useSearchParams } from 'wouter-preact';
import { localDay } from '../../../shared/domain/kernel/local-time.ts';
import { Asked } from '../../parts/asked.tsx';
import { CsvButton } from '../../parts/csv-button.tsx';
import { type Days, DaysForm } from '../../parts/days-form.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { More } from '../../parts/more.tsx';
import { Table } from '../../parts/table.tsx';
import { instantIn } from '../../parts/time.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { handOverColumns, repairColumns } from './columns.tsx';
import { registersWords } from './registers-words.ts';

const NAMES = ['hand-over', 'repairs'] as const;
type Name = (typeof NAMES)[number];

const MOST_DAYS = 31;
const DAY_MS = 86_400_000;
const A_PAGE = 100;

/** The registers of customer service for some days, to read, print and save. */
export function Page({ name: asked }: PageProps) {
  const { me } = useReader();
  const words = usePageWords(registersWords);
  const [search, setSearch] = useSearchParams();
  const name = asked === undefined ? NAMES[0] : NAMES.find((each) => each === asked);
  const today = localDay(me.now, me.site?.timeZone ?? 'UTC');
  const from = search.get('from') ?? today;
  const to = search.get('to') ?? from;
  if (name === undefined) return <p class="nothing">{words.nothing}</p>;
  return (
    <section class="page register">
      <header class="page-head">
        <h1>
          {words.names[name]} <span class="dim">{words.span(from, to)}</span>
        </h1>
        <nav class="tabs" aria-label={words.which}>
          {NAMES.map((each) => (
            <Link
              key={each}
              href={`/registers/${each}?${search}`}
              aria-current={each === name ? 'page' : undefined}
            >
              {words.names[each]}
            </Link>
          ))}
        </nav>
        <DaysForm
          key={`${from} ${to}`}
          days={{ from, to }}
          labels={words}
          fault={(days) => (isTooLong(days) ? words.wrongSpan : undefined)}
          hint={words.most}
          required
          show={({ from, to }) => setSearch({ from, to })}
        />
      </header>
      <Entries key={name} name={name} from={from} to={to} />
    </section>
  );
}

/** Whether the register gives no such days at once. Pure. */
const isTooLong = ({ from, to }: Days) => {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return !(days >= 0 && days < MOST_DAYS);
};

interface EntriesProps {
  readonly name: Name;
  readonly from: string;
  readonly to: string;
}

type Read = Schemas['HandOverRegister'] | Schemas['RepairRegister'];

function Entries({ name, from, to }: EntriesProps) {
  const { api, me } = useReader();
  const said = useWords();
  const words = usePageWords(registersWords);
  const site = me.site?.id ?? '';
  const path = name === 'hand-over' ? '/registers/hand-over' : '/registers/repairs';
  const days = { site, from, to };
  const read = useInfiniteQuery({
    queryKey: ['register', name, from, to, said.language],
    queryFn: ({ pageParam }): Promise<Read> =>
      answered(
        api.GET(path, {
          params: { query: { ...days, limit: A_PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const timeZone = me.site?.timeZone ?? 'UTC';
  const time = (at: string) => instantIn(at, { ...said, timeZone });
  return (
    <Asked query={read}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items as readonly Read['items'][number][]);
        const names = Object.assign({}, ...pages.map((page) => page.names ?? {}));
        const telling = { ...said, page: words, names, time };
        const shared = { caption: words.names[name] ?? '', keyOf: keyOfRow };
        return (
          <>
            <p class="buttons">
              <button type="button" onClick={() => print()}>
                {words.print}
              </button>
              <CsvButton
                name={`${name}-${from}-${to}`}
                ask={() =>
                  answered(
                    api.GET(path, {
                      params: { query: days },
                      headers: { accept: 'text/csv' },
                      parseAs: 'blob',
                    }),
                  )
                }
              />
            </p>
            {rows.length === 0 ? (
              <p class="nothing">{words.empty}</p>
            ) : name === 'hand-over' ? (
              <Table
                {...shared}
                columns={handOverColumns(telling)}
                rows={rows as readonly Schemas['HandOverRow'][]}
              />
            ) : (
              <Table
                {...shared}
                columns={repairColumns(telling)}
                rows={rows as readonly Schemas['RepairRow'][]}
              />
            )}
            <More query={read} label={words.more} />
          </>
        );
      }}
    </Asked>
  );
}

const keyOfRow = (row: Read['items'][number]) => ('entry' in row ? `${row.sheet} ${row.entry}` : row.sheet);
