/**
 * A sealed sheet: an archived sheet with its whole ledger and the hashes of its files as one object that can be checked
 * without the product's table (A2.6, B4a). Pure.
 */
import { replay } from './evolve.ts';
import type { UploadedFile } from './files.ts';
import { canonical, eventOf, isIntact, type LedgerEntry, sha256 } from './ledger.ts';
import type { Sheet, SheetEvent } from './sheet.ts';

export const SEALED_FORMAT = 'shoujie-sealed-sheet-1';

/** A file as its seal names it; the bytes are elsewhere and must have that hash. */
export type SealedFile = Pick<UploadedFile, 'id' | 'name' | 'type' | 'size' | 'sha256'>;

export interface SealedSheet {
  readonly format: typeof SEALED_FORMAT;
  readonly sheet: Sheet;
  readonly entries: readonly LedgerEntry[];
  /** The hash that the ledger ends in. */
  readonly head: string;
  readonly files: readonly SealedFile[];
  /** SHA-256 of the canonical JSON of all the rest. */
  readonly digest: string;
}

/** Seals a sheet: the same truth gives the same bytes, as canonical JSON. */
export function sealed(
  sheet: Sheet,
  entries: readonly LedgerEntry[],
  head: string,
  files: readonly UploadedFile[],
): string {
  const body = {
    format: SEALED_FORMAT,
    sheet,
    entries,
    head,
    files: files.map(({ id, name, type, size, sha256: hash }) => ({ id, name, type, size, sha256: hash })),
  };
  return canonical({ ...body, digest: sha256(canonical(body)) });
}

/** What was found wrong with a sealed sheet, one sentence each; none: it is whole and says what was signed. */
export function faultsOfSealed(text: string): readonly string[] {
  const object = parsed(text);
  if (object === undefined) return [`This is no sealed sheet: it is not JSON of the form ${SEALED_FORMAT}.`];
  const { digest, ...body } = object;
  const faults: string[] = [];
  if (canonical(object) !== text.trim()) faults.push('The object is not in its canonical form any more.');
  if (sha256(canonical(body)) !== digest) faults.push('The digest is not that of the object.');
  if (!isIntact(object.entries as unknown as Record<string, unknown>[], object.head)) {
    faults.push(`The ledger is broken: ${whereBroken(object)}.`);
    return faults;
  }
  const events = object.entries.map(eventOf);
  if (!comesTo(events, object.sheet)) faults.push('The sheet is not what its ledger comes to.');
  faults.push(...fileFaults(events, object.files));
  return faults;
}

function parsed(text: string): SealedSheet | undefined {
  try {
    const object = JSON.parse(text) as SealedSheet;
    const isSealed =
      object.format === SEALED_FORMAT &&
      Array.isArray(object.entries) &&
      object.entries.every((entry) => typeof entry === 'object' && entry !== null) &&
      Array.isArray(object.files) &&
      typeof object.sheet === 'object';
    return isSealed ? object : undefined;
  } catch {
    return undefined;
  }
}

/** The first entry that does not fit; entries that all fit end in another hash than the sheet keeps. */
function whereBroken({ entries }: SealedSheet): string {
  for (let length = 1; length <= entries.length; length += 1) {
    const some = entries.slice(0, length);
    const last = some.at(-1)?.hash ?? '';
    if (!isIntact(some as unknown as Record<string, unknown>[], last)) return `entry ${length} does not fit`;
  }
  return entries.length === 0 ? 'it has no entries' : 'it does not end in the hash that the sheet keeps';
}

function comesTo(events: readonly SheetEvent[], sheet: Sheet): boolean {
  try {
    return canonical(replay(events)) === canonical(sheet);
  } catch {
    return false;
  }
}

/** Each file of the ledger, in order, by the hash under which it was attached. */
function fileFaults(events: readonly SheetEvent[], files: readonly SealedFile[]): readonly string[] {
  const attached = events.flatMap((event) => {
    const ids = ('files' in event && event.files) || [];
    const hashes = event.step === 'open' ? event.of.slice(1) : (event.fileHashes ?? []);
    return ids.map((id, place) => ({ id, hash: hashes[place] }));
  });
  const wrong = attached.flatMap(({ id, hash }, place) => {
    const file = files[place];
    if (file?.id !== id) return [`File ${id} is not listed in its place.`];
    return file.sha256 === hash ? [] : [`File ${id} is listed with another SHA-256 than was signed.`];
  });
  return files.length > attached.length ? [...wrong, 'More files are listed than were attached.'] : wrong;
}
