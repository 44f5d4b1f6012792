/**
 * What is sealed: an archived sheet or case with its whole ledger and the hashes of its files as one object that can be
 * checked without the product's table (A2.6, B4a). Pure.
 */

import type { Case, CaseEvent } from '../cases/case.ts';
import { replayCase } from '../cases/evolve.ts';
import type { UploadedFile } from '../kernel/files.ts';
import { type Chained, canonical, eventOf, isIntact, sha256 } from '../kernel/ledger.ts';
import type { LedgerEntry, Sheet, SheetEvent } from '../model/sheet.ts';
import { replay } from '../sheets/evolve.ts';

export const SEALED_SHEET = 'shoujie-sealed-sheet-1';
export const SEALED_CASE = 'shoujie-sealed-case-1';

/** A file as its seal names it; the bytes are elsewhere and must have that hash. */
export type SealedFile = Pick<UploadedFile, 'id' | 'name' | 'type' | 'size' | 'sha256'>;

interface Rest<E> {
  readonly entries: readonly E[];
  /** The hash that the ledger ends in. */
  readonly head: string;
  readonly files: readonly SealedFile[];
  /** SHA-256 of the canonical JSON of all the rest. */
  readonly digest: string;
}
export interface SealedSheet extends Rest<LedgerEntry> {
  readonly format: typeof SEALED_SHEET;
  readonly sheet: Sheet;
}
export interface SealedCase extends Rest<Chained<CaseEvent>> {
  readonly format: typeof SEALED_CASE;
  readonly case: Case;
}
export type Sealed = SealedSheet | SealedCase;

/** Seals a sheet: the same truth gives the same bytes, as canonical JSON. */
export const sealed = (
  sheet: Sheet,
  entries: readonly LedgerEntry[],
  head: string,
  files: readonly UploadedFile[],
): string => withDigest({ format: SEALED_SHEET, sheet, entries, head, files: files.map(shown) });

/** Seals a case, in the same manner. */
export const sealedCase = (
  state: Case,
  entries: readonly Chained<CaseEvent>[],
  head: string,
  files: readonly UploadedFile[],
): string => withDigest({ format: SEALED_CASE, case: state, entries, head, files: files.map(shown) });

const shown = ({ id, name, type, size, sha256: hash }: UploadedFile): SealedFile => ({
  ...{ id, name, type, size, sha256: hash },
});

const withDigest = (body: object): string => canonical({ ...body, digest: sha256(canonical(body)) });

/** What an object seals, as it says itself. */
export const sealedIn = (object: Sealed): Sheet | Case =>
  object.format === SEALED_SHEET ? object.sheet : object.case;

/** What was found wrong with a sealed sheet or case, one sentence each; none: it is whole and says what was signed. */
export function faultsOfSealed(text: string): readonly string[] {
  const object = parsed(text);
  if (object === undefined) {
    return [`This is no sealed object: it is not JSON of the form ${SEALED_SHEET} or ${SEALED_CASE}.`];
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
    const what = object.format === SEALED_SHEET ? 'sheet' : 'case';
    faults.push(`The ${what} is not what its ledger comes to.`);
  }
  faults.push(...fileFaults(object.entries, object.files));
  return faults;
}

function parsed(text: string): Sealed | undefined {
  try {
    const object = JSON.parse(text) as Sealed;
    const isSealed =
      (object.format === SEALED_SHEET || object.format === SEALED_CASE) &&
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

function isWhatItComesTo(object: Sealed): boolean {
  try {
    const state =
      object.format === SEALED_SHEET
        ? replay(object.entries.map((entry) => eventOf<SheetEvent>(entry)))
        : replayCase(object.entries.map((entry) => eventOf<CaseEvent>(entry)));
    return canonical(state) === canonical(sealedIn(object));
  } catch {
    return false;
  }
}

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

/** An intake's are bound by its signature, after the hash of what it says. */
function hashesIn(entry: Sealed['entries'][number]): readonly string[] {
  if (entry.step === 'open') return 'of' in entry ? entry.of.slice(1) : [];
  return ('fileHashes' in entry && entry.fileHashes) || [];
}
