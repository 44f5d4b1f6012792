/** In which order the rooms of the house stand, and that no circle of files is in it (docs/design.md, "Layout"). */
import { importsOf, isSource, isUnder, type Rule, type Tree } from './source-tree.ts';

/** The lowest first; rooms on one line do not import each other. Whoever stands higher imports from below alone. */
const ROOMS: readonly (readonly string[])[] = [
  ['shared/domain/kernel'],
  ['shared/domain/anchors', 'shared/domain/calendar'],
  ['shared/domain/model'],
  ['shared/domain/organisation'],
  ['shared/domain/commitments', 'shared/domain/complaints'],
  ['shared/domain/clocks'],
  ['shared/domain/sheets'],
  ['shared/domain/assessment'],
  ['shared/domain/notices'],
  ['shared/domain/cases'],
  ['shared/domain/archive'],
  ['shared/runtime', 'shared/words'],
  ['shared/client', 'shared/contract', 'shared/mail', 'shared/store'],
  ['shared/effects'],
  ['shared/commands'],
  ['web/words'],
  ['web/session'],
  ['web/parts'],
  ['web/outbox'],
  ['web/link', 'web/shell', 'web/signing'],
  ['web/pages'],
  ['web/app', 'web/worker'],
];

const floorOf = (path: string): number =>
  ROOMS.findIndex((rooms) => rooms.some((room) => isUnder(path, room)));
const roomOf = (path: string): string | undefined => ROOMS.flat().find((room) => isUnder(path, room));

const sources = (tree: Tree) => [...tree].filter(([path]) => isSource(path) && !isUnder(path, 'test'));

/** Rooms of `shared` and of the console import those below them; a file there stands in a room. */
export const roomsInOrder: Rule = (tree) =>
  sources(tree).flatMap(([path, text]) => {
    if (!isUnder(path, 'shared', 'web')) return [];
    const room = roomOf(path);
    if (room === undefined) return [`${path} stands in no room`];
    return importsOf(path, text)
      .filter((name) => roomOf(name) !== undefined && roomOf(name) !== room && floorOf(name) >= floorOf(path))
      .map((name) => `${path} imports ${name}`);
  });

/** No file imports itself by way of others. */
export const noCircles: Rule = (tree) => {
  const imports = new Map(sources(tree).map(([path, text]) => [path, importsOf(path, text)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
    if (done.has(path) || way.includes(path)) return;
    for (const next of imports.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of imports.keys()) walk(path, []);
  return circles;
};
