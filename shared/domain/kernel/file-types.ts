/** The types of files that are taken (contract section 4), and what their first bytes give away. Pure. */

const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

export const FILE_TYPES = [
  ...PICTURE_TYPES,
  'application/pdf',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
] as const;
export type FileType = (typeof FILE_TYPES)[number];

export const isPicture = (type: FileType): type is PictureType => PICTURE_TYPES.some((each) => each === type);

/** How many of a file's first bytes are looked at. */
export const LOOKED_AT_BYTES = 1024;

type Mark = readonly [type: FileType, begins: (text: string) => boolean];

const at = (place: number, mark: string) => (text: string) => text.startsWith(mark, place);

/** How files of each type begin, read as Latin-1. A file of `audio/mpeg` often begins in another way. */
// biome-ignore format: a table reads best with one row a line
const MARKS: readonly Mark[] = [
  ['image/jpeg', at(0, '\u00ff\u00d8\u00ff')],
  ['image/png', at(0, '\u0089PNG\r\n\u001a\n')],
  ['image/webp', (text) => at(0, 'RIFF')(text) && at(8, 'WEBP')(text)],
  ['application/pdf', at(0, '%PDF-')],
  ['audio/mpeg', at(0, 'ID3')],
  ['audio/mp4', at(4, 'ftyp')],
  ['audio/ogg', at(0, 'OggS')],
  ['audio/wav', (text) => at(0, 'RIFF')(text) && at(8, 'WAVE')(text)],
  ['audio/webm', at(0, '\u001a\u0045\u00df\u00a3')],
];

/** What a browser would run or draw as a page, wherever it stands among the first bytes. */
const MARKUP = /<(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed)[\s>/]/i;
/** A text that begins as markup does, after a byte order mark and blanks. */
const BEGINS_AS_MARKUP = /^(?:\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)?\s*<[!?a-z]/i;

/**
 * Whether the first bytes show that a file is something else than its type: markup, alone or hidden behind the
 * beginning of another format, or a file of another of the types. Bytes that show nothing are accepted, since a file
 * is only ever served as an attachment of the type that was announced.
 */
export function contradicts(start: Uint8Array, type: FileType): boolean {
  const text = String.fromCharCode(...start.subarray(0, LOOKED_AT_BYTES));
  if (MARKUP.test(text) || BEGINS_AS_MARKUP.test(text)) return true;
  const known = MARKS.filter(([, begins]) => begins(text));
  return known.length > 0 && !known.some(([each]) => each === type);
}
