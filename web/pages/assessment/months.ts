/** Months as an assessment knows them, such as `2026-11`, by the clocks of the site. */
import { useQueries, useQuery } from '@tanstack/preact-query';
import { localMonth, monthAfter } from '../../../shared/domain/kernel/local-spans.ts';
import { useChosenSite } from '../../parts/site-choice.tsx';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';

const LINE_MONTHS = 12;

/** The month that runs now at the reader's site. */
export function useThisMonth(): string {
  const { me } = useReader();
  return localMonth(me.now, me.site?.timeZone ?? 'UTC');
}

export { monthAfter };

/** What an address says of the month and the site that the page is about, so that the next page is about them too. */
export function usePeriod(): (month?: string) => string {
  const { me } = useReader();
  const site = useChosenSite();
  return (month) => {
    const said = new URLSearchParams();
    if (month !== undefined) said.set('month', month);
    if (site !== me.site?.id) said.set('site', site);
    return said.size === 0 ? '' : `?${said}`;
  };
}

/** The twelve months that end with that one, the earliest first. */
export const yearUpTo = (month: string): readonly string[] =>
  Array.from({ length: LINE_MONTHS }, (_, index) => monthAfter(month, index + 1 - LINE_MONTHS));

function useAsking() {
  const { api } = useReader();
  const { language } = useWords();
  const site = useChosenSite();
  return (month: string) => ({
    queryKey: ['assessment', site, month, language],
    queryFn: () =>
      answered(api.GET('/assessments/{month}', { params: { path: { month }, query: { site } } })),
    staleTime: 60_000,
  });
}

/** Everybody's figures of a month, as far as the reader is shown them. */
export const useMonth = (month: string) => useQuery(useAsking()(month));

/** The same of several months; undefined where an answer is not there yet. */
export function useMonths(months: readonly string[]): readonly (Schemas['Assessment'] | undefined)[] {
  const asking = useAsking();
  return useQueries({ queries: months.map(asking) }).map(({ data }) => data);
}
