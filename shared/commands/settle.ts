/**
 * Makes good what is owed of a ledger (decision 58): everything that should have followed from its last entries. All of it is
 * known by its name, so that what was made before is found made.
 */
import type { Case, CaseEntry } from '../domain/cases/case.ts';
import type { Directory } from '../domain/model/directory.ts';
import type { LedgerEntry, Sheet } from '../domain/model/sheet.ts';
import type { Notice } from '../domain/notices/notices.ts';
import { followDirectory } from '../effects/directory-entries.ts';
import { keepCaseFacts, keepSheetFacts } from '../effects/facts.ts';
import { keepNotices, type Letters } from '../effects/notify.ts';
import { setTimers, type Timers } from '../effects/timers.ts';
import { noticesOfEntries, noticesOfSheet } from '../effects/told.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import { readCase } from '../store/cases/cases.ts';
import type { ReadDirectory } from '../store/organisation/directory-cache.ts';
import { readHead } from '../store/sheets/sheets.ts';
import { caseIn, owedPartition, sheetIn, toldLedgerIn } from '../store/table/keys.ts';
import { type EntrySpan, noteSettled, readOwed, readSaid } from '../store/table/owed.ts';
import { pagesOf } from '../store/table/read.ts';
import type { Table } from '../store/table/table.ts';
import { timerSetting } from './clocks.ts';

const LEDGERS_AT_ONCE = 16;

interface Settling {
  readonly table: Table;
  readonly timers: Timers;
  readonly letters: Letters;
  readonly directories: ReadDirectory;
  readonly now: string;
}

/** Makes whatever is owed of a ledger, then notes that it is made; where nothing is owed, nothing. */
export async function settle(settling: Settling, ledger: string): Promise<void> {
  const { table, letters, now } = settling;
  const owed = await readOwed(table, ledger);
  if (owed === undefined) return;
  await keepNotices(table, letters, await followed(settling, ledger, owed), now);
  await noteSettled(table, ledger, owed);
}

/** Makes everything but the notices, and gives those. */
async function followed(settling: Settling, ledger: string, owed: EntrySpan): Promise<readonly Notice[]> {
  const { table, directories, now } = settling;
  const told = toldLedgerIn(ledger);
  if (told !== undefined) return followDirectory(table, directories, told, owed, now);
  const { sheet, state, directory } = await readOwing(table, directories, ledger, now);
  if (directory === undefined) return [];
  if (sheet !== undefined) {
    for (const clock of sheet.clocks) await setTimers(timerSetting(settling), sheet.id, clock, false);
    await keepSheetFacts(table, sheet, directory, now);
    return noticesOfSheet(table, sheet, await readSaid<LedgerEntry>(table, ledger, owed), directory);
  }
  if (state === undefined) return [];
  await keepCaseFacts(table, state, directory, now);
  return noticesOfEntries(state, await readSaid<CaseEntry>(table, ledger, owed), directory);
}

interface Owing {
  readonly sheet?: Sheet | undefined;
  readonly state?: Case | undefined;
  readonly directory?: Directory | undefined;
}

/** The sheet or the case whose ledger it is, with the directory of its site. */
async function readOwing(
  table: Table,
  directories: ReadDirectory,
  ledger: string,
  now: string,
): Promise<Owing> {
  const [sheetId, caseId] = [sheetIn(ledger), caseIn(ledger)];
  const sheet = sheetId === undefined ? undefined : (await readHead(table, sheetId))?.sheet;
  const state = caseId === undefined ? undefined : (await readCase(table, caseId))?.case;
  const site = sheet?.site ?? state?.site;
  return { sheet, state, directory: site === undefined ? undefined : await directories(site, now) };
}

/**
 * Keeps the facts of every sheet and case of a site of which anything is owed, so that a month that is about to be frozen
 * counts them. Their letters are still owed.
 */
export async function keepOwedFacts(table: Table, directory: Directory, now: string): Promise<void> {
  const pages = pagesOf(table, {
    IndexName: 'by-due',
    KeyConditionExpression: 'duePk = :site',
    ExpressionAttributeValues: { ':site': owedPartition(directory.site.id) },
    ProjectionExpression: 'pk',
  });
  for await (const { items } of pages) {
    await inParallel(items, LEDGERS_AT_ONCE, async ({ pk }) => {
      const { sheet, state } = await readOwing(table, async () => directory, String(pk), now);
      if (sheet !== undefined) await keepSheetFacts(table, sheet, directory, now);
      if (state !== undefined) await keepCaseFacts(table, state, directory, now);
    });
  }
}
