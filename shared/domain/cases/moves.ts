/** What time itself brings about in a case: reminders, missed targets, windows that close, what lapses. Pure. */

import type { Directory } from '../model/directory.ts';
import { AUTHORITY_ROLES, type Role } from '../model/roles.ts';
import { activeInRole } from '../organisation/organisation.ts';
import { SYSTEM } from '../sheets/watch.ts';
import { givenUpAt, startOfCarryingOut } from './carrying-out.ts';
import type { Case, CaseEvent, JudgedCase, SaidOfCase } from './case.ts';
import { archivingOf, type Body, entriesOn } from './entries.ts';
import { evolveCase, outstanding } from './evolve.ts';
import { later, runningTarget } from './terms.ts';

/** What comes next by itself, and from which instant on. */
export interface CaseMove {
  readonly kind: 'remind' | 'close' | 'breach' | 'raise' | 'lapse';
  readonly at: string;
}

/** What a target brings about next; a step at the very deadline is on time, so a breach comes just after it. */
function ofTarget(state: Case): readonly CaseMove[] {
  const target = runningTarget(state);
  if (target === undefined) return [];
  if (target.state === 'running') {
    return [{ kind: 'breach', at: new Date(Date.parse(target.dueAt) + 1).toISOString() }];
  }
  const last = state.escalations.filter(({ clock }) => clock === target.id).at(-1);
  if (last === undefined || last.level >= AUTHORITY_ROLES.length) return [];
  return [{ kind: 'raise', at: later(last.at, state.terms.raising) }];
}

/** What a case comes to next when nobody does anything, or undefined where it has come to its end. */
export function nextMove(state: Case): CaseMove | undefined {
  switch (state.status) {
    case 'opened':
    case 'concluded':
    case 'acknowledged':
    case 'referred':
    case 'decided':
    case 'appealed':
    case 'reviewed': {
      return earliest([...ofTarget(state), { kind: 'lapse', at: later(state.since.at, state.terms.lapse) }]);
    }
    case 'delivered': {
      const { remindAt, remindedAt, closesAt } = state.window;
      return remindAt !== undefined && remindedAt === undefined
        ? { kind: 'remind', at: remindAt }
        : { kind: 'close', at: closesAt };
    }
    // What is still to be paid waits for hr, whatever was carried out; nothing is taken back because it was not.
    case 'final': {
      const at = outstanding(state) === undefined ? givenUpAt(state) : undefined;
      return earliest([...ofTarget(state), ...(at === undefined ? [] : [{ kind: 'lapse' as const, at }])]);
    }
    case 'dismissed':
    case 'archived':
      return undefined;
    default:
      return state satisfies never;
  }
}

const earliest = (moves: readonly CaseMove[]): CaseMove | undefined =>
  moves.toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];

/**
 * The entries of what is due at `now`: none where nothing is, which is normal, since workflows ask late, twice and
 * out of order. Gives one move at a time: whoever asks asks again until none is due.
 */
export function moveCase(state: Case, directory: Directory, now: string): readonly CaseEvent[] {
  const move = nextMove(state);
  if (move === undefined || now < move.at) return [];
  const at = now > state.updatedAt ? now : state.updatedAt;
  // A reminder changes nothing by which a step is decided, so it leaves the version as it is.
  const version = move.kind === 'remind' ? state.version : state.version + 1;
  const sayings = saidOf(state, move, directory, at).map((body) => ({ body, actor: SYSTEM, version }));
  const events = entriesOn(state, sayings, at);
  const after = events.reduce<Case>(evolveCase, state);
  return [...events, ...entriesOn(after, archivingOf(after, at), at)];
}

function saidOf(state: Case, move: CaseMove, directory: Directory, at: string): readonly Body[] {
  switch (move.kind) {
    case 'remind':
      return state.status === 'delivered'
        ? [{ step: 'warning', level: state.window.level, closesAt: state.window.closesAt }]
        : [];
    case 'close':
      return [
        { step: 'close', closedAt: move.at, ...startOfCarryingOut(state as JudgedCase, move.at, directory) },
      ];
    case 'lapse':
      // What is final is not dismissed: it is archived without what was not carried out.
      return state.status === 'final' ? [] : [{ step: 'lapse' }];
    case 'breach': {
      const breach = overdueBreach(state, at);
      return breach === undefined ? [] : [breach, ...raisedFrom(state, directory, 1)];
    }
    case 'raise': {
      const target = runningTarget(state);
      const last = state.escalations.filter(({ clock }) => clock === target?.id).at(-1);
      return raisedFrom(state, directory, (last?.level ?? 0) + 1);
    }
    default:
      return move.kind satisfies never;
  }
}

/** The breach of a target that is past at an instant and was not noted yet. */
export function overdueBreach(
  state: Case,
  at: string,
): Body<Extract<SaidOfCase, { step: 'breach' }>> | undefined {
  const target = runningTarget(state);
  if (target === undefined || target.state !== 'running' || at <= target.dueAt) return undefined;
  const { id, dueAt, owes, clause } = target;
  return { step: 'breach', clock: id, dueAt, owes, clause };
}

const idsInRole = (directory: Directory, role: Role) => activeInRole(directory, role).map(({ id }) => id);

/**
 * A missed target is raised to the director, then to the overseer: from a level on up to the first that has somebody
 * who neither owes nor is the subject. Levels without anybody are noted.
 */
function raisedFrom(state: Case, directory: Directory, level: number): readonly Body[] {
  const target = runningTarget(state);
  if (target === undefined) return [];
  const told = state.escalations.filter(({ clock }) => clock === target.id).flatMap(({ to }) => to);
  const barred = [target.owes.person, state.about, ...told];
  const steps: Body<Extract<SaidOfCase, { step: 'escalate' }>>[] = [];
  for (const [nth, role] of AUTHORITY_ROLES.entries()) {
    if (nth + 1 < level) continue;
    const to = idsInRole(directory, role).filter((person) => !barred.includes(person));
    steps.push({ step: 'escalate', clock: target.id, level: nth + 1, to });
    if (to.length > 0) break;
  }
  return steps;
}

/** Where nobody is left to review, the overseer is shown it at once; the rule is not bent (contract section 5). */
export function unreviewed(state: Case, directory: Directory): readonly Body[] {
  const target = runningTarget(state);
  if (state.status !== 'appealed' || target?.owes.person !== undefined || target === undefined) return [];
  if (state.escalations.some(({ clock }) => clock === target.id)) return [];
  const to = idsInRole(directory, 'overseer').filter((person) => person !== state.about);
  return [{ step: 'escalate', clock: target.id, level: AUTHORITY_ROLES.length, to }];
}
