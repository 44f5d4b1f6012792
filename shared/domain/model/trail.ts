/**
 * How a sheet went from hand to hand: what the registers write down of it (会签单交接记录本, 报修登记台帐; B5.2a, B5.2b,
 * B5.2.1a). Part of the fold of its ledger, so that a register's row is never older than its sheet. Pure.
 */
import type { Owes } from '../clocks/clocks.ts';
import type { Sheet, SheetEvent } from './sheet.ts';

/** What passed a sheet on: handed over to a section, returned to customer service, reopened at the follow-up. */
export const PASSING_STEPS = ['hand-over', 'return', 'follow-up'] as const;
export type PassingStep = (typeof PASSING_STEPS)[number];

/** `open`: nobody signed for it yet. `ended`: it was withdrawn or taken back before anybody did. */
export const PASSING_STATES = ['open', 'received', 'disputed', 'ended'] as const;
export type PassingState = (typeof PASSING_STATES)[number];

export interface Signatory {
  readonly id: string;
  readonly standInFor?: string;
}

/** One line of the hand-over ledger. */
export interface Passing {
  /** `seq` of the ledger entry that passed it on. */
  readonly seq: number;
  readonly step: PassingStep;
  readonly at: string;
  readonly round: number;
  readonly by: Signatory;
  /** The section that it was passed to or, for a return, that returned it; none: the authority itself. */
  readonly section?: string;
  /** Which of the sheet's opinions was written with it. */
  readonly opinion?: number;
  readonly state: PassingState;
  /** Who signed for it, or disputed it, and when. */
  readonly receiver?: Signatory;
  readonly receivedAt?: string;
}

/** A follow-up that ended its round, with whom it speaks of. */
export interface FollowedUp {
  readonly seq: number;
  readonly at: string;
  readonly round: number;
  readonly outcome: 'resolved' | 'unresolved' | 'unreachable';
  readonly satisfaction?: number;
  readonly attitude?: number;
  readonly section?: string;
  readonly handler?: string;
}

export interface Trail {
  readonly passings: readonly Passing[];
  readonly followUps: readonly FollowedUp[];
  /** Who owed what was broken when it was; the clock may have passed to somebody else since. */
  readonly broken: { readonly [clock: string]: Owes };
  /** Of the present round. */
  readonly arrivedAt?: string;
  readonly completedAt?: string;
  readonly returnedAt?: string;
}

export const NO_TRAIL: Trail = { passings: [], followUps: [], broken: {} };

/** The trail after an event that led from one state of a sheet to the next. */
export function trailAfter(before: Sheet, after: Sheet, event: SheetEvent): Trail {
  const trail = before.trail ?? NO_TRAIL;
  const passings = trail.passings.map((passing) =>
    passing.state === 'open' ? settled(passing, after, event) : passing,
  );
  const passed = passedOn(after, event);
  const followedUp = followUpOf(before, after, event);
  return {
    ...times(trail, before, after, event),
    passings: passed === undefined ? passings : [...passings, passed],
    followUps: followedUp === undefined ? trail.followUps : [...trail.followUps, followedUp],
    broken: event.step === 'breach' ? { ...trail.broken, [event.clock]: event.owes } : trail.broken,
  };
}

const signatoryOf = ({ actor: { id, standInFor } }: SheetEvent): Signatory =>
  standInFor === undefined ? { id } : { id, standInFor };

function passedOn(after: Sheet, event: SheetEvent): Passing | undefined {
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
function settled(passing: Passing, after: Sheet, event: SheetEvent): Passing {
  const signed = { receiver: signatoryOf(event), receivedAt: event.at };
  if (event.step === 'dispute') return { ...passing, ...signed, state: 'disputed' };
  const received: readonly SheetEvent['step'][] =
    passing.step === 'return' ? ['receive', 'follow-up', 'hand-over'] : ['accept'];
  if (received.includes(event.step)) return { ...passing, ...signed, state: 'received' };
  const waits = passing.step === 'return' ? 'returned' : 'handed-over';
  return after.status === waits ? passing : { ...passing, state: 'ended' };
}

/** A try that reaches nobody ends nothing, unless it was the last. */
function followUpOf(before: Sheet, after: Sheet, event: SheetEvent): FollowedUp | undefined {
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
function times(trail: Trail, before: Sheet, after: Sheet, event: SheetEvent) {
  const { arrivedAt, completedAt, returnedAt } = after.round === before.round ? trail : NO_TRAIL;
  return {
    ...(arrivedAt === undefined ? {} : { arrivedAt }),
    ...(completedAt === undefined ? {} : { completedAt }),
    ...(returnedAt === undefined ? {} : { returnedAt }),
    ...(event.step === 'arrive' ? { arrivedAt: event.at } : {}),
    ...(event.step === 'complete' ? { completedAt: event.at } : {}),
    ...(event.step === 'return' ? { returnedAt: event.at } : {}),
  };
}
