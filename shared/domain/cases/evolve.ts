/**
 * What an entry makes of its case: what was said goes where it belongs, and what the rules made of it is copied from the
 * entry's `result` (docs/decisions/0046-decisions-ride-in-the-entries.md). Pure; nothing is mutated.
 */

import { defined } from '../kernel/defined.ts';
import { sha256 } from '../kernel/ledger.ts';
import { hundredths, type Money, moneyOf } from '../kernel/money.ts';
import { patched } from '../kernel/patch.ts';
import type { Appeal, CarriedOut, Case, CaseEvent, CaseTarget } from './case.ts';

type EventOf<S extends CaseEvent['step']> = Extract<CaseEvent, { step: S }>;

/** The case after an entry; the first is its `open`. */
export function evolveCase(state: Case | undefined, event: CaseEvent): Case {
  if (event.step === 'open') return openedCase(event);
  if (state === undefined) throw new Error(`a ledger begins with open, not ${event.step}`);
  const { version, seq: entries } = event;
  // Nothing happened to the case when its ledger was carried over.
  const updatedAt = event.step === 'carry-over' ? state.updatedAt : event.at;
  const next = patched(state, event.result);
  const signable = SIGNED_FOR.includes(event.step)
    ? { signable: [event.bound ?? '', ...(event.fileHashes ?? [])] }
    : {};
  const kept = { ...signable, ...attached(next, event), ...said(next, event) };
  return { ...next, ...kept, version, entries, updatedAt } as Case;
}

/** The files that an entry brings along; those of an appeal are the appeal's. */
function attached({ files = [], attachments = [] }: Partial<Case>, event: CaseEvent) {
  const named = event.step !== 'appeal' && 'files' in event ? (event.files ?? []) : [];
  if (named.length === 0) return {};
  const told = (event.attachments ?? []).map((each) => ({ ...each, entry: event.seq }));
  return { files: [...files, ...named], attachments: [...attachments, ...told] };
}

/** What is put before the subject to sign. */
const SIGNED_FOR: readonly CaseEvent['step'][] = ['conclude', 'decide'];

function openedCase(event: EventOf<'open'>): Case {
  const { step: _step, seq, at, actor, version, bound: _bound, result: _result, ...said } = event;
  const { files: _files, fileHashes: _hashes, attachments: _attachments, ...opening } = said;
  return {
    ...opening,
    ...attached({}, event),
    status: 'opened',
    openedBy: actor.standInFor === undefined ? [actor.id] : [actor.id, actor.standInFor],
    ...{ openedAt: at, updatedAt: at, version, entries: seq, since: { seq, at } },
    ...{ parts: [], deliveries: [], appeals: [], clocks: [], escalations: [], signatures: [] },
  };
}

/** What an entry says itself, where the case keeps it. */
function said(state: Case, event: Exclude<CaseEvent, { step: 'open' }>): object {
  const { at, actor } = event;
  switch (event.step) {
    case 'conclude': {
      const { findings, conclusion, grade, loss } = event;
      return { conclusion: { findings, conclusion, grade, ...(loss && { loss }), by: actor.id, at } };
    }
    case 'acknowledge': {
      const { statement } = event;
      return {
        signatures: signed(state, event),
        acknowledgement: { how: 'signed', at, ...(statement === undefined ? {} : { statement }) },
      };
    }
    case 'record-refusal': {
      const { witness, reason } = event;
      return { acknowledgement: { how: 'refused', at, witness, reason } };
    }
    case 'refer':
      return { report: { text: event.report, by: actor.id, at } };
    case 'decide':
      return event.level === undefined ? decided(state, event) : reviewed(state, event);
    case 'deliver':
      return delivered(state, event);
    case 'receive': {
      const last = state.deliveries.length - 1;
      const deliveries = state.deliveries.map((each, nth) =>
        nth === last ? { ...each, receivedAt: at } : each,
      );
      return { signatures: signed(state, event), deliveries };
    }
    case 'appeal':
      return { appeals: [...state.appeals, appealOf(event)], clocks: withTarget(state, event) };
    case 'dismiss':
      return { dismissal: { ...state.dismissal, text: event.reason } };
    case 'carry-out':
      return { carriedOut: [...(state.carriedOut ?? []), carriedOut(event)] };
    case 'waive':
      return { waived: { ...state.waived, reason: event.reason, by: actor.id, at } };
    case 'close':
      return { clocks: withTarget(state, event) };
    case 'archive':
      return event.notCarriedOut === undefined || !('outcome' in state)
        ? {}
        : { outcome: { ...state.outcome, notCarriedOut: event.notCarriedOut } };
    case 'escalate': {
      const { clock, level, to } = event;
      return { escalations: [...state.escalations, { clock, level, to, at }] };
    }
    case 'pay':
    case 'warning':
    case 'breach':
    case 'lapse':
    case 'carry-over':
      return {};
    case 'erase':
      return { erased: true };
    default:
      return event satisfies never;
  }
}

const signed = (
  { signatures, signable = [] }: Case,
  { signature, of = signable, at, seq }: EventOf<'acknowledge' | 'receive'>,
) => [...signatures, { signer: signature.signer, of, at, entry: seq, path: sha256(signature.path) }];

/** The targets with the one that an entry starts. */
const withTarget = ({ clocks }: Case, { starts }: { readonly starts?: CaseTarget }) =>
  starts === undefined ? clocks : [...clocks, starts];

function decided(state: Case, event: Extract<CaseEvent, { step: 'decide'; level?: undefined }>) {
  const { actor, at, sanctions, compensation, reason } = event;
  const outcome = { sanctions, ...(compensation && { compensation }) };
  const level = 'decision' in state ? state.decision?.level : undefined;
  return {
    outcome,
    decision: { ...outcome, reason, by: actor.id, at, level },
    clocks: withTarget(state, event),
  };
}

function carriedOut({ sanction, carriedOutAt, at, actor, ...event }: EventOf<'carry-out'>): CarriedOut {
  const { text, files, refused, witness } = event;
  return {
    ...{ sanction, at: carriedOutAt, enteredAt: at, by: actor.id },
    ...defined({ text, files, refused, witness }),
  };
}

function delivered(state: Case, event: EventOf<'deliver'>) {
  const { actor, at, means, witness, of, window } = event;
  const delivery = { of, means, ...(witness === undefined ? {} : { witness }), by: actor.id, at };
  return {
    deliveries: [...state.deliveries, delivery],
    appeals: state.appeals.map((each) => (each.level === of ? { ...each, deliveredAt: at } : each)),
    ...(window === undefined ? {} : { window }),
    clocks: withTarget(state, event),
  };
}

function appealOf({
  at,
  level,
  statement,
  files = [],
  reviewer,
  passedOver,
  starts,
}: EventOf<'appeal'>): Appeal {
  return {
    level,
    ...(statement === undefined ? {} : { statement }),
    files,
    at,
    ...(reviewer === undefined ? {} : { reviewer }),
    passedOver,
    dueAt: starts?.dueAt ?? at,
  };
}

function reviewed(state: Case, event: Extract<CaseEvent, { step: 'decide'; level: 1 | 2 }>) {
  const { actor, at, level, outcome, reason, sanctions, compensation, passedOver } = event;
  const holds = { sanctions, ...(compensation && { compensation }) };
  const result = { outcome, reason, ...holds, decidedBy: actor.id, decidedAt: at };
  const instead = passedOver === undefined ? {} : { passedOver, reviewer: actor.standInFor ?? actor.id };
  return {
    outcome: holds,
    appeals: state.appeals.map((each) => (each.level === level ? { ...each, ...result, ...instead } : each)),
    clocks: withTarget(state, event),
  };
}

/** What is still to be paid of the compensation in force, or undefined where that is nothing or was waived. */
export function outstanding(state: Case): Money | undefined {
  const compensation = 'outcome' in state ? state.outcome?.compensation : undefined;
  if (compensation === undefined) return undefined;
  if (state.waived !== undefined) return undefined;
  const left = hundredths(compensation) - (state.paid === undefined ? 0n : hundredths(state.paid));
  return left > 0n ? moneyOf(left, compensation.currency) : undefined;
}
