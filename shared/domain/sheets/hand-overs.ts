/** How an event passes a sheet from hand to hand, as the registers write it down (B5.2a, B5.2b, B5.2.1a). Pure. */

import type { FollowedUp, HandOver, History, Signatory } from '../model/history.ts';
import { NO_HISTORY } from '../model/history.ts';
import type { Sheet, SheetEvent } from '../model/sheet.ts';

/** The trail after an event that led from one state of a sheet to the next. */
export function historyAfter(before: Sheet, after: Sheet, event: SheetEvent): History {
  const trail = before.trail ?? NO_HISTORY;
  const passings = trail.passings.map((passing) =>
    passing.state === 'open' ? handOverAfter(passing, after, event) : passing,
  );
  const passed = handOverIn(after, event);
  const followedUp = followUpOf(before, after, event);
  return {
    ...times(trail, before, after, event),
    passings: passed === undefined ? passings : [...passings, passed],
    followUps: followedUp === undefined ? trail.followUps : [...trail.followUps, followedUp],
    broken: event.step === 'breach' ? { ...trail.broken, [event.clock]: event.owes } : trail.broken,
  };
}

export const signatoryOf = ({ actor: { id, standInFor } }: SheetEvent): Signatory =>
  standInFor === undefined ? { id } : { id, standInFor };

export function handOverIn(after: Sheet, event: SheetEvent): HandOver | undefined {
  const base = {
    seq: event.seq,
    at: event.at,
    round: after.round,
    by: signatoryOf(event),
    state: 'open',
    ...(after.section === undefined ? {} : { section: after.section }),
  } as const;
  switch (event.step) {
    case 'hand-over':
    case 'return':
      return { ...base, step: event.step, opinion: after.opinions.length - 1 };
    case 'follow-up':
      return after.status === 'handed-over' ? { ...base, step: event.step } : undefined;
    default:
      return undefined;
  }
}

/** What becomes of a passing that nobody has signed for yet (B5.2b). */
export function handOverAfter(passing: HandOver, after: Sheet, event: SheetEvent): HandOver {
  const signed = { receiver: signatoryOf(event), receivedAt: event.at };
  if (event.step === 'dispute') return { ...passing, ...signed, state: 'disputed' };
  const received: readonly SheetEvent['step'][] =
    passing.step === 'return' ? ['receive', 'follow-up', 'hand-over'] : ['accept'];
  if (received.includes(event.step)) return { ...passing, ...signed, state: 'received' };
  const waits = passing.step === 'return' ? 'returned' : 'handed-over';
  return after.status === waits ? passing : { ...passing, state: 'ended' };
}

/** A try that reaches nobody ends nothing, unless it was the last. */
export function followUpOf(before: Sheet, after: Sheet, event: SheetEvent): FollowedUp | undefined {
  const outcome = event.step === 'follow-up' ? after.followUp?.outcome : undefined;
  if (event.step !== 'follow-up' || outcome === undefined) return undefined;
  const { seq, at, satisfaction, attitude } = event;
  const { round, section, handler } = before;
  return {
    ...{ seq, at, round, outcome },
    ...(satisfaction === undefined ? {} : { satisfaction }),
    ...(attitude === undefined ? {} : { attitude }),
    ...(section === undefined ? {} : { section }),
    ...(handler === undefined ? {} : { handler }),
  };
}

/** When somebody came, was done and gave it back; a new round starts without. */
export function times(trail: History, before: Sheet, after: Sheet, event: SheetEvent) {
  const { arrivedAt, completedAt, returnedAt } = after.round === before.round ? trail : NO_HISTORY;
  return {
    ...(arrivedAt === undefined ? {} : { arrivedAt }),
    ...(completedAt === undefined ? {} : { completedAt }),
    ...(returnedAt === undefined ? {} : { returnedAt }),
    ...(event.step === 'arrive' ? { arrivedAt: event.at } : {}),
    ...(event.step === 'complete' ? { completedAt: event.at } : {}),
    ...(event.step === 'return' ? { returnedAt: event.at } : {}),
  };
}
