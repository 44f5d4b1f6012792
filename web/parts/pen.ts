/** The pen that signatures are drawn with, as SVG path data (contract section 3). Pure. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The sheet of paper under the pen. */
export const FRAME = { width: 320, height: 120 } as const;
/** Steps of the pen that are shorter are left out; a path may have 8 KiB. */
const SHORTEST_STEP = 3;
const LONGEST_PATH = 8_000;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where on the paper a pointer is, whatever the size that it is shown in. */
export function pointIn(
  shown: Box,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): Point {
  return {
    x: Math.round(((clientX - shown.left) / shown.width) * FRAME.width),
    y: Math.round(((clientY - shown.top) / shown.height) * FRAME.height),
  };
}

/**
 * Goes on with a path. @param from where the pen is; undefined where it has just touched the paper
 * @returns undefined where the step is too short, or the path long enough
 */
export function drawnOn(path: string, to: Point, from: Point | undefined): string | undefined {
  if (from !== undefined && Math.hypot(to.x - from.x, to.y - from.y) < SHORTEST_STEP) return undefined;
  if (path.length > LONGEST_PATH) return undefined;
  return `${path} ${from === undefined ? 'M' : 'L'} ${to.x} ${to.y}`.trim();
}
