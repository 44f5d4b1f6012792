/** What is told of a sheet's files where its entries tell too little: those of version 0.1 tell ids alone. Pure. */
import { asAttachment, type UploadedFile } from '../kernel/files.ts';
import type { LedgerEntry, Sheet, SheetAttachment } from '../model/sheet.ts';

/** Files of a sheet of which its entries tell nothing but their ids. */
export function untoldFiles({ files, attachments = [] }: Sheet): readonly string[] {
  const told = new Set(attachments.map(({ id }) => id));
  return files.filter((id) => !told.has(id));
}

/** The sheet with what its ledger and the files themselves tell of its untold files. */
export function withUntold(
  sheet: Sheet,
  entries: readonly LedgerEntry[],
  untold: readonly UploadedFile[],
): Sheet {
  const attachedBy = new Map(
    entries.flatMap((entry) =>
      (('files' in entry && entry.files) || []).map((id) => [id, entry.seq] as const),
    ),
  );
  const more = untold.flatMap((file): readonly SheetAttachment[] => {
    const entry = attachedBy.get(file.id);
    return entry === undefined ? [] : [{ ...asAttachment(file), entry }];
  });
  const all = new Map([...(sheet.attachments ?? []), ...more].map((each) => [each.id, each]));
  return { ...sheet, attachments: sheet.files.flatMap((id) => all.get(id) ?? []) };
}
