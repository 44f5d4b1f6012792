/** What parts somebody has in a sheet beside those of its hands: who asked, who was asked for advice. Pure. */

import { type Actor, RESIDENT_BY_LINK } from '../model/directory.ts';
import type { Sheet } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';

type Asked = Pick<Sheet, 'resident' | 'requester'>;

/**
 * Whether somebody asked for it: the resident, or the staff member who asks for something themselves. Who comes by a link
 * comes by that of this very sheet.
 */
export function isAsker({ id }: Pick<Actor, 'id'>, { resident, requester }: Asked): boolean {
  return id === RESIDENT_BY_LINK || resident?.id === id || requester?.person === id;
}

/** Whether somebody, or whom they stand in for, was consulted and has not advised yet (A1.6c). */
export function isConsulted(
  actor: Pick<Actor, 'id' | 'standInFor'>,
  { consultations = [], status }: Sheet,
): boolean {
  const isOpen = consultations.some(({ person, advice }) => person === partOf(actor) && advice === undefined);
  return isOpen && status !== 'archived';
}

/** Whether the asker has objected to how it was settled, ever. */
export const hasObjected = ({ objections = [] }: Sheet): boolean => objections.length > 0;

/** When it was settled: answered, declined or followed up; undefined while it is not. */
export function settledAt({ status, answer, history, updatedAt }: Sheet): string | undefined {
  if (status === 'answered') return answer?.at ?? updatedAt;
  return status === 'followed-up' ? (history.followUps.at(-1)?.at ?? updatedAt) : undefined;
}
