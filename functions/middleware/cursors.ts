/** Cursors of lists: read against the question that they came from (contract section 1). */
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { openCursors } from '../../shared/store/table/cursor.ts';
import { Refused } from './request.ts';

const cursors = openCursors(openSecret(fromEnvironment('CURSORS_SECRET')));

/** The position that a cursor names, or undefined without one; ends the request with 400 where it is forged. */
export async function positionOf(cursor: string | undefined, question: unknown): Promise<string | undefined> {
  if (cursor === undefined) return undefined;
  const position = (await cursors()).open(cursor, question);
  if (position === undefined) throw new Refused('validation-failed', 'cursor-forged', { pointer: '/cursor' });
  return position;
}

/** The cursor that goes on after a position, or undefined where nothing does. */
export async function cursorAfter(
  position: string | undefined,
  question: unknown,
): Promise<string | undefined> {
  return position === undefined ? undefined : (await cursors()).seal(position, question);
}
