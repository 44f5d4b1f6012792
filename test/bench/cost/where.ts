/** Where write units go, as tables to read: a line a part, a column a place. */
import { tableShape } from '../../../infra/table.ts';
import { cells } from '../rows.ts';
import type { Charge, Place } from './meter.ts';

const PLACES: readonly Place[] = ['table', ...tableShape.indexes.map(({ name }): Place => `index ${name}`)];
const COLUMNS = ['table', 'by site', 'section', 'number', 'due'];
const NAME_WIDTH = 24;

const sumOf = (charges: readonly Charge[]) => charges.reduce((sum, { units }) => sum + units, 0);

function line(name: string, charges: readonly Charge[]): string {
  const places = PLACES.map((place) => sumOf(charges.filter((charge) => charge.place === place)));
  return cells([name.padEnd(NAME_WIDTH), ...[...places, sumOf(charges)].map(String)]);
}

/** Parts of what was charged, in their order, and all of it. */
export function byPart(what: string, parts: readonly (readonly [string, readonly Charge[]])[]): string[] {
  const all = parts.flatMap(([, charges]) => charges);
  return [
    cells([what.padEnd(NAME_WIDTH), ...COLUMNS, 'in all']),
    ...parts.map(([name, charges]) => line(name, charges)),
    line('in all', all),
  ];
}

/** What was charged, by kind of item, the dearest first. */
export function byItem(charges: readonly Charge[]): string[] {
  const kinds = [...new Set(charges.map(({ item }) => item))].map(
    (kind) => [kind, charges.filter(({ item }) => item === kind)] as const,
  );
  return byPart(
    'item',
    kinds.toSorted(([, a], [, b]) => sumOf(b) - sumOf(a)),
  );
}
