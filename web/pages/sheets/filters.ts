/** What a list of sheets is narrowed by, as it stands in the address and as the API takes it. Pure. */
import { daySpan } from '../../../shared/domain/kernel/local-spans.ts';
import { OPEN_STATUSES } from '../../../shared/domain/sheets/finding.ts';
import type { SheetQuery } from '../../session/sheet-list.ts';

export const FILTERS = ['status', 'kind', 'section', 'handler', 'from', 'to', 'breached'] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Readonly<Partial<Record<Filter | 'q' | 'sort', string>>>;

/** Whatever has work left on it, as one choice. */
export const OPEN = 'open';

export function filtersIn(address: URLSearchParams): Filters {
  const members = [...FILTERS, 'q', 'sort'] as const;
  return Object.fromEntries(
    members.flatMap((member) => {
      const value = address.get(member)?.trim();
      return value ? [[member, value]] : [];
    }),
  );
}

/** The address with these; without what is left empty. */
export const addressOf = (filters: Filters): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filters).flatMap(([member, value]) => (value ? [[member, value] as const] : [])),
  );

/** How many of them narrow the list, beside what is looked for. */
export const countOf = (filters: Filters): number =>
  FILTERS.filter((member) => filters[member] !== undefined).length;

/**
 * The query. Days are local days of the site, `to` among them.
 * @param timeZone the site's
 */
export function queryOf(filters: Filters, site: string, timeZone: string): SheetQuery {
  const { q, status, kind, section, handler, from, to, breached, sort } = filters;
  return {
    site,
    ...(q !== undefined && { q }),
    ...(status !== undefined && {
      // What is no status the API says itself.
      status: (status === OPEN ? [...OPEN_STATUSES] : [status]) as NonNullable<SheetQuery['status']>,
    }),
    ...(kind !== undefined && { kind: [kind] as NonNullable<SheetQuery['kind']> }),
    ...(section !== undefined && { section }),
    ...(handler !== undefined && { handler }),
    ...(from !== undefined && { from: daySpan(from, timeZone).from }),
    ...(to !== undefined && { to: daySpan(to, timeZone).to }),
    ...(breached !== undefined && { breached: 'true' as const }),
    ...(sort === 'due' && { sort: 'due' as const }),
  };
}
