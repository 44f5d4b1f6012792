/** Pictures made small and upright by the browser itself, which turns them as their camera noted. */
import { MOST_PREVIEW_BYTES } from '../../../shared/domain/kernel/files.ts';

const LONGEST_SIDE = 1_600;
const PREVIEW_SIDE = 320;
const QUALITY = 0.82;
/** Of a preview, until one is small enough. */
const PREVIEW_QUALITIES = [0.7, 0.5, 0.3, 0.1];

export interface Upright {
  readonly picture: Blob;
  /** At most 64 KiB; none where it would not get so small. */
  readonly preview: Blob | undefined;
}

/** The size with the longest side at most so many pixels. Pure. */
export function within(side: number, width: number, height: number): readonly [number, number] {
  const scale = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** The picture as JPEG, and a preview of it; undefined where the browser cannot read it as a picture. */
export async function upright(file: Blob): Promise<Upright | undefined> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const picture = await jpegOf(image, LONGEST_SIDE, QUALITY);
    if (picture === undefined) return undefined;
    for (const quality of PREVIEW_QUALITIES) {
      const preview = await jpegOf(image, PREVIEW_SIDE, quality);
      if (preview !== undefined && preview.size <= MOST_PREVIEW_BYTES) return { picture, preview };
    }
    return { picture, preview: undefined };
  } catch {
    // What the browser cannot decode is no picture, whatever its name says.
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function jpegOf(image: HTMLImageElement, side: number, quality: number): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  const [width, height] = within(side, image.naturalWidth, image.naturalHeight);
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (pen === null) return undefined;
  // JPEG knows nothing of what shines through.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(image, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  return blob ?? undefined;
}
