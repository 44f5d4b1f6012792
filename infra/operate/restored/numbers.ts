/** Holds the numbers of a restored table against the sheets and cases that have them, and the counters against the numbers. */
import { placeOfNumber } from '../../../shared/domain/kernel/numbers.ts';
import { counterKey, numberKey, numbersPartition } from '../../../shared/store/table/keys.ts';
import { countedBy } from '../../../shared/store/table/numbers.ts';
import { readItem, readPartition } from '../../../shared/store/table/read.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import { putWhere } from '../../../shared/store/table/transact.ts';
import { apply, type Finding, lookedAt, putMissing, type Restored } from './finding.ts';
import type { Found } from './ledgers.ts';

/** The numbers that a series has on a local day, with the ids of what has each. */
interface Day {
  readonly series: string;
  readonly day: string;
  readonly holders: Map<number, string[]>;
}

/** Makes the items of numbers that have none, and puts counters behind them right; tells what is wrong with the rest. */
export async function checkNumbers(restored: Restored, all: readonly Found[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const day of daysOf(all)) {
    findings.push(...(await lookedAt(`${day.series} ${day.day}`, () => checkDay(restored, day))));
  }
  return findings;
}

function daysOf(all: readonly Found[]): readonly Day[] {
  const days = new Map<string, Day>();
  for (const { kind, kept } of all) {
    const { site, number, id } = kept.state;
    const place = placeOfNumber(number);
    if (place === undefined) continue;
    const series = kind.series(site);
    const name = JSON.stringify([series, place.day]);
    const day = days.get(name) ?? { series, day: place.day, holders: new Map<number, string[]>() };
    days.set(name, day);
    day.holders.set(place.nth, [...(day.holders.get(place.nth) ?? []), id]);
  }
  return [...days.values()];
}

async function checkDay(restored: Restored, { series, day, holders }: Day): Promise<readonly Finding[]> {
  const { table } = restored;
  const which = `${series} ${day}`;
  const findings: Finding[] = [];
  const tell = (said: string, isLeft: boolean) => findings.push({ which, said, isLeft });
  const given = await numbersGiven(table, series, day);
  for (const [nth, ids] of holders) {
    if (ids.length > 1) tell(`Number ${nth} is that of ${ids.join(' and ')}.`, true);
    const item = given.get(nth);
    if (item !== undefined && !ids.includes(item))
      tell(`Number ${nth} was given to ${item}, which is not there.`, true);
  }
  const lost = [...given].filter(([nth]) => !holders.has(nth));
  for (const [nth, id] of lost) tell(`Number ${nth} was given to ${id}, which is not there.`, true);

  const missing = [...holders].filter(([nth]) => !given.has(nth));
  const items = missing.map(([nth, [holder]]) => ({ ...numberKey(series, day, nth), holder }));
  const made = await putMissing(restored, items);
  if (made > 0) tell(`${made} numbers had no item of their own.`, false);

  const highest = Math.max(...holders.keys(), ...given.keys());
  const key = counterKey(series, day);
  const counter = await readItem(table, key);
  const counted = countedBy(counter);
  if (counted < highest) {
    const was = counter === undefined ? null : counter.last;
    await apply(restored, [putWhere(table.name, { ...key, last: highest }, 'last', was)]);
    tell(`The counter stood at ${counted} and is set to ${highest}.`, false);
  }
  if (counted > highest) {
    tell(
      `The counter stands at ${counted}, and nothing has a number above ${highest}: what had is lost.`,
      true,
    );
  }
  return findings;
}

/** Who was given each number of a day, by the items of the numbers. */
async function numbersGiven(table: Table, series: string, day: string): Promise<ReadonlyMap<number, string>> {
  const items = await readPartition(table, numbersPartition(series, day));
  return new Map(items.map(({ sk, holder }) => [Number(sk), String(holder)]));
}
