/** Holds every figure of a site's months, and everything that bears on its people, against what the ledgers alone come to. */
import { type Assessment, assess, type FiguresThen } from '../../../shared/domain/assessment/assessment.ts';
import { COUNTED, FIGURES } from '../../../shared/domain/assessment/figures.ts';
import type { CaseEntry } from '../../../shared/domain/cases/case.ts';
import { monthAfter } from '../../../shared/domain/kernel/local-spans.ts';
import type { Award } from '../../../shared/domain/model/award.ts';
import type { LedgerEntry, SheetEvent } from '../../../shared/domain/model/sheet.ts';
import { inParallel } from '../../../shared/runtime/in-parallel.ts';
import { countPacked, readPacked } from '../../../shared/store/assessment/facts.ts';
import { readFrozen } from '../../../shared/store/assessment/frozen.ts';
import { readCaseLedger } from '../../../shared/store/cases/cases.ts';
import { awardEntered, readLedgerEntry } from '../../../shared/store/organisation/directory-ledger.ts';
import { readLedger } from '../../../shared/store/sheets/sheets.ts';
import { bearingByHand, heldByHand } from '../domain/bearing-by-hand.ts';
import { byHand, monthOf } from '../domain/by-hand.ts';
import { DIRECTORY, SITE } from '../factories.ts';
import { plainOf } from '../written.ts';
import type { BusyOffice } from './busy-office.ts';
import type { BusySite } from './busy-site.ts';

const HOUR = 3_600_000;
const AT_ONCE = 8;

interface Ledgers {
  readonly sheets: readonly (readonly LedgerEntry[])[];
  readonly cases: readonly (readonly CaseEntry[])[];
  readonly awards: readonly (readonly Award[])[];
}

async function ledgersOf({ table, sheets }: BusySite, office: BusyOffice): Promise<Ledgers> {
  const all = async <O>(ids: readonly string[], read: (id: string) => Promise<O>): Promise<readonly O[]> => {
    const found: O[] = [];
    await inParallel(ids, AT_ONCE, async (id) => void found.push(await read(id)));
    return found;
  };
  return {
    sheets: await all(sheets, async (id) => plainOf((await readLedger(table, id))?.entries ?? [])),
    cases: await all(office.cases, async (id) => plainOf((await readCaseLedger(table, id))?.entries ?? [])),
    // An award has one entry, or two once it was withdrawn.
    awards: await all(office.awards, async (id) => {
      const found = [1, 2].map((seq) => readLedgerEntry(table, { of: 'award', id }, seq));
      return (await Promise.all(found)).flatMap((entry) =>
        entry === undefined ? [] : [awardEntered(entry)],
      );
    }),
  };
}

/** When a month is frozen: on the first of the next at 02:00 of the site, which keeps China's time. */
const frozenAt = (month: string) => new Date(Date.parse(`${monthAfter(month)}-01T02:00:00.000Z`) - 8 * HOUR);

export interface Recount {
  /** Figures that were compared, and how many of the months were frozen. */
  readonly figures: number;
  readonly frozen: number;
  readonly finalCases: number;
  readonly bearing: ReadonlyMap<string, object>;
  readonly wrong: readonly string[];
}

/** @param now the present instant, RFC 3339; the months from `first` to its own are compared */
export async function recount(
  site: BusySite,
  office: BusyOffice,
  first: string,
  now: string,
): Promise<Recount> {
  const ledgers = await ledgersOf(site, office);
  const wrong: string[] = [];
  let [figures, frozen] = [0, 0];
  for (let month = first; month <= monthOf(now); month = monthAfter(month)) {
    const then = await readFrozen(site.table, SITE.id, month);
    if (then !== undefined) frozen += 1;
    const upTo = then === undefined ? now : frozenAt(month).toISOString();
    const until = <E extends { readonly at: string }>(entries: readonly E[]) =>
      entries.filter(({ at }) => at <= upTo);
    const held = ledgers.cases
      .map(until)
      .flatMap((entries) => (entries.length === 0 ? [] : (heldByHand(entries) ?? [])));
    const sheets = ledgers.sheets.map(until) as unknown as readonly (readonly SheetEvent[])[];
    const hands = byHand(sheets, month, held);
    const read: Assessment<FiguresThen> =
      then ?? assess(countPacked(await readPacked(site.table, SITE.id, month, true)), DIRECTORY);
    for (const { id, figures: of } of [...read.sections, ...read.people]) {
      for (const name of FIGURES) {
        const hand = hands.get(`${name} ${id}`) ?? { numerator: 0, denominator: 0, excluded: 0 };
        const denominator = COUNTED.includes(name) ? 1 : hand.denominator;
        const value = denominator === 0 ? null : hand.numerator / denominator;
        const [told, counted] = [of[name], { value, ...hand, denominator }].map((each) =>
          JSON.stringify(each),
        );
        figures += 1;
        if (told !== counted) wrong.push(`${month} ${name} ${id}: ${told}, by hand ${counted}`);
      }
    }
  }
  const held = ledgers.cases.flatMap((entries) => heldByHand(entries) ?? []);
  return { figures, frozen, finalCases: held.length, bearing: bearingByHand(held, ledgers.awards), wrong };
}
