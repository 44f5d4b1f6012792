/** Cursors of lists, signed with the table's own secret. */
import { type Cursors, cursorSecret, cursorsOf } from '../../shared/store/cursor.ts';
import { house } from './house.ts';
import { Refused } from './request.ts';

let cursors: Promise<Cursors> | undefined;

/** The secret is read by the first list of a process, not by its start. */
export function signedCursors(): Promise<Cursors> {
  cursors ??= cursorSecret(house.table).then(cursorsOf);
  cursors.catch(() => {
    cursors = undefined;
  });
  return cursors;
}

/** The position that a query's cursor names, none without one; ends the request where it is none of ours. */
export async function positionOf(cursor: string | undefined, asked: unknown): Promise<string | undefined> {
  if (cursor === undefined) return undefined;
  const position = (await signedCursors()).read(cursor, asked);
  if (position === undefined) throw new Refused('validation-failed', 'cursor-forged', { pointer: '/cursor' });
  return position;
}
