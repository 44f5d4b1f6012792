/** WebP (RFC 9649) without metadata. Pure. */
import { bytesOf, joined, MOST_PIECES, numbersIn, textAt } from './bytes.ts';
import { exifOf, orientationIn } from './orientation.ts';

const RIFF_BYTES = 12;
const HEADER_BYTES = 8;
/** Before the chunks of a frame: where it stands and how long. */
const FRAME_BYTES = 16;
const [EXTENDED, FRAME, EXIF] = ['VP8X', 'ANMF', 'EXIF'];
const PIXELS: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANIM']);
/** What the extended header says that the file has. */
const [HAS_ANIMATION, HAS_EXIF, HAS_ALPHA] = [0x02, 0x08, 0x10];
/** Some write it before EXIF data as JPEG does. */
const EXIF_MARK = 'Exif\0\0';

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** The picture of a WebP file, its pixels as they were, and its orientation; EXIF, XMP, profiles and unknown chunks are gone. */
export function webpWithoutMetadata(file: Uint8Array): Uint8Array {
  const isWebp = textAt(file, 0, 4) === 'RIFF' && textAt(file, HEADER_BYTES, 4) === 'WEBP';
  if (!isWebp) return new Uint8Array();
  const end = Math.min(file.length, HEADER_BYTES + numbersIn(file).getUint32(4, true));
  const chunks = [...chunksOf(file.subarray(RIFF_BYTES, end))];
  const exif = chunks.find(({ type }) => type === EXIF)?.data ?? new Uint8Array();
  const begins = textAt(exif, 0, EXIF_MARK.length) === EXIF_MARK ? EXIF_MARK.length : 0;
  const orientation = orientationIn(exif.subarray(begins));
  const kept = chunks.flatMap((chunk) => shown(chunk, orientation));
  const riff = file.slice(0, RIFF_BYTES);
  numbersIn(riff).setUint32(4, RIFF_BYTES - HEADER_BYTES + joined(kept).length, true);
  return joined([riff, ...kept]);
}

/** What is left of a chunk. */
function shown({ type, data }: Chunk, orientation: number | undefined): readonly Uint8Array[] {
  if (PIXELS.has(type)) return [chunkOf(type, data)];
  if (type === EXTENDED) return [chunkOf(type, extended(data, orientation !== undefined))];
  if (type === EXIF && orientation !== undefined) return [chunkOf(type, exifOf(orientation))];
  if (type !== FRAME) return [];
  const inside = [...chunksOf(data.subarray(FRAME_BYTES))].filter((chunk) => PIXELS.has(chunk.type));
  const pixels = inside.map((chunk) => chunkOf(chunk.type, chunk.data));
  return [chunkOf(type, joined([data.subarray(0, FRAME_BYTES), ...pixels]))];
}

/** The extended header: it must not promise what is gone. */
function extended(data: Uint8Array, hasExif: boolean): Uint8Array {
  const header = data.slice();
  header[0] = ((data[0] ?? 0) & (HAS_ANIMATION | HAS_ALPHA)) | (hasExif ? HAS_EXIF : 0);
  return header;
}

/** The chunks among these bytes, as far as they are whole. */
function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  const numbers = numbersIn(bytes);
  let place = 0;
  for (let piece = 0; piece < MOST_PIECES && place + HEADER_BYTES <= bytes.length; piece += 1) {
    const size = numbers.getUint32(place + 4, true);
    const end = place + HEADER_BYTES + size;
    if (end > bytes.length) return;
    yield { type: textAt(bytes, place, 4), data: bytes.subarray(place + HEADER_BYTES, end) };
    place = end + (size % 2);
  }
}

/** A chunk as it is written: one of odd size is followed by a nought. */
function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(HEADER_BYTES + data.length + (data.length % 2));
  chunk.set(bytesOf(type));
  numbersIn(chunk).setUint32(4, data.length, true);
  chunk.set(data, HEADER_BYTES);
  return chunk;
}
