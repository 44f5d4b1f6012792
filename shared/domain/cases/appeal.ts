/** Appeals (申述, A2.7a to A2.7c): which level comes next, and who reviews. Pure. */

import type { Directory, Person } from '../model/directory.ts';
import type { Role } from '../model/roles.ts';
import { customerServiceOf } from '../organisation/organisation.ts';
import type { Appeal, Case, Level, Part, PassedOver } from './case.ts';

/**
 * The level of the next appeal against what was delivered: the section's first, then the office's; what the
 * office decided has the office's alone (A2.7b). Undefined where there is none left.
 */
export function nextAppealLevel(
  state: Pick<Case, 'appeals'>,
  decidedBy: 'section' | 'office',
): Level | undefined {
  const last = state.appeals.at(-1)?.level;
  if (last === undefined) return decidedBy === 'section' ? 1 : 2;
  return last === 1 ? 2 : undefined;
}

const byId = (people: readonly Person[]) => people.toSorted((a, b) => (a.id < b.id ? -1 : 1));

const inRole = (directory: Directory, role: Role, section?: string) =>
  byId(
    directory.staff.filter(
      (each) => each.role === role && (section === undefined || each.section === section),
    ),
  );

type Pool = (state: Case, directory: Directory) => readonly Person[];

const ofSection =
  (role: Role): Pool =>
  ({ section }, directory) =>
    section === undefined ? [] : inRole(directory, role, section);
const ofOffice =
  (role: Role): Pool =>
  (_state, directory) =>
    inRole(directory, role);

/** Customer service's managers; where none is active its supervisors count as such (contract section 2). */
function desk(directory: Directory): readonly Person[] {
  const section = customerServiceOf(directory)?.id;
  if (section === undefined) return [];
  const managers = inRole(directory, 'manager', section);
  return managers.some(({ active }) => active)
    ? managers
    : [...managers, ...inRole(directory, 'supervisor', section)];
}

/** The contract's order, one pool after the other; within a pool by id. */
const POOLS: { readonly [L in Level]: readonly Pool[] } = {
  1: [
    ofSection('manager'),
    ofSection('supervisor'),
    (_state, directory) => desk(directory),
    ofOffice('deputy-director'),
  ],
  2: [ofOffice('director'), ofOffice('deputy-director'), ofOffice('overseer')],
};

/** What bars from reviewing, in the order in which it is named. */
const PARTS: readonly Part[] = ['investigated', 'decided', 'witnessed', 'reviewed'];

function barrier(state: Case, person: Person): PassedOver['reason'] | undefined {
  if (person.id === state.about) return 'subject';
  if (!person.active) return 'inactive';
  return PARTS.find((part) => state.parts.some((each) => each.person === person.id && each.part === part));
}

/** Whether somebody took no part that bars them from reviewing, and is not the subject. */
export function mayReview(state: Case, person: string): boolean {
  return person !== state.about && !state.parts.some((each) => each.person === person);
}

export interface Choice {
  /** None where everybody is passed over: the rule is not bent, the overseer is shown it. */
  readonly reviewer?: string;
  readonly passedOver: readonly PassedOver[];
}

/**
 * The reviewer of a level (contract section 5): the first active person, in the contract's order, who is not the
 * subject and did not investigate, decide, witness or review before; with everybody before them, and why not they.
 */
export function reviewerFor(state: Case, level: Level, directory: Directory): Choice {
  const passedOver: PassedOver[] = [];
  const request = new Set<string>();
  for (const person of POOLS[level].flatMap((pool) => pool(state, directory))) {
    if (request.has(person.id)) continue;
    request.add(person.id);
    const reason = barrier(state, person);
    if (reason === undefined) return { reviewer: person.id, passedOver };
    passedOver.push({ person: person.id, reason });
  }
  return { passedOver };
}

/** Who reviews now: the appointed one while they are active, else whoever would be appointed today. */
export function reviewerNow(state: Case, appeal: Appeal, directory: Directory): Choice {
  const appointed = directory.staff.find((each) => each.id === appeal.reviewer);
  return appointed?.active === true && mayReview(state, appointed.id)
    ? { reviewer: appointed.id, passedOver: appeal.passedOver }
    : reviewerFor(state, appeal.level, directory);
}

/** The appeal that is being reviewed, or whose result waits to be delivered. */
export function currentAppeal(state: Case): Appeal | undefined {
  return state.status === 'appealed' || state.status === 'reviewed' ? state.appeals.at(-1) : undefined;
}
