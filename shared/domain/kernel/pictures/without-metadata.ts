/**
 * Pictures without metadata (contract section 4): what was photographed is given, not where, when, by whom and with
 * what. Only what draws is kept, so that whatever else somebody comes to write into a file is gone unasked; the pixels
 * are the very bytes that they were. Pure.
 */
import type { PictureType } from '../file-types.ts';
import { jpegWithoutMetadata } from './jpeg.ts';
import { pngWithoutMetadata } from './png.ts';
import { webpWithoutMetadata } from './webp.ts';

const FORMATS: { readonly [T in PictureType]: (file: Uint8Array) => Uint8Array } = {
  'image/jpeg': jpegWithoutMetadata,
  'image/png': pngWithoutMetadata,
  'image/webp': webpWithoutMetadata,
};

/** The picture of a file of that type, as far as the file is whole; no bytes at all where it holds none. */
export const withoutMetadata = (file: Uint8Array, type: PictureType): Uint8Array => FORMATS[type](file);
