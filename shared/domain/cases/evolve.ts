/** What an entry makes of its case. Pure; nothing is mutated. */

import { sha256 } from '../kernel/ledger.ts';
import { hundredths, type Money, moneyOf } from '../kernel/money.ts';
import type { Actor } from '../model/directory.ts';
import type { Appeal, Case, CaseEvent, CaseTarget, JudgedCase, Part } from './case.ts';

type EventOf<S extends CaseEvent['step']> = Extract<CaseEvent, { step: S }>;

/** The case after an entry; the first is its `open`. */
export function evolveCase(state: Case | undefined, event: CaseEvent): Case {
  if (event.step === 'open') return openedCase(event);
  if (state === undefined) throw new Error(`a ledger begins with open, not ${event.step}`);
  const { version, seq: entries, at: updatedAt } = event;
  return { ...next(state, event), version, entries, updatedAt } as Case;
}

function openedCase(event: EventOf<'open'>): Case {
  const { step: _step, seq, at, actor, version, ...said } = event;
  return {
    ...said,
    status: 'opened',
    openedBy: idsOf(actor),
    ...{ openedAt: at, updatedAt: at, version, entries: seq, since: { seq, at } },
    ...{ parts: [], deliveries: [], appeals: [], clocks: [], escalations: [], signatures: [] },
  };
}

/** Who stands in takes part as well as whom they stand in for. */
const idsOf = ({ id, standInFor }: Actor): readonly string[] =>
  standInFor === undefined ? [id] : [id, standInFor];

const withPart = (state: Case, people: readonly string[], part: Part): Pick<Case, 'parts'> => ({
  parts: [
    ...state.parts,
    ...people
      .filter((person) => !state.parts.some((each) => each.person === person && each.part === part))
      .map((person) => ({ person, part })),
  ],
});

const since = ({ seq, at }: CaseEvent): Pick<Case, 'since'> => ({ since: { seq, at } });

/** The running target is met: in time, or late. */
function stopped(clocks: readonly CaseTarget[], at: string): readonly CaseTarget[] {
  return clocks.map((clock) =>
    clock.stoppedAt === undefined
      ? { ...clock, stoppedAt: at, state: clock.state === 'breached' ? 'late' : 'stopped' }
      : clock,
  );
}

const signed = (state: Case, event: EventOf<'acknowledge' | 'receive'>): Pick<Case, 'signatures'> => ({
  signatures: [
    ...state.signatures,
    {
      signer: event.signature.signer,
      of: event.of,
      at: event.at,
      entry: event.seq,
      path: sha256(event.signature.path),
    },
  ],
});

function judged(state: Case): JudgedCase {
  if (!('decision' in state) || state.decision === undefined) throw new Error('no decision yet');
  return state as JudgedCase;
}

function next(state: Case, event: Exclude<CaseEvent, { step: 'open' }>): object {
  const { at, actor } = event;
  switch (event.step) {
    case 'conclude': {
      const { findings, conclusion, grade, loss } = event;
      return {
        ...state,
        ...since(event),
        ...withPart(state, idsOf(actor), 'investigated'),
        status: grade === 'unfounded' ? 'dismissed' : 'concluded',
        conclusion: { findings, conclusion, grade, ...(loss && { loss }), by: actor.id, at },
        ...(grade === 'unfounded' ? { dismissal: { reason: 'unfounded' } } : {}),
      };
    }
    case 'acknowledge': {
      const { statement } = event;
      const acknowledgement = { how: 'signed', at, ...(statement === undefined ? {} : { statement }) };
      return { ...state, ...since(event), ...signed(state, event), status: 'acknowledged', acknowledgement };
    }
    case 'record-refusal': {
      const { witness, reason } = event;
      const investigated = withPart(state, idsOf(actor), 'investigated');
      return {
        ...state,
        ...since(event),
        ...withPart({ ...state, ...investigated }, [witness], 'witnessed'),
        status: 'acknowledged',
        acknowledgement: { how: 'refused', at, witness, reason },
      };
    }
    case 'refer':
      return {
        ...state,
        ...since(event),
        ...withPart(state, idsOf(actor), 'investigated'),
        status: 'referred',
        report: { text: event.report, by: actor.id, at },
      };
    case 'decide':
      return event.level === undefined ? decided(state, event) : reviewed(state, event);
    case 'deliver':
      return delivered(state, event);
    case 'receive':
      return {
        ...state,
        ...signed(state, event),
        deliveries: state.deliveries.map((each, nth) =>
          nth === state.deliveries.length - 1 ? { ...each, receivedAt: at } : each,
        ),
      };
    case 'pay':
      return { ...state, paid: sum(state.paid, event.payment) };
    case 'appeal':
      return appealed(state, event);
    case 'dismiss':
      return {
        ...state,
        ...since(event),
        status: 'dismissed',
        dismissal: { reason: 'not-pursued', text: event.reason },
      };
    case 'warning':
      return state.status === 'delivered' ? { ...state, window: { ...state.window, remindedAt: at } } : state;
    case 'breach':
      return {
        ...state,
        clocks: state.clocks.map((clock) =>
          clock.id === event.clock ? { ...clock, state: 'breached', breachedAt: event.dueAt } : clock,
        ),
      };
    case 'escalate': {
      const { clock, level, to } = event;
      return { ...state, escalations: [...state.escalations, { clock, level, to, at }] };
    }
    case 'close':
      return { ...without(state), ...since(event), status: 'final', finalAt: event.closedAt };
    case 'lapse':
      return {
        ...without(state),
        ...since(event),
        clocks: stopped(state.clocks, at),
        status: 'dismissed',
        dismissal: { reason: 'lapsed' },
      };
    case 'archive':
      return { ...without(state), ...since(event), status: 'archived' };
    default:
      return event satisfies never;
  }
}

/** What belongs to a state that is left: the open window, the level of a running review. */
function without(state: Case): object {
  const { window: _window, level: _level, ...rest } = state as Case & { window?: unknown; level?: unknown };
  return rest;
}

function decided(state: Case, event: Extract<CaseEvent, { step: 'decide'; level?: undefined }>): object {
  const { actor, at, sanctions, compensation, reason, starts } = event;
  const outcome = { sanctions, ...(compensation && { compensation }) };
  const ofOffice = state.authority !== 'section' || state.status === 'referred';
  return {
    ...state,
    ...since(event),
    ...withPart(state, idsOf(actor), 'decided'),
    status: 'decided',
    outcome,
    decision: { ...outcome, reason, by: actor.id, at, level: ofOffice ? 'office' : 'section' },
    clocks: starts === undefined ? state.clocks : [...state.clocks, starts],
  };
}

function delivered(state: Case, event: EventOf<'deliver'>): object {
  const { actor, at, means, witness, of, window } = event;
  return {
    ...without(state),
    ...since(event),
    ...(witness === undefined ? {} : withPart(state, [witness], 'witnessed')),
    clocks: stopped(state.clocks, at),
    deliveries: [
      ...state.deliveries,
      { of, means, ...(witness === undefined ? {} : { witness }), by: actor.id, at },
    ],
    appeals: state.appeals.map((each) => (each.level === of ? { ...each, deliveredAt: at } : each)),
    // The result of the last level is final with its delivery.
    ...(window === undefined ? { status: 'final', finalAt: at } : { status: 'delivered', window }),
  };
}

function appealed(state: Case, event: EventOf<'appeal'>): object {
  const { at, level, statement, files = [], reviewer, passedOver, starts } = event;
  const appeal: Appeal = {
    level,
    ...(statement === undefined ? {} : { statement }),
    files,
    at,
    ...(reviewer === undefined ? {} : { reviewer }),
    passedOver,
    dueAt: starts?.dueAt ?? at,
  };
  return {
    ...without(state),
    ...since(event),
    status: 'appealed',
    level,
    appeals: [...state.appeals, appeal],
    clocks: starts === undefined ? state.clocks : [...state.clocks, starts],
  };
}

function reviewed(state: Case, event: Extract<CaseEvent, { step: 'decide'; level: 1 | 2 }>): object {
  const { actor, at, level, outcome, reason, sanctions, compensation, passedOver, starts } = event;
  const holds = { sanctions, ...(compensation && { compensation }) };
  const clocks = stopped(judged(state).clocks, at);
  return {
    ...without(state),
    ...since(event),
    ...withPart(state, idsOf(actor), 'reviewed'),
    status: 'reviewed',
    outcome: holds,
    appeals: state.appeals.map((each) =>
      each.level === level
        ? {
            ...each,
            ...{ outcome, reason, ...holds, decidedBy: actor.id, decidedAt: at },
            ...(passedOver === undefined ? {} : { passedOver, reviewer: actor.standInFor ?? actor.id }),
          }
        : each,
    ),
    clocks: starts === undefined ? clocks : [...clocks, starts],
  };
}

function sum(paid: Money | undefined, payment: Money): Money {
  return moneyOf((paid === undefined ? 0n : hundredths(paid)) + hundredths(payment), payment.currency);
}

/** The case that a ledger's entries come to. */
export function replayCase(events: readonly CaseEvent[]): Case {
  const state = events.reduce<Case | undefined>(evolveCase, undefined);
  if (state === undefined) throw new Error('a ledger without entries');
  return state;
}

/** What is still to be paid of the compensation in force, or undefined where that is nothing. */
export function outstanding(state: Case): Money | undefined {
  const compensation = 'outcome' in state ? state.outcome?.compensation : undefined;
  if (compensation === undefined) return undefined;
  const left = hundredths(compensation) - (state.paid === undefined ? 0n : hundredths(state.paid));
  return left > 0n ? moneyOf(left, compensation.currency) : undefined;
}

/** Whether a case is over: dismissed, or final with nothing to pay. The system archives it at once (A2.6). */
export function isOver(state: Case): boolean {
  return state.status === 'dismissed' || (state.status === 'final' && outstanding(state) === undefined);
}
