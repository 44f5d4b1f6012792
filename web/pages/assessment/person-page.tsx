import { useInfiniteQuery } from '@tanstack/preact-query';
import { Link, useSearchParams } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { CsvButton } from '../../parts/csv-button.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { answered } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { assessmentWords } from './assessment-words.ts';
import { Behind, type Source } from './behind.tsx';
import { Consequences } from './consequences.tsx';
import { type Counted, FiguresList } from './figures-list.tsx';
import { MonthHead } from './month-head.tsx';
import { useThisMonth } from './months.ts';
import { ScoreLine } from './score-line.tsx';

/** One person's month: the figures, the sheets behind each, a year's line, and what is in force about them. */
export function Page({ id = '' }: PageProps) {
  const { api, me } = useReader();
  const words = usePageWords(assessmentWords);
  const { language } = useWords();
  const [search, setSearch] = useSearchParams();
  const present = useThisMonth();
  const month = search.get('month') ?? present;
  const open = search.get('figure') ?? undefined;
  const site = me.site?.id ?? '';
  const params = { path: { month, id }, query: { site } };
  const read = useInfiniteQuery({
    queryKey: ['assessment of', id, month, language],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/assessments/{month}/people/{id}', {
          params: { ...params, query: { site, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const person = useDirectory().data?.people.find((each) => each.id === id);
  const name = person?.name ?? (id === me.id ? me.name : id);
  return (
    <section class="page">
      <MonthHead
        title={`${name} · ${words.title(month)}`}
        month={month}
        state={read.data?.pages[0]?.state}
        at={(other) => `/people/${id}?month=${other}`}
      >
        <Link href={`/month/${month}`}>{words.back}</Link>
        <CsvButton
          name={`assessment-${month}-${id}`}
          ask={() =>
            answered(
              api.GET('/assessments/{month}/people/{id}', {
                params,
                headers: { accept: 'text/csv' },
                parseAs: 'blob',
              }),
            )
          }
        />
      </MonthHead>
      <Asked query={read}>
        {({ pages }) => {
          const first = pages[0];
          const sources = (figure: string): readonly Source[] =>
            pages.flatMap(({ figures }) => figures[figure]?.sheets ?? []);
          return (
            <>
              <FiguresList
                // The description leaves open which there are, because each month keeps its own list of them.
                figures={(first?.figures ?? {}) as unknown as Counted}
                open={open}
                look={(figure) => setSearch({ month, ...(figure === open ? {} : { figure }) })}
              />
              {open !== undefined && (
                <Behind
                  figure={open}
                  sources={sources(open)}
                  unlisted={first?.unlisted ?? 0}
                  more={read.hasNextPage ? () => read.fetchNextPage() : undefined}
                />
              )}
            </>
          );
        }}
      </Asked>
      <ScoreLine month={month} of={({ people }) => people.find((each) => each.id === id)?.figures} />
      <Consequences id={id} />
    </section>
  );
}
