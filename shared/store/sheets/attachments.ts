/** Sheets whose entries tell too little of their files, read together with what else tells it. */
import type { Sheet } from '../../domain/model/sheet.ts';
import { untoldFiles, withUntold } from '../../domain/sheets/attachments.ts';
import { readFiles } from '../files/files.ts';
import type { Table } from '../table/table.ts';
import { readLedger } from './sheets.ts';

/** The sheet with all that is told of its files; nothing is read where its own entries tell it, or it was erased. */
export async function withAttachments(table: Table, sheet: Sheet): Promise<Sheet> {
  const untold = untoldFiles(sheet);
  if (untold.length === 0 || sheet.erased === true) return sheet;
  const [found, files] = await Promise.all([readLedger(table, sheet.id), readFiles(table, untold)]);
  return withUntold(sheet, found?.entries.map(({ entry }) => entry) ?? [], files);
}
