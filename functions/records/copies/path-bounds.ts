/** Where an SVG path lies: signatures are drawn on pads of any size, and a page without script cannot measure. */

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

type Point = readonly [x: number, y: number];

const COMMAND = /([MZLHVCSQTA])([^MZLHVCSQTA]*)/gi;
const NUMBER = /[ ,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/iy;
/** A flag of an arc: one digit, which the next number may follow without a blank. */
const FLAG = /[ ,]*([01])/y;
const FLAG_PLACES = [3, 4];

/** How many numbers each command takes at a time. */
const ARITY: Readonly<Record<string, number>> = { M: 2, L: 2, T: 2, H: 1, V: 1, S: 4, Q: 4, C: 6, A: 7 };

/** Browsers reckon paths in single precision; a line farther out than this could not be told from a dot. */
const FARTHEST = 1e6;

/**
 * A box around all that the path draws, its control points included, in the path's own units; undefined where
 * it draws nothing, or farther out than can be shown.
 */
export function boundsOf(path: string): Bounds | undefined {
  let [left, top, right, bottom] = [FARTHEST, FARTHEST, -FARTHEST, -FARTHEST];
  const points = pointsOf(path);
  for (const [x, y] of points) {
    if (!(Math.abs(x) <= FARTHEST && Math.abs(y) <= FARTHEST)) return undefined;
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  return points.length < 2 ? undefined : { left, top, width: right - left, height: bottom - top };
}

function pointsOf(path: string): readonly Point[] {
  const points: Point[] = [];
  let at: Point = [0, 0];
  let start = at;
  let control = at;
  for (const [, letter = '', rest = ''] of path.matchAll(COMMAND)) {
    const command = letter.toUpperCase();
    if (command === 'Z') at = start;
    for (const numbers of groupsOf(command, rest)) {
      const origin: Point = letter === command ? [0, 0] : at;
      const drawn = [...reflection(command, at, control), ...pointsIn(command, numbers, at, origin)];
      const end = drawn.at(-1) ?? at;
      points.push(...drawn, ...(command === 'A' ? aroundArc(numbers, at, end) : []));
      control = 'CSQT'.includes(command) ? (drawn.at(-2) ?? end) : end;
      at = end;
      if (command === 'M') start = at;
    }
  }
  return points;
}

function groupsOf(command: string, rest: string): readonly (readonly number[])[] {
  const arity = ARITY[command] ?? 0;
  const groups: number[][] = [];
  let group: number[] = [];
  for (let from = 0; arity > 0; ) {
    const form = command === 'A' && FLAG_PLACES.includes(group.length) ? FLAG : NUMBER;
    form.lastIndex = from;
    const found = form.exec(rest);
    if (found === null) break;
    from = form.lastIndex;
    group.push(Number(found[1]));
    if (group.length === arity) {
      groups.push(group);
      group = [];
    }
  }
  return groups;
}

/** The control point that a smooth curve does not name: that of the curve before, mirrored where this one starts. */
function reflection(command: string, at: Point, control: Point): readonly Point[] {
  return command === 'S' || command === 'T' ? [[2 * at[0] - control[0], 2 * at[1] - control[1]]] : [];
}

function pointsIn(command: string, numbers: readonly number[], at: Point, [x, y]: Point): readonly Point[] {
  const [first = 0] = numbers;
  if (command === 'H') return [[x + first, at[1]]];
  if (command === 'V') return [[at[0], y + first]];
  const pairs = command === 'A' ? numbers.slice(-2) : numbers;
  const points: Point[] = [];
  for (let place = 0; place < pairs.length; place += 2) {
    points.push([x + (pairs[place] ?? 0), y + (pairs[place + 1] ?? 0)]);
  }
  return points;
}

/** Two corners of a box that the arc cannot leave, whichever way round it goes. */
function aroundArc([rx = 0, ry = 0]: readonly number[], at: Point, end: Point): readonly Point[] {
  const [widest, narrowest] = [Math.max(Math.abs(rx), Math.abs(ry)), Math.min(Math.abs(rx), Math.abs(ry))];
  if (narrowest === 0) return [];
  const half = Math.hypot(end[0] - at[0], end[1] - at[1]) / 2;
  // Radii too short for the distance are stretched until they reach (SVG 2, implementation notes).
  const reach = 2 * widest * Math.max(1, half / narrowest);
  return [
    [at[0] - reach, at[1] - reach],
    [at[0] + reach, at[1] + reach],
  ];
}
