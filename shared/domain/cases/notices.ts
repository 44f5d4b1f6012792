/** Who is told what of each entry of a case's ledger (contract section 3, "Mail"; section 5). Pure. */

import type { Directory } from '../model/directory.ts';
import type { CaseNoticeKind } from '../notices/notice-table.ts';
import { type Notice, namesOf } from '../notices/notices.ts';
import type { Case, CaseTarget, SaidOfCase } from './case.ts';

type EntryOf<S extends SaidOfCase['step']> = Extract<SaidOfCase, { step: S }>;

/** What is told to whom; `clock` where it is about a target. */
interface Telling {
  readonly kind: CaseNoticeKind;
  readonly clause: string;
  readonly to: readonly string[];
  readonly dueAt?: string | undefined;
  readonly clock?: CaseTarget | undefined;
  readonly level?: number;
}

type Row<S extends SaidOfCase['step']> = (
  entry: EntryOf<S>,
  state: Case,
  clock: CaseTarget | undefined,
) => Telling | undefined;

/** One row a step that somebody is told of. */
const ROWS: { readonly [S in SaidOfCase['step']]?: Row<S> } = {
  deliver: ({ of, window }, { about }) => ({
    kind: of === 0 ? 'decision' : 'review-result',
    clause: 'A2.7c',
    to: [about],
    dueAt: window?.closesAt,
  }),
  warning: ({ closesAt }, { about }) => ({ kind: 'window', clause: 'A2.7a', to: [about], dueAt: closesAt }),
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
export function noticesOfCase(entry: SaidOfCase, state: Case, directory: Directory): readonly Notice[] {
  const row = ROWS[entry.step] as Row<SaidOfCase['step']> | undefined;
  const clock =
    entry.step === 'breach' || entry.step === 'escalate'
      ? state.clocks.find(({ id }) => id === entry.clock)
      : undefined;
  const telling = row?.(entry, state, clock);
  if (telling === undefined) return [];
  const { kind, clause, to, dueAt, level } = telling;
  const readers = directory.staff.filter(
    ({ id, active }) => active && to.includes(id) && (id !== state.about || FOR_SUBJECT.includes(kind)),
  );
  return readers.map(({ id: person }) => ({
    ...{ person, kind, sheet: state.id, number: state.number, site: state.site, subject: state.rule },
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(level === undefined ? {} : { level }),
    ...(telling.clock === undefined
      ? {}
      : { clock: telling.clock.id, promise: telling.clock.name, ...owedBy(telling.clock, directory) }),
    ...{ clause, path: `/cases/${state.id}`, at: entry.at, seq: entry.seq },
  }));
}

function owedBy({ owes }: CaseTarget, directory: Directory): Pick<Notice, 'owedBy'> {
  const names = owes.person === undefined ? undefined : namesOf(owes, directory);
  return names === undefined ? {} : { owedBy: names };
}
