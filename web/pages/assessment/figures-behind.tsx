import { useInfiniteQuery } from '@tanstack/preact-query';
import { useSearchParams } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { CsvButton } from '../../parts/csv-button.tsx';
import { useChosenSite } from '../../parts/site-choice.tsx';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';
import { Behind, type Source } from './behind.tsx';
import { type Counted, FiguresList } from './figures-list.tsx';
import { usePeriod } from './months.ts';

interface Whose {
  readonly of: 'people' | 'sections';
  readonly id: string;
  readonly month: string;
}

type Read = Schemas['PersonAssessment'] | Schemas['SectionAssessment'];

const pathOf = (of: Whose['of']) =>
  of === 'people' ? '/assessments/{month}/people/{id}' : '/assessments/{month}/sections/{id}';

/** Somebody's or a section's figures of a month, with the sheets behind each. */
export function useFiguresOf({ of, id, month }: Whose) {
  const { api } = useReader();
  const { language } = useWords();
  const site = useChosenSite();
  return useInfiniteQuery({
    queryKey: ['figures', site, of, id, month, language],
    queryFn: ({ pageParam }): Promise<Read> =>
      answered(
        api.GET(pathOf(of), {
          params: {
            path: { month, id },
            query: { site, ...(pageParam === '' ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Saves them as a file. */
export function FiguresCsv({ of, id, month }: Whose) {
  const { api } = useReader();
  const params = { path: { month, id }, query: { site: useChosenSite() } };
  const ask = () =>
    answered(api.GET(pathOf(of), { params, headers: { accept: 'text/csv' }, parseAs: 'blob' }));
  return <CsvButton name={`assessment-${month}-${id}`} ask={ask} />;
}

interface FiguresBehindProps {
  readonly month: string;
  readonly read: ReturnType<typeof useFiguresOf>;
}

/** A figure that is pressed shows what it is made of; the address remembers which. */
export function FiguresBehind({ month, read }: FiguresBehindProps) {
  const [search, setSearch] = useSearchParams();
  const period = usePeriod();
  const open = search.get('figure') ?? undefined;
  return (
    <Asked query={read}>
      {({ pages }) => {
        const [first] = pages;
        const sources = (figure: string): readonly Source[] =>
          pages.flatMap(({ figures }) => figures[figure]?.sheets ?? []);
        return (
          <>
            <FiguresList
              // The description leaves open which there are, because each month keeps its own list of them.
              figures={(first?.figures ?? {}) as unknown as Counted}
              open={open}
              look={(figure) => setSearch(`${period(month)}${figure === open ? '' : `&figure=${figure}`}`)}
            />
            {open !== undefined && (
              <Behind figure={open} sources={sources(open)} unlisted={first?.unlisted ?? 0} read={read} />
            )}
          </>
        );
      }}
    </Asked>
  );
}
