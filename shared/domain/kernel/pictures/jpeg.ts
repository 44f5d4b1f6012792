/** JPEG (ITU-T T.81) without metadata. Pure. */
import { bytesOf, joined, MOST_PIECES, numbersIn, textAt } from './bytes.ts';
import { exifOf, orientationIn } from './orientation.ts';

const [FIRST_RESTART, LAST_RESTART] = [0xd0, 0xd7];
const [START, END, SCAN] = [0xd8, 0xd9, 0xda];
const EXIF = 0xe1;
const EXIF_MARK = 'Exif\0\0';
/** What applications add and a decoder needs, as it begins and how long it is where it holds no more than that. */
const CODED_AS: readonly (readonly [marker: number, begins: string, size: number])[] = [
  [0xe0, 'JFIF\0', 18],
  [0xee, 'Adobe', 16],
];
const HEADER_BYTES = 4;

interface Segment {
  readonly marker: number;
  /** With its marker; of a scan with all that it draws. */
  readonly bytes: Uint8Array;
}

/**
 * The picture of a JPEG file, its pixels as they were, and its orientation. Applications' segments (EXIF, XMP, IPTC,
 * colour profiles, thumbnails), comments and whatever follows the picture, such as another one, are gone.
 */
export function jpegWithoutMetadata(file: Uint8Array): Uint8Array {
  if (file[0] !== 0xff || file[1] !== START) return new Uint8Array();
  return joined([file.subarray(0, 2), ...[...segmentsOf(file)].map(shown)]);
}

/** What is left of a segment. */
function shown({ marker, bytes }: Segment): Uint8Array {
  if (draws(marker) || saysHowColoursAreCoded(marker, bytes)) return bytes;
  const orientation =
    marker === EXIF && textAt(bytes, HEADER_BYTES, EXIF_MARK.length) === EXIF_MARK
      ? orientationIn(bytes.subarray(HEADER_BYTES + EXIF_MARK.length))
      : undefined;
  return orientation === undefined ? new Uint8Array() : exifSegment(orientation);
}

/** Frames, tables, scans and the end. */
const draws = (marker: number) => marker >= 0xc0 && marker <= 0xdf;

const saysHowColoursAreCoded = (marker: number, bytes: Uint8Array) =>
  CODED_AS.some(
    ([each, begins, size]) =>
      marker === each && bytes.length === size && textAt(bytes, HEADER_BYTES, begins.length) === begins,
  );

function exifSegment(orientation: number): Uint8Array {
  const exif = exifOf(orientation);
  const length = 2 + EXIF_MARK.length + exif.length;
  return Uint8Array.of(0xff, EXIF, 0, length, ...bytesOf(EXIF_MARK), ...exif);
}

/** The segments after the start of the picture, to its end or as far as they are whole. */
function* segmentsOf(file: Uint8Array): Generator<Segment> {
  const numbers = numbersIn(file);
  let place = 2;
  for (let piece = 0; piece < MOST_PIECES; piece += 1) {
    place = nextMarker(file, place);
    const marker = file[place + 1];
    if (marker === undefined) return;
    if (isAlone(marker)) {
      if (marker === END) yield { marker, bytes: file.subarray(place, place + 2) };
      if (marker === END) return;
      place += 2;
      continue;
    }
    if (place + HEADER_BYTES > file.length) return;
    const length = numbers.getUint16(place + 2);
    const end = place + 2 + length;
    // A length counts its own two bytes: a shorter one says nothing of where the segment ends.
    if (length < 2 || end > file.length) return;
    const whole = marker === SCAN ? endOfScan(file, end) : end;
    yield { marker, bytes: file.subarray(place, whole) };
    place = whole;
  }
}

/** Markers that no length follows. */
const isAlone = (marker: number) => marker <= 0x01 || (marker >= FIRST_RESTART && marker <= END);

/** Where the next marker is; any number of 0xFF may stand before it. */
function nextMarker(file: Uint8Array, from: number): number {
  let place = file.indexOf(0xff, from);
  if (place < 0) return file.length;
  while (file[place + 1] === 0xff) place += 1;
  return place;
}

/** Where the coded pixels of a scan end: at a marker that is neither an escaped 0xFF nor a restart. */
function endOfScan(file: Uint8Array, from: number): number {
  for (let place = nextMarker(file, from); place < file.length; place = nextMarker(file, place + 2)) {
    const marker = file[place + 1] ?? 0;
    if (marker !== 0 && (marker < FIRST_RESTART || marker > LAST_RESTART)) return place;
  }
  return file.length;
}
