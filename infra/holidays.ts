/**
 * Writes `shared/domain/calendar/holidays.ts` from the holidays that the package `chinese-days` publishes. To be run after
 * the package was raised to a version that knows another year: `node --import tsx infra/holidays.ts`. A table of
 * its own costs a function less than a tenth of what the package would, and keeps the domain free of packages.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from './product.ts';

/** No clock has begun before the product did; one year more is for those who set the local clock back. */
export const FIRST_YEAR = 2024;
export const HOLIDAYS_FILE = join(REPOSITORY, 'shared/domain/calendar/holidays.ts');

const DAY_MS = 86_400_000;

interface Published {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/** Days in a row on one line: such a line is one holiday. */
function listed(days: readonly string[]): string {
  const rows: string[][] = [];
  for (const day of days.toSorted()) {
    const before = rows.at(-1)?.at(-1);
    const follows = before !== undefined && Date.parse(day) - Date.parse(before) === DAY_MS;
    if (follows) rows.at(-1)?.push(day);
    else rows.push([day]);
  }
  return rows.map((row) => `      ${row.map((day) => `'${day}',`).join(' ')}\n`).join('');
}

/**
 * The source of the table of published years.
 * @throws when the package is not installed
 */
export async function holidaysSource(): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const read = async <T>(path: string): Promise<T> => JSON.parse(await readFile(resolve(path), 'utf8')) as T;
  const { version } = await read<{ version: string }>('chinese-days/package.json');
  const { holidays, workdays } = await read<Published>('chinese-days/dist/chinese-days.json');
  const years = [...new Set(Object.keys(holidays).map((day) => day.slice(0, 4)))].toSorted();
  const of = (year: string, days: object) => Object.keys(days).filter((day) => day.startsWith(year));
  const rows = years
    .filter((year) => Number(year) >= FIRST_YEAR)
    .map(
      (year) =>
        `  '${year}': {\n    holidays: [\n${listed(of(year, holidays))}    ],\n` +
        `    workdays: [\n${listed(of(year, workdays))}    ],\n  },\n`,
    );
  return `/** Holidays and make-up working days (节假日, 调休) as the State Council announced them, by year. */
// Written by infra/holidays.ts from chinese-days ${version}; what differs goes into an override, not in here.
import type { Years } from './calendar.ts';

// biome-ignore format: one line a holiday
export const PUBLISHED_YEARS: Years = {
${rows.join('')}};
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeFile(HOLIDAYS_FILE, await holidaysSource());
}
