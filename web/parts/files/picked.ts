/** Files that somebody picked or recorded, made ready to be kept and sent. */
import { FILE_TYPES, type FileType } from '../../../shared/domain/kernel/file-types.ts';
import { MOST_BYTES } from '../../../shared/domain/kernel/files.ts';
import { keepFile, type Picked } from './kept.ts';
import { upright } from './picture.ts';

/** As browsers call what the API knows by another name. */
const ALIASES: Readonly<Record<string, FileType>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
};

/** The type that the API takes it for; undefined where it takes none such. Pure. */
export function typeOf(said: string): FileType | undefined {
  const [type = ''] = said.toLowerCase().split(';');
  return FILE_TYPES.find((each) => each === type) ?? ALIASES[type];
}

const LONGEST_NAME = 120;

/** A name that the API takes (contract section 4): no paths, not too long. Pure. */
export function nameFor(said: string): string {
  const name = said.replaceAll(/[/\\\p{Cc}]/gu, ' ').trim();
  return /^\.{0,2}$/.test(name) ? 'file' : [...name].slice(-LONGEST_NAME).join('');
}

/** Why a file is not taken. */
export type Unfit = 'type' | 'size';

/**
 * Keeps a file on this device until it is attached. Pictures become JPEG of at most 1,600 pixels, upright, without what
 * the camera wrote into them, and get a small preview.
 * @returns the file as a draft keeps it, or why the API would not take it
 */
export async function pick(blob: Blob, said: string): Promise<Picked | Unfit> {
  const type = typeOf(blob.type);
  const name = nameFor(said);
  const isDrawn = blob.type.startsWith('image/');
  if (!isDrawn && type === undefined) return 'type';
  const drawn = isDrawn ? await upright(blob) : undefined;
  if (isDrawn && drawn === undefined) return 'type';
  const sent = drawn?.picture ?? blob;
  if (sent.size === 0 || sent.size > MOST_BYTES) return 'size';
  const file: Picked = {
    key: crypto.randomUUID(),
    name: drawn === undefined ? name : `${name.replace(/\.\w+$/, '')}.jpg`,
    type: drawn === undefined ? (type ?? 'application/pdf') : 'image/jpeg',
    size: sent.size,
  };
  await keepFile({ ...file, blob: sent, preview: drawn?.preview, tries: 0 });
  return file;
}
