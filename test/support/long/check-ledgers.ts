/** Holds every breach of a site against the promises that its ledgers tell of. */
import { OFFICE_HOURS } from '../../../shared/domain/calendar/office-hours.ts';
import { inParallel } from '../../../shared/runtime/in-parallel.ts';
import { readLedger } from '../../../shared/store/sheets/sheets.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import { plainOf } from '../written.ts';
import { mismatches, promisesOf } from './promises.ts';

const AT_ONCE = 8;

export interface Checked {
  readonly promises: number;
  readonly breaches: number;
  readonly raised: number;
  readonly wrong: readonly string[];
}

/**
 * @param now when the ledgers were read, in milliseconds since 1970
 * @param lateBy how late a breach may be noticed, in milliseconds; a minute unless given
 */
export async function checkLedgers(
  table: Table,
  sheets: readonly string[],
  now: number,
  lateBy?: number,
): Promise<Checked> {
  const wrong: string[] = [];
  let [promises, breaches, raised] = [0, 0, 0];
  await inParallel(sheets, AT_ONCE, async (id) => {
    const entries = plainOf((await readLedger(table, id))?.entries ?? []);
    promises += promisesOf(entries, OFFICE_HOURS).length;
    breaches += entries.filter(({ step }) => step === 'breach').length;
    raised += entries.filter(({ step }) => step === 'escalate').length;
    wrong.push(...mismatches(entries, OFFICE_HOURS, now, lateBy).map((text) => `${id} ${text}`));
  });
  return { promises, breaches, raised, wrong };
}
