/** Drawn signatures (B5.1c): whether SVG path data draws something. Pure. */

interface Point {
  readonly x: number;
  readonly y: number;
}

const COMMANDS = /([A-Za-z])([^A-DF-Za-df-z]*)/g;
const NUMBERS = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g;
/** How many numbers each command takes at a time. */
const TAKES: Readonly<Record<string, number>> = { M: 2, L: 2, T: 2, H: 1, V: 1, S: 4, Q: 4, C: 6, A: 7 };

/** The points that path data names, in absolute coordinates; the control points of its curves are among them. */
export function pointsOf(path: string): readonly Point[] {
  const points: Point[] = [];
  let [pen, start]: [Point, Point] = [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ];
  for (const [, command = '', rest = ''] of path.matchAll(COMMANDS)) {
    const name = command.toUpperCase();
    if (name === 'Z') pen = start;
    const takes = TAKES[name];
    if (takes === undefined) continue;
    const origin = (): Point => (command === name ? { x: 0, y: 0 } : pen);
    const numbers = (rest.match(NUMBERS) ?? []).map(Number);
    for (let at = 0; at + takes <= numbers.length; at += takes) {
      const named = pairsOf(name, numbers.slice(at, at + takes), origin(), pen);
      points.push(...named);
      pen = named.at(-1) ?? pen;
      if (name === 'M' && at === 0) start = pen;
    }
  }
  return points;
}

/** The points of one segment, its end the last. */
function pairsOf(name: string, numbers: readonly number[], origin: Point, pen: Point): readonly Point[] {
  const [first = 0] = numbers;
  if (name === 'H') return [{ x: origin.x + first, y: pen.y }];
  if (name === 'V') return [{ x: pen.x, y: origin.y + first }];
  // Of an arc's seven numbers the last two say where it ends.
  const coordinates = name === 'A' ? numbers.slice(-2) : numbers;
  return coordinates.flatMap((x, at) =>
    at % 2 === 0 ? [{ x: origin.x + x, y: origin.y + (coordinates[at + 1] ?? 0) }] : [],
  );
}

const FEWEST_POINTS = 3;

/** Whether a path draws something: at least three coordinate pairs that are not all on one line. */
export function draws(path: string): boolean {
  const points = pointsOf(path);
  const [first] = points;
  if (first === undefined || points.length < FEWEST_POINTS) return false;
  if (points.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) return false;
  const other = points.find(({ x, y }) => x !== first.x || y !== first.y);
  if (other === undefined) return false;
  return points.some(
    ({ x, y }) => (other.x - first.x) * (y - first.y) !== (other.y - first.y) * (x - first.x),
  );
}
