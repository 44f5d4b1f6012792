/** Whom praise named in a month. Pure. */
import type { Whom } from '../../parts/whom.ts';
import type { Schemas } from '../../session/api.ts';

export interface PraisedThen {
  readonly whom: Whom;
  readonly month: string;
  readonly times: number;
}

/** Of an assessment, most often first; a month that was counted before praise was names nobody. */
export function praisedIn({
  month,
  sections,
  people,
}: Pick<Schemas['Assessment'], 'month' | 'sections' | 'people'>): readonly PraisedThen[] {
  const times = ({ figures }: { readonly figures: Schemas['Figures'] }) => figures.praised?.numerator ?? 0;
  return [
    ...people.map((row): PraisedThen => ({ whom: { person: row.id }, month, times: times(row) })),
    ...sections.map((row): PraisedThen => ({ whom: { section: row.id }, month, times: times(row) })),
  ]
    .filter((row) => row.times > 0)
    .toSorted((a, b) => b.times - a.times);
}
