/** Files as they are found when a command names them: announced, uploaded and whole, unless told otherwise. */
import type { FoundFile, FoundFiles, Stored, UploadedFile } from '../../shared/domain/kernel/files.ts';
import { sha256 } from '../../shared/domain/kernel/ledger.ts';

/** The hash of the bytes of the file with that id. */
export const hashOfFile = (id: string): string => sha256(`the bytes of ${id}`);

export function fileOf(id: string, by: string, more: Partial<UploadedFile> = {}): UploadedFile {
  return {
    ...{ id, by, name: `${id}.pdf`, type: 'application/pdf', size: 17, sha256: hashOfFile(id) },
    ...{ at: '2026-11-23T07:00:00.000Z', expiresAt: '2026-12-24T07:00:00.000Z' },
    ...more,
  };
}

export const storedAs = (file: UploadedFile, more: Partial<Stored> = {}): Stored => ({
  size: file.size,
  sha256: file.sha256,
  start: new TextEncoder().encode('%PDF-1.7'),
  ...more,
});

/** A file with its bytes; `stored: undefined` has none. */
export function found(file: UploadedFile, stored: Stored | undefined = storedAs(file)): FoundFile {
  return { file, stored };
}

export const among = (...files: readonly FoundFile[]): FoundFiles =>
  new Map(files.map((each) => [each.file.id, each]));

/** Whole files of somebody's. */
export const filesBy = (by: string, ...ids: readonly string[]): FoundFiles =>
  among(...ids.map((id) => found(fileOf(id, by))));
