/** How an event passes a sheet from hand to hand, as the registers write it down (B5.2a, B5.2b, B5.2.1a). Pure. */

import type { FollowedUp, HandOver, History, Signatory } from '../model/history.ts';
import { NO_HISTORY } from '../model/history.ts';
import type { SaidEvent, Sheet } from '../model/sheet.ts';

/** The history after an event that led from one state of a sheet to the next. */
export function historyAfter(before: Sheet, after: Sheet, event: SaidEvent): History {
  const { history } = before;
  const known = history.handOvers.map((handOver) =>
    handOver.state === 'open' ? handOverAfter(handOver, after, event) : handOver,
  );
  const handOver = handOverIn(before, after, event);
  const followedUp = followUpOf(before, after, event);
  const followUps = event.step === 'object' ? objectedTo(before) : history.followUps;
  return {
    ...times(before, after, event),
    handOvers: handOver === undefined ? known : [...known, handOver],
    followUps: followedUp === undefined ? followUps : [...followUps, followedUp],
    broken: after.history.broken,
  };
}

/** The follow-ups, of which the one of this round is objected to; what was answered without one has none. */
const objectedTo = ({ history, round }: Sheet): readonly FollowedUp[] =>
  history.followUps.map((each) => (each.round === round ? { ...each, objected: true } : each));

const signatoryOf = ({ actor: { id, standInFor } }: SaidEvent): Signatory =>
  standInFor === undefined ? { id } : { id, standInFor };

function handOverIn(before: Sheet, after: Sheet, event: SaidEvent): HandOver | undefined {
  const base = {
    seq: event.seq,
    at: event.at,
    round: after.round,
    state: 'open',
    ...(after.section === undefined ? {} : { section: after.section }),
  } as const;
  switch (event.step) {
    case 'hand-over':
    case 'return':
      return { ...base, step: event.step, by: signatoryOf(event), opinion: before.opinions.length };
    case 'follow-up':
      return after.status === 'handed-over'
        ? { ...base, step: event.step, by: signatoryOf(event) }
        : undefined;
    case 'object':
      return after.status === 'handed-over' ? { ...base, step: event.step } : undefined;
    default:
      return undefined;
  }
}

/** What becomes of a hand-over that nobody has signed for yet (B5.2b). */
function handOverAfter(handOver: HandOver, after: Sheet, event: SaidEvent): HandOver {
  const signed = { receiver: signatoryOf(event), receivedAt: event.at };
  if (event.step === 'dispute') return { ...handOver, ...signed, state: 'disputed' };
  const received: readonly SaidEvent['step'][] =
    handOver.step === 'return' ? ['receive', 'follow-up', 'hand-over'] : ['accept'];
  if (received.includes(event.step)) return { ...handOver, ...signed, state: 'received' };
  const waits = handOver.step === 'return' ? 'returned' : 'handed-over';
  return after.status === waits ? handOver : { ...handOver, state: 'ended' };
}

/** A try that reaches nobody ends nothing, unless it was the last. */
function followUpOf(before: Sheet, after: Sheet, event: SaidEvent): FollowedUp | undefined {
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
function times(before: Sheet, after: Sheet, event: SaidEvent) {
  const { arrivedAt, completedAt, returnedAt } = after.round === before.round ? before.history : NO_HISTORY;
  return {
    ...(arrivedAt === undefined ? {} : { arrivedAt }),
    ...(completedAt === undefined ? {} : { completedAt }),
    ...(returnedAt === undefined ? {} : { returnedAt }),
    ...(event.step === 'arrive' ? { arrivedAt: event.at } : {}),
    ...(event.step === 'complete' ? { completedAt: event.at } : {}),
    ...(event.step === 'return' ? { returnedAt: event.at } : {}),
  };
}
