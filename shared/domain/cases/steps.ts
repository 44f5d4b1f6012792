/**
 * The steps of contract section 5 as a table: one row a rule, with who may sign it, from which states, in
 * cases of which authority and grade. A step with several rows is allowed where any of them holds; a step without one
 * does not compile.
 */

import { isHolder } from '../complaints/recusal.ts';
import type { Actor, Directory } from '../model/directory.ts';
import { AUTHORITIES, type Authority, type AuthorityRole } from '../model/roles.ts';
import { isManagerOf, leads } from '../organisation/organisation.ts';
import { mayReview, reviewerNow } from './appeal.ts';
import type { AnyCaseCommand, Case, CaseGrade, CaseStatus, CaseStepName } from './case.ts';
import { type Sanction, SELF_CRITICISMS } from './sanctions.ts';
import { isAbout } from './visibility.ts';

export type CaseParty =
  | 'subject'
  | "the section's lead"
  | 'who concluded'
  | "the section's manager"
  | 'director'
  | 'overseer'
  | 'who decided'
  | 'hr'
  | 'who decided about hr'
  | 'reviewer';

export interface CaseStepRow {
  readonly clause: string;
  readonly authority: readonly Authority[];
  readonly from: readonly CaseStatus[];
  readonly by: readonly CaseParty[];
  /** Only for these; a case that is not graded yet may become any. */
  readonly grades?: readonly CaseGrade[];
  /** Only to carry out one of these, and not to say that somebody refused to. */
  readonly sanctions?: readonly Sanction[];
}

type Rows = readonly [CaseStepRow, ...CaseStepRow[]];

const ANY: readonly Authority[] = AUTHORITIES;
const SECTION: readonly Authority[] = ['section'];
const OFFICE: readonly Authority[] = ['office'];
const OVERSEER: readonly Authority[] = ['overseer'];
const LIGHT: readonly CaseGrade[] = ['minor', 'first'];
const SERIOUS: readonly CaseGrade[] = ['serious'];

// biome-ignore format: a table reads best with one row a line
export const CASE_STEPS: { readonly [S in CaseStepName]: Rows } = {
  conclude: [
    { clause: 'A2.1', authority: SECTION, from: ['opened'], by: ["the section's lead"] },
    { clause: 'A2.1', authority: OFFICE, from: ['opened'], by: ['director'] },
    { clause: 'A2.1', authority: OVERSEER, from: ['opened'], by: ['overseer'] },
  ],
  acknowledge: [{ clause: 'A2.1', authority: ANY, from: ['concluded'], by: ['subject'] }],
  'record-refusal': [{ clause: 'A2.1', authority: ANY, from: ['concluded'], by: ['who concluded'] }],
  refer: [
    { clause: 'A2.3', authority: SECTION, from: ['acknowledged'], by: ["the section's manager"], grades: SERIOUS },
    // An office case is the office's from the beginning: it goes no further.
    { clause: 'A2.3', authority: OFFICE, from: [], by: ['director'] },
    { clause: 'A2.3', authority: OVERSEER, from: [], by: ['overseer'] },
  ],
  decide: [
    { clause: 'A2.2', authority: SECTION, from: ['acknowledged'], by: ["the section's manager"], grades: LIGHT },
    { clause: 'A2.3', authority: SECTION, from: ['referred'], by: ['director'], grades: SERIOUS },
    { clause: 'A2.3', authority: OFFICE, from: ['acknowledged'], by: ['director'] },
    { clause: 'A2.3', authority: OVERSEER, from: ['acknowledged'], by: ['overseer'] },
  ],
  deliver: [{ clause: 'A2.7c', authority: ANY, from: ['decided', 'reviewed'], by: ['who decided', 'hr'] }],
  receive: [{ clause: 'A2.7c', authority: ANY, from: ['delivered'], by: ['subject'] }],
  appeal: [{ clause: 'A2.7a', authority: ANY, from: ['delivered'], by: ['subject'] }],
  review: [{ clause: 'A2.7b', authority: ANY, from: ['appealed'], by: ['reviewer'] }],
  pay: [{ clause: 'A2.4', authority: ANY, from: ['final'], by: ['hr', 'who decided about hr'] }],
  'carry-out': [
    { clause: 'A2.2', authority: ANY, from: ['final'], by: ["the section's manager", 'who decided', 'hr'] },
    { clause: 'A2.2', authority: ANY, from: ['final'], by: ['subject'], sanctions: SELF_CRITICISMS },
  ],
  waive: [
    { clause: 'A2.4', authority: ['section', 'office'], from: ['final'], by: ['director'] },
    { clause: 'A2.4', authority: OVERSEER, from: ['final'], by: ['overseer'] },
  ],
};

type Holds = (actor: Actor, state: Case, directory: Directory, command: AnyCaseCommand) => boolean;
type Parties = { readonly [P in CaseParty]: Holds };

/** Whether the actor is that person, or acts for them. */
const isPerson = ({ id, standInFor }: Actor, person: string | undefined) =>
  person !== undefined && (standInFor ?? id) === person;

const isActive = (directory: Directory, person: string) =>
  directory.staff.some((each) => each.id === person && each.active);

const INVESTIGATOR: { readonly [A in Authority]: Holds } = {
  section: (actor, { section }) => leads(actor, section),
  office: (actor, state, directory) => holds('director', actor, state, directory),
  overseer: (actor, state, directory) => holds('overseer', actor, state, directory),
};

/** Whether "the director" or "the overseer" means that person (contract section 2): a case is against its subject as a complaint is. */
function holds(role: AuthorityRole, actor: Actor, { about }: Case, directory: Directory): boolean {
  return isHolder(actor, role, { complaint: { against: { person: about } } }, directory);
}

function hasDecided(actor: Actor, { parts }: Case): boolean {
  return parts.some(
    ({ person, part }) =>
      (part === 'decided' || part === 'reviewed') && (person === actor.id || person === actor.standInFor),
  );
}

const PARTIES: Parties = {
  // Signatures and appeals are one's own: nobody stands in for the subject.
  subject: (actor, { about }) => actor.id === about && actor.standInFor === undefined,
  "the section's lead": (actor, { section }) => leads(actor, section),
  // Whoever investigated; once they have left, whoever may investigate instead.
  'who concluded': (actor, state, directory, command) => {
    const investigators = state.parts
      .filter(({ part }) => part === 'investigated')
      .map((each) => each.person);
    return investigators.some((person) => isActive(directory, person))
      ? investigators.some((person) => person === actor.id || person === actor.standInFor)
      : INVESTIGATOR[state.authority](actor, state, directory, command);
  },
  "the section's manager": (actor, { section }, directory) => isManagerOf(actor, section, directory),
  director: INVESTIGATOR.office,
  overseer: INVESTIGATOR.overseer,
  'who decided': hasDecided,
  hr: (actor) => actor.role === 'hr',
  'who decided about hr': (actor, state, directory) =>
    directory.staff.some(({ id, role }) => id === state.about && role === 'hr') && hasDecided(actor, state),
  reviewer: (actor, state, directory, command) => {
    const appeal = state.appeals.find((each) => command.step === 'review' && each.level === command.level);
    if (appeal === undefined) return false;
    if (appeal.decidedBy !== undefined) return appeal.decidedBy === actor.id;
    return isPerson(actor, reviewerNow(state, appeal, directory).reviewer) && mayReview(state, actor.id);
  },
};

/**
 * The rows that speak about a step of this case, whoever signs it and in whatever state it is. Where the step is not
 * for its grade, its other rows: they still say whose step it is, and that comes first (contract section 1).
 */
export function caseRowsFor(state: Case, command: AnyCaseCommand): readonly CaseStepRow[] {
  const rows = CASE_STEPS[command.step].filter(
    (row) => row.authority.includes(state.authority) && isForSanction(row, command),
  );
  const grade = 'conclusion' in state ? state.conclusion?.grade : undefined;
  const ofGrade = rows.filter(
    ({ grades }) => grade === undefined || grades === undefined || grades.includes(grade),
  );
  return ofGrade.length > 0 ? ofGrade : rows;
}

const isForSanction = ({ sanctions }: CaseStepRow, command: AnyCaseCommand): boolean =>
  sanctions === undefined ||
  (command.step === 'carry-out' && command.refused === undefined && sanctions.includes(command.sanction));

/** Whether a row's step can be taken in the state that the case is in. */
export function isInState({ from, grades }: CaseStepRow, state: Case): boolean {
  const grade = 'conclusion' in state ? state.conclusion?.grade : undefined;
  return (
    from.includes(state.status) && (grades === undefined || (grade !== undefined && grades.includes(grade)))
  );
}

/** Whether the actor has one of the parts that the row names. Nobody acts in a case about themselves. */
export function takesPartIn(
  row: CaseStepRow,
  actor: Actor,
  state: Case,
  directory: Directory,
  command: AnyCaseCommand,
): boolean {
  return row.by.some(
    (party) =>
      (party === 'subject' || !isAbout(state, actor)) && PARTIES[party](actor, state, directory, command),
  );
}
