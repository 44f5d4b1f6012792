/** Holidays and make-up days of a site's own, in the place of the published ones of those years. */

import type * as z from 'zod';
import { check } from '../../shared/contract/check.ts';
import { years } from '../../shared/contract/forms/calendar.ts';
import type { Years } from '../../shared/domain/calendar/calendar.ts';
import { canonical } from '../../shared/domain/kernel/ledger.ts';
import type { Directory, Language } from '../../shared/domain/model/directory.ts';
import { revised } from '../../shared/store/organisation/organisation-writes.ts';
import { yearKey } from '../../shared/store/table/keys.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { put, transact } from '../../shared/store/table/transact.ts';

const file = years.refine((byYear) => Object.keys(byYear).length > 0).meta({ title: 'Years' });

/** The years in a file's text, or what is wrong with it, a line each. */
export function readYears(text: string, language: Language): Years | readonly string[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return [`no JSON: ${(error as Error).message}`];
  }
  const checked = check(file as z.ZodType<Years>, json, language);
  return 'value' in checked
    ? checked.value
    : checked.faults.map(({ pointer, detail }) => `${pointer}: ${detail}`);
}

/** The years that differ from what the site's table has. */
export function changedYears(given: Years, { years: kept = {} }: Directory): readonly string[] {
  return Object.keys(given).filter((year) => canonical(given[year]) !== canonical(kept[year] ?? null));
}

/** Writes those years, each in its next version, together. */
export async function putYears(
  table: Table,
  given: Years,
  changed: readonly string[],
  directory: Directory,
): Promise<'committed' | 'conflict'> {
  const versions = new Map(
    (directory.yearsVersion ?? '').split('+').map((each) => each.split('.') as [string, string | undefined]),
  );
  const writes = changed.map((year) => {
    const version = Number(versions.get(year) ?? 0) + 1;
    return put(table.name, {
      ...yearKey(directory.site.id, year),
      year,
      version,
      days: JSON.stringify(given[year]),
    });
  });
  const done = await transact(table, [revised(table, directory), ...writes]);
  return done === 'committed' ? done : 'conflict';
}
