/** What a command has decided, as it is written into the ledger, with the salts that chance gives its values. */
import type { Case, CaseEntry, CaseEvent } from '../domain/cases/case.ts';
import { evolveCase } from '../domain/cases/evolve.ts';
import { CASE_PLACES } from '../domain/cases/personal.ts';
import { eventOf, inscribe, type Written } from '../domain/kernel/inscribe.ts';
import { GENESIS } from '../domain/kernel/ledger.ts';
import type { LedgerEntry, Sheet, SheetEvent } from '../domain/model/sheet.ts';
import { evolve } from '../domain/sheets/evolve.ts';
import { personalPlaces } from '../domain/sheets/personal.ts';
import { newSalt } from '../runtime/salt.ts';

/** The entries that keep a sheet's events, and the sheet that they come to. */
export function inscribed(
  head: { readonly sheet: Sheet; readonly hash: string } | undefined,
  events: readonly SheetEvent[],
): { readonly after: Sheet; readonly entries: readonly Written<LedgerEntry>[] } {
  const drafted = folded(head?.sheet, events, evolve);
  const places = (event: SheetEvent) => personalPlaces(event, drafted);
  const entries = inscribe(events, head?.hash ?? GENESIS, places, newSalt);
  return { after: folded(head?.sheet, entries.map(eventOf), evolve), entries };
}

/** The entries that keep a case's events, and the cases that each of them leaves. */
export function inscribedCase(
  head: { readonly case: Case; readonly hash: string } | undefined,
  events: readonly CaseEvent[],
): { readonly states: readonly Case[]; readonly entries: readonly Written<CaseEntry>[] } {
  const entries = inscribe(events, head?.hash ?? GENESIS, () => CASE_PLACES, newSalt);
  const states: Case[] = [];
  for (const event of entries.map(eventOf)) states.push(evolveCase(states.at(-1) ?? head?.case, event));
  return { states, entries };
}

function folded<S, E>(
  before: S | undefined,
  events: readonly E[],
  fold: (state: S | undefined, event: E) => S,
): S {
  let state = before;
  for (const event of events) state = fold(state, event);
  if (state === undefined) throw new Error('a ledger without entries');
  return state;
}
