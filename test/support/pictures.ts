/** Small pictures without anything but pixels, and ways to write into them what cameras and programs write. */

const decoded = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** 16 × 8 pixels each. */
export const JPEG = decoded(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAZEAABBQAAAAAAAAAAAAAAAAAABAYiMaH/xAAUAQEAAAAAAAAAAAAAAAAAAAAE/8QAGREAAgMBAAAAAAAAAAAAAAAAAAMEBSFR/9oADAMBAAIRAxEAPwCWlbtQwsJW7UMADvlt6Fqpzs0//9k=',
);
/** In several scans, with tables between them. */
export const PROGRESSIVE_JPEG = decoded(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUAQEAAAAAAAAAAAAAAAAAAAAD/9oADAMBAAIQAxAAAAGWwMv/xAAWEAADAAAAAAAAAAAAAAAAAAAAAgT/2gAIAQEAAQUCWcWc/8QAFxEAAwEAAAAAAAAAAAAAAAAAAAIDBP/aAAgBAwEBPwHLdz//xAAWEQEBAQAAAAAAAAAAAAAAAAACAAP/2gAIAQIBAT8Beqv/xAAUEAEAAAAAAAAAAAAAAAAAAAAQ/9oACAEBAAY/Aj//xAAVEAEBAAAAAAAAAAAAAAAAAAAAYf/aAAgBAQABPyGab//aAAwDAQACAAMAAAAQA//EABURAQEAAAAAAAAAAAAAAAAAACEA/9oACAEDAQE/ECN//8QAFREBAQAAAAAAAAAAAAAAAAAAAFH/2gAIAQIBAT8Qvf/EABYQAAMAAAAAAAAAAAAAAAAAAAAxwf/aAAgBAQABPxBEiJP/2Q==',
);
export const WHOLE_PNG = decoded(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAAGklEQVR42mNkYKgQYGAgHrEwKDCQBEY1EAMA0MYCZlI6NpQAAAAASUVORK5CYII=',
);
export const WEBP = decoded(
  'UklGRkYAAABXRUJQVlA4IDoAAADQAQCdASoQAAgAAsBMJbACdAEOuwWOAAD+9KDeprNtVbB7ZsIRAfHKuLf1J97jFd9Mvxo/5XDr9qAA',
);

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const joined = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));

const big = (value: number, size: number) =>
  Array.from({ length: size }, (_, place) => (value >>> (8 * (size - 1 - place))) & 0xff);
const little = (value: number, size: number) => big(value, size).toReversed();

/** EXIF data of a telephone, little-endian: its make, an orientation, a place of its own and a serial number. */
export function exifOfPhone(orientation: number): Uint8Array {
  const entry = (tag: number, type: number, count: number, value: readonly number[]) =>
    joined(little(tag, 2), little(type, 2), little(count, 4), value);
  return joined(
    bytesOf('II*\0'),
    little(8, 4),
    little(3, 2),
    entry(0x010f, 2, 10, little(50, 4)),
    entry(0x0112, 3, 1, little(orientation, 4)),
    entry(0x8825, 4, 1, little(60, 4)),
    little(0, 4),
    bytesOf('SECRETPHON'),
    bytesOf('SECRET 31 13 12.34 N'),
  );
}

/** EXIF data that holds this orientation and nothing else. */
export const bareExif = (orientation: number): Uint8Array =>
  joined(
    ...[bytesOf('MM\0*'), big(8, 4), big(1, 2), big(0x0112, 2), big(3, 2), big(1, 4), big(orientation, 2)],
    ...[big(0, 2), big(0, 4)],
  );

/** A segment of JPEG. */
export const segment = (marker: number, data: Uint8Array | string): Uint8Array => {
  const bytes = typeof data === 'string' ? bytesOf(data) : data;
  return joined([0xff, marker], big(bytes.length + 2, 2), bytes);
};
export const exifSegment = (exif: Uint8Array): Uint8Array => segment(0xe1, joined(bytesOf('Exif\0\0'), exif));

/** A chunk of PNG. */
export function pngChunk(type: string, data: Uint8Array | string): Uint8Array {
  const named = joined(bytesOf(type), typeof data === 'string' ? bytesOf(data) : data);
  return joined(big(named.length - 4, 4), named, big(crc32(named), 4));
}

function crc32(bytes: Uint8Array): number {
  const table = Array.from({ length: 256 }, (_, start) => {
    let value = start;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value >>> 0;
  });
  return ~bytes.reduce((crc, byte) => (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8), -1) >>> 0;
}

/** A chunk of WebP. */
export const webpChunk = (type: string, data: Uint8Array | string): Uint8Array => {
  const bytes = typeof data === 'string' ? bytesOf(data) : data;
  return joined(bytesOf(type), little(bytes.length, 4), bytes, bytes.length % 2 === 1 ? [0] : []);
};
export const webpOf = (...chunks: readonly Uint8Array[]): Uint8Array => {
  const body = joined(bytesOf('WEBP'), ...chunks);
  return joined(bytesOf('RIFF'), little(body.length, 4), body);
};
/** The extended header of a picture of 16 × 8 pixels. */
export const webpHeader = (flags: number): Uint8Array =>
  webpChunk('VP8X', joined([flags, 0, 0, 0], little(15, 3), little(7, 3)));
/** The pixels of `WEBP`. */
export const WEBP_PIXELS: Uint8Array = WEBP.subarray(12);

/** Bytes with others put in at a place. */
export const withAt = (bytes: Uint8Array, place: number, ...more: readonly Uint8Array[]): Uint8Array =>
  joined(bytes.subarray(0, place), ...more, bytes.subarray(place));

/** A photograph as a telephone makes it: turned, with all that it knows, and a second picture behind the first. */
export const photoOfPhone = (orientation: number): Uint8Array =>
  joined(
    withAt(
      JPEG,
      2,
      segment(0xed, 'Photoshop 3.0\u00008BIM SECRET byline'),
      exifSegment(exifOfPhone(orientation)),
      segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>'),
      segment(0xe2, 'ICC_PROFILE\0\u0001\u0001SECRET display'),
      segment(0xfe, 'SECRET comment'),
    ),
    withAt(JPEG, 2, exifSegment(exifOfPhone(1))),
    bytesOf('SECRET trailer'),
  );
