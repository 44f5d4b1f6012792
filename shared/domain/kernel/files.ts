/** Uploaded files (contract section 4): who may attach which, and what must hold of what is stored. Pure. */
import { type DomainError, invalid } from './errors.ts';
import { contradicts, type FileType } from './file-types.ts';

/** What a file is attached to. */
export interface Owner {
  readonly kind: 'sheet' | 'case';
  readonly id: string;
}

/** What is said of some bytes. */
export interface Measured {
  /** In bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A file as its uploader announced it; its bytes are in storage, if they were uploaded. */
export interface UploadedFile extends Measured {
  readonly id: string;
  /** The uploader's id. */
  readonly by: string;
  readonly name: string;
  readonly type: FileType;
  /** Of a picture: a small JPEG of it; once attached, only if storage has it. */
  readonly preview?: Measured;
  readonly at: string;
  /** An instant; until then it must be attached. */
  readonly expiresAt: string;
  readonly attachedTo?: Owner;
  /** Whether storage has it where nothing expires. */
  readonly kept?: true;
  /** Under which key the response to its announcement is remembered. */
  readonly receipt?: string;
}

/** What is told of a file to whoever sees what it is attached to. */
export interface Attachment extends Pick<UploadedFile, 'id' | 'type' | 'size'> {
  /** Not told to whom it could tell who the resident is. */
  readonly name?: string;
  readonly preview?: true;
  /** It came with what colleagues say among themselves: no resident is shown it, or signs for it. */
  readonly internal?: true;
}

/** What storage says of a file. */
export interface Stored {
  readonly size: number;
  /** Lower-case hex; what storage itself computed from the bytes. */
  readonly sha256: string | undefined;
  /** The first bytes. */
  readonly start: Uint8Array;
}

/** What storage has of a file; without `stored` nothing was uploaded yet. */
export interface Looked {
  readonly stored?: Stored | undefined;
  readonly storedPreview?: Stored | undefined;
}

/** A file that was looked up. */
export interface FoundFile extends Looked {
  readonly file: UploadedFile;
}

/** Files that were looked up, by id. */
export type FoundFiles = ReadonlyMap<string, FoundFile>;

/** From 1 byte to 20 MiB. */
export const MOST_BYTES = 20 * 1024 * 1024;
export const MOST_PREVIEW_BYTES = 64 * 1024;
export const PREVIEW_TYPE = 'image/jpeg';
/** How long an upload waits to be attached, in milliseconds. */
export const UNATTACHED_MS = 24 * 3600 * 1000;

/** Whether a file may still be attached by somebody: theirs, once, and in time. */
export function isAttachable(file: UploadedFile, by: string, now: string): boolean {
  return file.by === by && file.attachedTo === undefined && now < file.expiresAt;
}

/**
 * Why one of the files cannot be attached, at `/files/N`: only its uploader attaches a file, once, and only when
 * stored size and SHA-256 match what was announced (contract section 4).
 */
export function filesFault(
  ids: readonly string[] | undefined,
  found: FoundFiles | undefined,
  by: string,
  now: string,
): DomainError | undefined {
  for (const [place, id] of (ids ?? []).entries()) {
    const reason = fault(found?.get(id), by, now);
    if (reason !== undefined) return invalid(`/files/${place}`, reason);
  }
  return undefined;
}

function fault(found: FoundFile | undefined, by: string, now: string) {
  // Somebody else's file is refused like one that does not exist, so that nobody learns which ids there are.
  if (found === undefined || found.file.by !== by) return 'unknown-file';
  const { file, stored } = found;
  if (file.attachedTo !== undefined) return 'file-attached-before';
  if (!isAttachable(file, by, now)) return 'unknown-file';
  if (stored === undefined) return 'file-not-uploaded';
  if (!isSame(stored, file)) return 'file-differs';
  return contradicts(stored.start, file.type) ? 'file-not-its-type' : undefined;
}

/** The SHA-256 of each of these files, in their order. @throws for one that was not looked up */
export function hashesOf(
  ids: readonly string[] | undefined,
  found: FoundFiles | undefined,
): readonly string[] {
  return filesOf(ids, found).map(({ sha256 }) => sha256);
}

const isSame = (stored: Stored, { size, sha256 }: Measured) =>
  stored.size === size && stored.sha256 === sha256;

/**
 * These files, in their order, as storage has them: a preview that was not uploaded, or that is no JPEG, is none, and
 * keeps nobody from attaching the picture. @throws for one that was not looked up
 */
export function filesOf(
  ids: readonly string[] | undefined,
  found: FoundFiles | undefined,
): readonly UploadedFile[] {
  return (ids ?? []).map((id) => {
    const looked = found?.get(id);
    if (looked === undefined) throw new Error(`file ${id} was not looked up`);
    const { preview, ...file } = looked.file;
    return hasPreview(looked) && preview !== undefined ? { ...file, preview } : file;
  });
}

/** What is told of these files, in their order. @throws for one that was not looked up */
export const attachmentsOf = (
  ids: readonly string[] | undefined,
  found: FoundFiles | undefined,
): readonly Attachment[] => filesOf(ids, found).map(asAttachment);

/** What an entry says of the files that it names, beside them; nothing where it names none. */
export function filesIn(ids: readonly string[] | undefined, found: FoundFiles | undefined) {
  return ids === undefined || ids.length === 0
    ? {}
    : { files: ids, fileHashes: hashesOf(ids, found), attachments: attachmentsOf(ids, found) };
}

/** What is told of a file. */
export function asAttachment({ id, type, size, name, preview }: UploadedFile): Attachment {
  return { id, type, size, name, ...(preview === undefined ? {} : { preview: true }) };
}

function hasPreview({ file: { preview }, storedPreview }: FoundFile): boolean {
  if (preview === undefined || storedPreview === undefined) return false;
  return isSame(storedPreview, preview) && !contradicts(storedPreview.start, PREVIEW_TYPE);
}
