/**
 * What the rules make of an entry of a case, one row a step: the status that the case then has, who took part, which targets
 * are met. It is written into the entry, and the fold copies it from there. Pure.
 */

import { hundredths, type Money, moneyOf } from '../kernel/money.ts';
import { difference, patched } from '../kernel/patch.ts';
import type { Actor } from '../model/directory.ts';
import { isLast } from './carrying-out.ts';
import type { Case, CaseDecided, CaseEvent, CaseResult, CaseStatus, Part, SaidOfCase } from './case.ts';
import { outstanding } from './evolve.ts';

type Step = Exclude<SaidOfCase['step'], 'open'>;
type Said<S extends Step = Step> = Extract<SaidOfCase, { step: S }>;
export type SaidLater = Said;

type Row<S extends Step> = (state: Case, said: Said<S>) => CaseResult;

const ROWS: { readonly [S in Step]: Row<S> } = {
  conclude: (state, said) => ({
    ...(said.grade === 'unfounded'
      ? { ...brought('dismissed', said), dismissal: { reason: 'unfounded' } }
      : brought('concluded', said)),
    parts: withPart(state.parts, idsOf(said.actor), 'investigated'),
  }),
  acknowledge: (_state, said) => brought('acknowledged', said),
  'record-refusal': (state, said) => ({
    ...brought('acknowledged', said),
    parts: withPart(withPart(state.parts, idsOf(said.actor), 'investigated'), [said.witness], 'witnessed'),
  }),
  refer: (state, said) => ({
    ...brought('referred', said),
    parts: withPart(state.parts, idsOf(said.actor), 'investigated'),
  }),
  decide: (state, said) => (said.level === undefined ? decided(state, said) : reviewed(state, said)),
  deliver: (state, said) => ({
    // The result of the last level is final with its delivery.
    ...(said.window === undefined
      ? { ...brought('final', said), finalAt: said.at }
      : brought('delivered', said)),
    parts: said.witness === undefined ? state.parts : withPart(state.parts, [said.witness], 'witnessed'),
    clocks: met(state, said),
  }),
  receive: () => ({}),
  pay: (state, said) => {
    const paid = sum(state.paid, said.payment);
    return { paid, ...(outstanding({ ...state, paid } as Case) === undefined ? anew(said) : {}) };
  },
  'carry-out': (state, said) => ({
    parts: said.witness === undefined ? state.parts : withPart(state.parts, [said.witness], 'witnessed'),
    ...(isLast(state, said.sanction) ? { clocks: met(state, said) } : {}),
  }),
  waive: (state, said) => {
    const amount = outstanding(state);
    return amount === undefined ? {} : { waived: { amount }, ...anew(said) };
  },
  appeal: (_state, said) => ({ ...brought('appealed', said), level: said.level }),
  dismiss: (_state, said) => ({ ...brought('dismissed', said), dismissal: { reason: 'not-pursued' } }),
  warning: ({ status }, { at }) => (status === 'delivered' ? { window: { remindedAt: at } } : {}),
  breach: (_state, { clock, dueAt }) => ({ clocks: { [clock]: { state: 'breached', breachedAt: dueAt } } }),
  escalate: () => ({}),
  close: (_state, said) => ({ ...brought('final', said), finalAt: said.closedAt }),
  lapse: (state, said) => ({
    ...brought('dismissed', said),
    dismissal: { reason: 'lapsed' },
    clocks: met(state, said),
  }),
  archive: (state, said) => ({ ...brought('archived', said), clocks: met(state, said) }),
  'carry-over': () => ({}),
  erase: () => ({}),
};

/** An entry on a case with what the rules make of it. */
export function withCaseResult(state: Case, said: Said): CaseEvent {
  const row = ROWS[said.step] as Row<Step>;
  const after = patched(state, row(state, said));
  return { ...said, result: difference<Partial<CaseDecided>>(state, after) };
}

/** Where an entry brings the case: an open window and a running review belong to the state that is left. */
function brought(status: CaseStatus, { seq, at }: Said): CaseResult {
  return { status, since: { seq, at }, window: null, level: null };
}

/** From here on the case waits for something else, though it stands where it stood. */
const anew = ({ seq, at }: Said): CaseResult => ({ since: { seq, at } });

/** Who stands in takes part as well as whom they stand in for. */
const idsOf = ({ id, standInFor }: Actor): readonly string[] =>
  standInFor === undefined ? [id] : [id, standInFor];

function withPart(parts: Case['parts'], people: readonly string[], part: Part): Case['parts'] {
  const isNew = (person: string) => !parts.some((each) => each.person === person && each.part === part);
  return [...parts, ...people.filter(isNew).map((person) => ({ person, part }))];
}

const sum = (paid: Money | undefined, more: Money): Money =>
  moneyOf((paid === undefined ? 0n : hundredths(paid)) + hundredths(more), more.currency);

/** The running target is met: in time, or late. */
function met({ clocks }: Case, { at }: Said): NonNullable<CaseResult['clocks']> {
  const running = clocks.filter(({ stoppedAt }) => stoppedAt === undefined);
  return Object.fromEntries(
    running.map(({ id, state }) => [id, { stoppedAt: at, state: state === 'breached' ? 'late' : 'stopped' }]),
  );
}

function decided(state: Case, said: Said<'decide'>): CaseResult {
  const isOffices = state.authority !== 'section' || state.status === 'referred';
  return {
    ...brought('decided', said),
    parts: withPart(state.parts, idsOf(said.actor), 'decided'),
    decision: { level: isOffices ? 'office' : 'section' },
  };
}

const reviewed = (state: Case, said: Said<'decide'>): CaseResult => ({
  ...brought('reviewed', said),
  parts: withPart(state.parts, idsOf(said.actor), 'reviewed'),
  clocks: met(state, said),
});
