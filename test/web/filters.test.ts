import { describe, expect, it } from 'vitest';
import { listQuery } from '../../shared/contract/sheets/list.ts';
import { addressOf, countOf, filtersIn, queryOf } from '../../web/pages/sheets/filters.ts';

const all =
  'status=open&kind=repair&section=engineering&handler=worker-wu&from=2026-11-01&to=2026-11-30&breached=true&q=赵敏&sort=due';

describe('a list of sheets', () => {
  it('stands in the address as it is narrowed, and nothing else does', () => {
    const filters = filtersIn(new URLSearchParams(`${all}&other=1`));
    expect(new URLSearchParams(addressOf(filters)).toString()).toBe(new URLSearchParams(all).toString());
    expect(countOf(filters)).toBe(7);
    expect(addressOf({ q: 'x', kind: undefined, status: '' })).toEqual({ q: 'x' });
  });

  it('is asked for by whole local days of the site', () => {
    const query = queryOf(filtersIn(new URLSearchParams(all)), 'riverside', 'Asia/Shanghai');
    expect(query).toMatchObject({
      site: 'riverside',
      from: '2026-10-31T16:00:00.000Z',
      to: '2026-11-30T16:00:00.000Z',
      sort: 'due',
      breached: 'true',
    });
    const { status = [], kind = [], ...plain } = query;
    const sent = { ...plain, status: status.join(','), kind: kind.join(',') };
    expect(listQuery.safeParse(sent).error?.issues ?? []).toEqual([]);
  });
});
