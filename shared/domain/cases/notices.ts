/** Who is told what of each entry of a case's ledger (contract section 3, "Mail"; section 5). Pure. */

import { defined } from '../kernel/defined.ts';
import type { Directory, Person } from '../model/directory.ts';
import { addresseesOf, insteadOf } from '../notices/addressees.ts';
import type { CaseNoticeKind } from '../notices/notice-table.ts';
import { type Notice, namesOf } from '../notices/notices.ts';
import type { Case, CaseTarget, Level, ReviewOutcome, SaidOfCase } from './case.ts';
import type { Outcome } from './sanctions.ts';

type EntryOf<S extends SaidOfCase['step']> = Extract<SaidOfCase, { step: S }>;

/** What one person is told of one entry of a case. */
export interface CaseNotice extends Notice {
  /** What the case is about: a clause or a published promise, by its id. */
  readonly rule: string;
  /** What was decided, or what a review made of it; `final`: nobody reviews it again. */
  readonly decided?: Outcome & { readonly outcome?: ReviewOutcome; readonly final?: true };
}

/** What is told to whom; `clock` where it is about a target. */
interface Telling {
  readonly kind: CaseNoticeKind;
  readonly clause: string;
  readonly to: readonly string[];
  readonly dueAt?: string | undefined;
  readonly clock?: CaseTarget | undefined;
  readonly level?: number | undefined;
  readonly decided?: CaseNotice['decided'];
  readonly reason?: string | undefined;
}

type Row<S extends SaidOfCase['step']> = (
  entry: EntryOf<S>,
  state: Case,
  clock: CaseTarget | undefined,
) => Telling | undefined;

type Told = Pick<Telling, 'decided' | 'reason'>;

/** The decision as it was delivered: a review has changed what holds, never the decision itself. */
function decisionIn(state: Case): Told {
  const decision = 'decision' in state ? state.decision : undefined;
  if (decision === undefined) return {};
  const { sanctions, compensation, reason } = decision;
  return { decided: { sanctions, ...defined({ compensation }) }, reason };
}

function reviewIn({ appeals }: Case, of: Level, isFinal: boolean): Told {
  const review = appeals.find(({ level }) => level === of);
  if (review?.outcome === undefined) return {};
  const { outcome, sanctions = [], compensation, reason } = review;
  const decided = { outcome, sanctions, ...defined({ compensation }) };
  return { decided: isFinal ? { ...decided, final: true } : decided, reason };
}

/** One row a step that somebody is told of. */
const ROWS: { readonly [S in SaidOfCase['step']]?: Row<S> } = {
  deliver: ({ of, window }, state) => ({
    kind: of === 0 ? 'decision' : 'review-result',
    clause: 'A2.7c',
    to: [state.about],
    ...{ dueAt: window?.closesAt, level: window?.level },
    ...(of === 0 ? decisionIn(state) : reviewIn(state, of, window === undefined)),
  }),
  warning: ({ closesAt, level }, { about }) => ({
    ...{ kind: 'window', clause: 'A2.7a', to: [about], dueAt: closesAt, level },
  }),
  appeal: ({ reviewer, starts }) =>
    reviewer === undefined
      ? undefined
      : { kind: 'appeal', clause: 'A2.7b', to: [reviewer], dueAt: starts?.dueAt },
  // A breach that a late step brought to light with itself is not raised, and nobody is mailed.
  breach: ({ clock: id, owes, clause, dueAt }, { escalations }, clock) =>
    owes.person !== undefined && escalations.some((each) => each.clock === id)
      ? { kind: 'breach', clause, to: [owes.person], dueAt, clock }
      : undefined,
  escalate: ({ to, level }, _state, clock) =>
    clock === undefined
      ? undefined
      : {
          kind:
            clock.breachedAt === undefined && clock.owes.person === undefined ? 'no-reviewer' : 'escalation',
          clause: clock.clause,
          ...{ to, level, clock, dueAt: clock.dueAt },
        },
};

/** The kinds that are for the subject; nobody is told anything else of a case about themselves. */
const FOR_SUBJECT: readonly CaseNoticeKind[] = ['decision', 'review-result', 'window'];

/** The notices that an entry brings about: for active people only. `state` may be newer than the entry. */
export function noticesOfCase(entry: SaidOfCase, state: Case, directory: Directory): readonly CaseNotice[] {
  const row = ROWS[entry.step] as Row<SaidOfCase['step']> | undefined;
  const clock =
    entry.step === 'breach' || entry.step === 'escalate'
      ? state.clocks.find(({ id }) => id === entry.clock)
      : undefined;
  const tellings = [row?.(entry, state, clock) ?? [], carryingOut(entry, state)].flat();
  return tellings.flatMap((telling) => noticesOf(telling, entry, state, directory));
}

/** Whoever owes it is told that there are sanctions to carry out, by whichever entry the case became final. */
function carryingOut(entry: SaidOfCase, state: Case): readonly Telling[] {
  const clock = 'starts' in entry ? entry.starts : undefined;
  const person = clock?.owes.person;
  if (clock?.name !== 'carry-out' || person === undefined) return [];
  const { sanctions = [] } = ('outcome' in state && state.outcome) || {};
  const about = { clause: clock.clause, dueAt: clock.dueAt, clock, decided: { sanctions } };
  return [{ kind: 'carry-out', to: [person], ...about }];
}

function noticesOf(
  telling: Telling,
  entry: SaidOfCase,
  state: Case,
  directory: Directory,
): readonly CaseNotice[] {
  const { kind, clause, to, dueAt, level, decided, reason: message } = telling;
  const isForSubject = FOR_SUBJECT.includes(kind);
  const told = directory.staff.filter(({ id, active }) => active && to.includes(id));
  const isSubject = ({ id }: Person) => id === state.about;
  // What is delivered to somebody personally (A2.7c) is for nobody who stands in.
  const readers = isForSubject
    ? told.map((person) => ({ person }))
    : addresseesOf(told, directory, isSubject);
  return readers.map((reader) => ({
    ...{ person: reader.person.id, kind, sheet: state.id, number: state.number, site: state.site },
    ...{ subject: state.rule, rule: state.rule },
    ...defined({ dueAt, level, decided, message }),
    ...(telling.clock === undefined
      ? {}
      : { clock: telling.clock.id, promise: telling.clock.name, ...owedBy(telling.clock, directory) }),
    ...insteadOf(reader),
    ...{ clause, path: `/cases/${state.id}`, at: entry.at, seq: entry.seq },
  }));
}

function owedBy({ owes }: CaseTarget, directory: Directory): Pick<Notice, 'owedBy'> {
  const names = owes.person === undefined ? undefined : namesOf(owes, directory);
  return names === undefined ? {} : { owedBy: names };
}
