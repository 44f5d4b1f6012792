/**
 * What is sealed: an archived sheet or case with its whole ledger and the hashes of its files as one object that can be
 * checked without the product's table (A2.6, B4a). Pure.
 */

import type { Case, CaseEntry } from '../cases/case.ts';
import type { UploadedFile } from '../kernel/files.ts';
import { eventOf } from '../kernel/inscribe.ts';
import { canonical, isIntact, sha256 } from '../kernel/ledger.ts';
import type { LedgerEntry, Sheet } from '../model/sheet.ts';
import { renamedFrom01 } from './as-of-0.1/sheet-names.ts';
import {
  CASE_MEMBERS_1,
  CASE_MEMBERS_3,
  isPartOfWhole,
  SHEET_MEMBERS_1,
  SHEET_MEMBERS_3,
} from './comes-to.ts';
import { replay, replayCase } from './replay.ts';

/** The formats, the present one last; whatever becomes of the product, it goes on checking all of them. */
const SHEET_FORMATS = ['shoujie-sealed-sheet-1', 'shoujie-sealed-sheet-2', 'shoujie-sealed-sheet-3'] as const;
const CASE_FORMATS = ['shoujie-sealed-case-1', 'shoujie-sealed-case-2', 'shoujie-sealed-case-3'] as const;
type SheetFormat = (typeof SHEET_FORMATS)[number];
type CaseFormat = (typeof CASE_FORMATS)[number];

/** A file as its seal names it; the bytes are elsewhere and must have that hash. From format 3 on its name is a value. */
export type SealedFile = Pick<UploadedFile, 'id' | 'type' | 'size' | 'sha256'> & { readonly name?: string };

interface Rest<E> {
  readonly entries: readonly E[];
  /** The hash that the ledger ends in. */
  readonly head: string;
  readonly files: readonly SealedFile[];
  /** SHA-256 of the canonical JSON of all the rest. */
  readonly digest: string;
}
export interface SealedSheet extends Rest<LedgerEntry> {
  readonly format: SheetFormat;
  /** Of format 1 under the names of version 0.1. */
  readonly sheet: Sheet;
}
export interface SealedCase extends Rest<CaseEntry> {
  readonly format: CaseFormat;
  readonly case: Case;
}
export type Sealed = SealedSheet | SealedCase;

const isOfSheet = (object: Sealed): object is SealedSheet =>
  SHEET_FORMATS.some((format) => format === object.format);

/**
 * Seals the ledger of a sheet: the same truth gives the same bytes, as canonical JSON. Nobody's values are in it, so that
 * they can be erased though nobody can ever change it (contract section 12).
 */
export const sealed = (
  entries: readonly LedgerEntry[],
  head: string,
  files: readonly UploadedFile[],
): string =>
  withDigest({
    format: SHEET_FORMATS[2],
    sheet: replay(bare(entries)),
    entries,
    head,
    files: files.map(shown),
  });

/** Seals the ledger of a case, in the same manner. */
export const sealedCase = (
  entries: readonly CaseEntry[],
  head: string,
  files: readonly UploadedFile[],
): string =>
  withDigest({
    format: CASE_FORMATS[2],
    case: replayCase(bare(entries)),
    entries,
    head,
    files: files.map(shown),
  });

/** What is left of what entries say without any of their values. */
const bare = <E extends LedgerEntry | CaseEntry>(entries: readonly E[]) =>
  entries.map((entry) => eventOf({ entry, values: {} }));

const shown = ({ id, type, size, sha256: hash }: UploadedFile): SealedFile => ({
  ...{ id, type, size, sha256: hash },
});

const withDigest = (body: object): string => canonical({ ...body, digest: sha256(canonical(body)) });

/** What an object seals, as it says itself. */
export const sealedIn = (object: Sealed): Sheet | Case => (isOfSheet(object) ? object.sheet : object.case);

/** What was found wrong with a sealed sheet or case, one sentence each; none: it is whole and says what was signed. */
export function faultsOfSealed(text: string): readonly string[] {
  const object = parsed(text);
  if (object === undefined) {
    const formats = [...SHEET_FORMATS, ...CASE_FORMATS].join(', ');
    return [`This is no sealed object: it is not JSON of one of the forms ${formats}.`];
  }
  const { digest, ...body } = object;
  const faults: string[] = [];
  if (canonical(object) !== text.trim()) faults.push('The object is not in its canonical form any more.');
  if (sha256(canonical(body)) !== digest) faults.push('The digest is not that of the object.');
  if (!isIntact(object.entries as unknown as Record<string, unknown>[], object.head)) {
    faults.push(`The ledger is broken: ${whereBroken(object)}.`);
    return faults;
  }
  if (!isWhatItComesTo(object)) {
    faults.push(`The ${isOfSheet(object) ? 'sheet' : 'case'} is not what its ledger comes to.`);
  }
  faults.push(...fileFaults(object.entries, object.files));
  return faults;
}

function parsed(text: string): Sealed | undefined {
  try {
    const object = JSON.parse(text) as Sealed;
    const isSealed =
      [...SHEET_FORMATS, ...CASE_FORMATS].includes(object.format) &&
      Array.isArray(object.entries) &&
      object.entries.every((entry) => typeof entry === 'object' && entry !== null) &&
      Array.isArray(object.files) &&
      typeof sealedIn(object) === 'object';
    return isSealed ? object : undefined;
  } catch {
    return undefined;
  }
}

/** The first entry that does not fit; entries that all fit end in another hash than was kept. */
function whereBroken({ entries }: Sealed): string {
  for (let length = 1; length <= entries.length; length += 1) {
    const some = entries.slice(0, length);
    const last = some.at(-1)?.hash ?? '';
    if (!isIntact(some as unknown as Record<string, unknown>[], last)) return `entry ${length} does not fit`;
  }
  return entries.length === 0 ? 'it has no entries' : 'it does not end in the hash that the sheet keeps';
}

/** Whether the ledger comes to what was sealed: to every member of it, and to none that its format knows and it lacks. */
function isWhatItComesTo(object: Sealed): boolean {
  try {
    return isOfSheet(object)
      ? isPartOfWhole(sheetIn(object), replay(bare(object.entries)), SHEET_MEMBERS[object.format])
      : isPartOfWhole(object.case, replayCase(bare(object.entries)), CASE_MEMBERS[object.format]);
  } catch {
    return false;
  }
}

const sheetIn = ({ format, sheet }: SealedSheet): Sheet =>
  format === SHEET_FORMATS[0] ? renamedFrom01(sheet) : sheet;

const SHEET_MEMBERS: Readonly<Record<SheetFormat, readonly string[]>> = {
  'shoujie-sealed-sheet-1': SHEET_MEMBERS_1,
  'shoujie-sealed-sheet-2': SHEET_MEMBERS_1,
  'shoujie-sealed-sheet-3': SHEET_MEMBERS_3,
};
const CASE_MEMBERS: Readonly<Record<CaseFormat, readonly string[]>> = {
  'shoujie-sealed-case-1': CASE_MEMBERS_1,
  'shoujie-sealed-case-2': CASE_MEMBERS_1,
  'shoujie-sealed-case-3': CASE_MEMBERS_3,
};

/** Each file of the ledger, in order, by the hash under which it was attached. */
function fileFaults(entries: Sealed['entries'], files: readonly SealedFile[]): readonly string[] {
  const attached = entries.flatMap((entry) => {
    const ids = ('files' in entry && entry.files) || [];
    const hashes = hashesIn(entry);
    return ids.map((id, place) => ({ id, hash: hashes[place] }));
  });
  const wrong = attached.flatMap(({ id, hash }, place) => {
    const file = files[place];
    if (file?.id !== id) return [`File ${id} is not listed in its place.`];
    return file.sha256 === hash ? [] : [`File ${id} is listed with another SHA-256 than was signed.`];
  });
  return files.length > attached.length ? [...wrong, 'More files are listed than were attached.'] : wrong;
}

/** Those of an intake of version 0.1 are bound by its signature, after the hash of what it says. */
function hashesIn(entry: Sealed['entries'][number]): readonly string[] {
  if (entry.step === 'open' && 'of' in entry && entry.of !== undefined) return entry.of.slice(1);
  return ('fileHashes' in entry && entry.fileHashes) || [];
}
