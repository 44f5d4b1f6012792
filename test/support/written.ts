/** Events as a ledger keeps them, with salts that are the same each time. */
import type { CaseEntry, CaseEvent } from '../../shared/domain/cases/case.ts';
import { CASE_PLACES } from '../../shared/domain/cases/personal.ts';
import { inscribe, type Written } from '../../shared/domain/kernel/inscribe.ts';
import { GENESIS } from '../../shared/domain/kernel/ledger.ts';
import { reveal } from '../../shared/domain/kernel/values.ts';
import type { LedgerEntry, SheetEvent } from '../../shared/domain/model/sheet.ts';
import { evolve } from '../../shared/domain/sheets/evolve.ts';
import { personalPlaces } from '../../shared/domain/sheets/personal.ts';

/** Salts of 32 digits that count up. */
export function countedSalts(): () => string {
  let nth = 0;
  return () => {
    nth += 1;
    return String(nth).padStart(32, '0');
  };
}

/** What a sheet's events are in its ledger. */
export function written(events: readonly SheetEvent[]): readonly Written<LedgerEntry>[] {
  let sheet: ReturnType<typeof evolve> | undefined;
  for (const event of events) sheet = evolve(sheet, event);
  if (sheet === undefined) return [];
  const last = sheet;
  return inscribe(events, GENESIS, (event) => personalPlaces(event, last), countedSalts());
}

/** What a case's events are in its ledger. */
export const writtenOfCase = (events: readonly CaseEvent[]): readonly Written<CaseEntry>[] =>
  inscribe(events, GENESIS, () => CASE_PLACES, countedSalts());

/** Entries as they are hashed. */
export const entriesOf = <E>(all: readonly Written<E>[]): readonly E[] => all.map(({ entry }) => entry);

/** Entries as they were said: with their values in their places. */
export const plainOf = <E extends object>(all: readonly Written<E>[]): readonly E[] =>
  all.map(({ entry, values }) => reveal(entry, values));

/** The hash that a ledger ends in. */
export const lastHash = (all: readonly Written<{ readonly hash: string }>[]): string =>
  all.at(-1)?.entry.hash ?? '';
