/** What time itself brings about in a case: reminders, missed targets, windows that close, what lapses. Pure. */

import type { Directory } from '../model/directory.ts';
import { AUTHORITY_ROLES, type Role } from '../model/roles.ts';
import { activeInRole } from '../organisation/organisation.ts';
import { SYSTEM } from '../sheets/watch.ts';
import type { Case, CaseEvent, CaseTarget, SaidOfCase } from './case.ts';
import { archivingOf, type Body, entriesOn } from './entries.ts';
import { evolveCase } from './evolve.ts';
import { later } from './terms.ts';

/** What comes next by itself, and from which instant on. */
export interface CaseMove {
  readonly kind: 'remind' | 'close' | 'breach' | 'raise' | 'lapse';
  readonly at: string;
}

const runningTarget = (state: Case): CaseTarget | undefined =>
  state.clocks.find(({ stoppedAt }) => stoppedAt === undefined);

/** What a target brings about next; to be on time is to be there at its very deadline. */
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
      const lapse: CaseMove = { kind: 'lapse', at: later(state.since.at, state.terms.lapse) };
      return [...ofTarget(state), lapse].toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
    }
    case 'delivered': {
      const { remindAt, remindedAt, closesAt } = state.window;
      return remindAt !== undefined && remindedAt === undefined
        ? { kind: 'remind', at: remindAt }
        : { kind: 'close', at: closesAt };
    }
    // What is still to be paid waits for hr; nothing is taken back because it was not.
    case 'final':
    case 'dismissed':
    case 'archived':
      return undefined;
    default:
      return state satisfies never;
  }
}

/**
 * The entries of what is due at `now`: none where nothing is, which is normal, since workflows ask late, twice and
 * out of order. One move at a time; who asks goes on asking.
 */
export function moveCase(state: Case, directory: Directory, now: string): readonly CaseEvent[] {
  const move = nextMove(state);
  if (move === undefined || now < move.at) return [];
  const at = now > state.updatedAt ? now : state.updatedAt;
  // A reminder changes nothing that anybody decides by.
  const version = move.kind === 'remind' ? state.version : state.version + 1;
  const sayings = saidOf(state, move, directory, at).map((body) => ({ body, actor: SYSTEM, version }));
  const events = entriesOn(state, sayings, at);
  const after = events.reduce<Case>(evolveCase, state);
  return [...events, ...entriesOn(after, archivingOf(after), at)];
}

function saidOf(state: Case, move: CaseMove, directory: Directory, at: string): readonly Body[] {
  switch (move.kind) {
    case 'remind':
      return state.status === 'delivered'
        ? [{ step: 'warning', level: state.window.level, closesAt: state.window.closesAt }]
        : [];
    case 'close':
      return [{ step: 'close', closedAt: move.at }];
    case 'lapse':
      return [{ step: 'lapse' }];
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
