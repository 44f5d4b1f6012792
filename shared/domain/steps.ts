/**
 * The steps of contract section 3 as a table: one row a rule, with who may sign it, from which states, for
 * which kinds and under which condition. A step with several rows is allowed where any of them holds.
 */

import type { Owes } from './clocks.ts';
import { sectionOwing } from './escalation.ts';
import {
  type Actor,
  customerServiceOf,
  type Directory,
  isCustomerService,
  leads,
  managersOf,
} from './organisation.ts';
import { type Command, type Kind, type Sheet, STATUSES, type Status, type StepName } from './sheet.ts';

/** The parts that somebody can have in a sheet. */
export type Party =
  | 'first contact'
  | 'customer service'
  | "customer service's lead"
  | "customer service's manager"
  | 'staff of the section'
  | "the section's lead"
  | "the section's manager"
  | 'handler'
  | 'resident'
  | 'another receptionist'
  | 'who owes the clock'
  | "the owing section's manager"
  | 'who excuses';

export type Condition = 'disputed' | 'undisputed' | 'without a visit' | 'with a visit';

export interface StepRow {
  readonly step: StepName;
  readonly clause: string;
  readonly kinds: readonly Kind[];
  readonly from: readonly Status[];
  readonly by: readonly Party[];
  readonly when?: Condition;
  /** Steps that end something go on when the ledger is full. */
  readonly ends?: true;
}

const ANY: readonly Kind[] = ['repair', 'complaint', 'report', 'special-service', 'suggestion', 'enquiry'];
const REPAIR: readonly Kind[] = ['repair'];
const COMPLAINT: readonly Kind[] = ['complaint'];
const OTHER = ANY.filter((kind) => kind !== 'repair');
const NEITHER = OTHER.filter((kind) => kind !== 'complaint');

const HANDED_ON: readonly Status[] = ['handed-over', 'accepted', 'on-site', 'completed'];
const UNTIL_ARCHIVED = STATUSES.filter((status) => status !== 'archived');
const BEFORE_COMPLETED: readonly Status[] = ['registered', 'handed-over', 'accepted', 'on-site'];

// biome-ignore format: a table reads best with one row a line
export const STEPS: readonly StepRow[] = [
  { step: 'answer', clause: 'A1.6b', kinds: NEITHER, from: ['registered'], by: ['first contact', 'customer service'], ends: true },
  { step: 'hand-over', clause: 'B5.2a', kinds: [...REPAIR, ...NEITHER], from: ['registered', 'returned'], by: ['customer service'], when: 'undisputed' },
  { step: 'hand-over', clause: 'B5.2.2b', kinds: COMPLAINT, from: ['registered', 'returned'], by: ["customer service's lead"], when: 'undisputed' },
  { step: 'hand-over', clause: 'A1.3', kinds: ANY, from: ['registered'], by: ["customer service's manager"], when: 'disputed' },
  { step: 'accept', clause: 'B5.2b', kinds: [...REPAIR, ...NEITHER], from: ['handed-over'], by: ['staff of the section'] },
  { step: 'accept', clause: 'B5.2.2b', kinds: COMPLAINT, from: ['handed-over'], by: ["the section's manager"] },
  { step: 'dispute', clause: 'A1.3', kinds: ANY, from: ['handed-over'], by: ["the section's lead"] },
  { step: 'assign', clause: 'B5.2.1a', kinds: ANY, from: ['accepted', 'on-site'], by: ["the section's lead"] },
  { step: 'reply', clause: 'A1.6c', kinds: ANY, from: HANDED_ON, by: ['first contact', 'handler'] },
  { step: 'arrive', clause: 'B5.2.1b', kinds: ANY, from: ['accepted'], by: ['handler'] },
  { step: 'complete', clause: 'B5.2.1c', kinds: REPAIR, from: ['on-site'], by: ['handler'], when: 'with a visit', ends: true },
  { step: 'complete', clause: 'B5.2.1c', kinds: REPAIR, from: ['accepted'], by: ["the section's manager"], when: 'without a visit', ends: true },
  { step: 'complete', clause: 'B5.2.2d', kinds: OTHER, from: ['accepted', 'on-site'], by: ['handler'], ends: true },
  { step: 'return', clause: 'B5.2.1c', kinds: REPAIR, from: ['completed'], by: ["the section's lead", 'handler'], ends: true },
  { step: 'return', clause: 'B5.2.2d', kinds: OTHER, from: ['completed'], by: ["the section's lead"], ends: true },
  { step: 'receive', clause: 'B5.2b', kinds: ANY, from: ['returned'], by: ['customer service'] },
  { step: 'follow-up', clause: 'B5.2.2d', kinds: ANY, from: ['returned', 'answered'], by: ['first contact', 'another receptionist'], ends: true },
  { step: 'countersign', clause: 'B5.1d', kinds: ANY, from: UNTIL_ARCHIVED, by: ['resident', 'customer service'], ends: true },
  { step: 'write-off', clause: 'B5.1d', kinds: ANY, from: UNTIL_ARCHIVED, by: ["customer service's manager"], ends: true },
  { step: 'amend', clause: 'B5.1a', kinds: ANY, from: BEFORE_COMPLETED, by: ['first contact', 'customer service'] },
  { step: 'urge', clause: 'A1.6a', kinds: ANY, from: [...BEFORE_COMPLETED, 'completed'], by: ['first contact', 'customer service', 'resident'] },
  { step: 'request-exemption', clause: 'B5.2.1c', kinds: ANY, from: STATUSES, by: ['who owes the clock', "the owing section's manager"] },
  { step: 'grant-exemption', clause: 'B5.2.1c', kinds: ANY, from: STATUSES, by: ['who excuses'], ends: true },
  { step: 'refuse-exemption', clause: 'B5.2.1c', kinds: ANY, from: STATUSES, by: ['who excuses'], ends: true },
  { step: 'withdraw', clause: 'B1', kinds: ANY, from: BEFORE_COMPLETED, by: ['resident', 'customer service'], ends: true },
  { step: 'archive', clause: 'B4a', kinds: ANY, from: ['followed-up', 'withdrawn'], by: ['customer service'], ends: true },
];

type Holds = (actor: Actor, sheet: Sheet, directory: Directory, command: Command) => boolean;
type Parties = { readonly [P in Party]: Holds };

const isOneOf = (people: readonly { readonly id: string }[], actor: Actor) =>
  people.some((person) => person.id === actor.id);

const PARTIES: Parties = {
  'first contact': (actor, sheet) => sheet.firstContact === actor.id,
  'customer service': (actor, _sheet, directory) => isCustomerService(directory, actor),
  "customer service's lead": (actor, _sheet, directory) => leads(actor, customerServiceOf(directory)?.id),
  "customer service's manager": (actor, _sheet, directory) =>
    isOneOf(managersOf(directory, customerServiceOf(directory)?.id), actor),
  'staff of the section': (actor, sheet) => sheet.section !== undefined && sheet.section === actor.section,
  "the section's lead": (actor, sheet) => leads(actor, sheet.section),
  "the section's manager": (actor, sheet, directory) => isOneOf(managersOf(directory, sheet.section), actor),
  handler: (actor, sheet) => sheet.handler === actor.id,
  resident: (actor, sheet) => sheet.resident?.id === actor.id,
  'another receptionist': (actor, _sheet, directory) =>
    actor.role === 'receptionist' && isCustomerService(directory, actor),
  'who owes the clock': (actor, sheet, _directory, command) => {
    const { person, section } = owesOf(sheet, command);
    return person === actor.id || (person === undefined && leads(actor, section));
  },
  "the owing section's manager": (actor, sheet, directory, command) =>
    isOneOf(managersOf(directory, sectionOwing(owesOf(sheet, command), directory)), actor),
  // Customer service does not excuse itself: what it owes the director decides.
  'who excuses': (actor, sheet, directory, command) => {
    const desk = customerServiceOf(directory)?.id;
    return sectionOwing(owesOf(sheet, command), directory) === desk
      ? actor.role === 'director'
      : isOneOf(managersOf(directory, desk), actor);
  },
};

/** Who owes the clock that a command is about. */
function owesOf(sheet: Sheet, command: Command): Owes {
  if (!('clock' in command)) return {};
  return sheet.clocks.find((clock) => clock.id === command.clock)?.owes ?? {};
}

type Conditions = { readonly [C in Condition]: (sheet: Sheet, command: Command) => boolean };

const CONDITIONS: Conditions = {
  disputed: (sheet) => sheet.status === 'registered' && sheet.disputed,
  undisputed: (sheet) => !(sheet.status === 'registered' && sheet.disputed),
  'without a visit': (_sheet, command) => command.step === 'complete' && command.noVisit === true,
  'with a visit': (_sheet, command) => !(command.step === 'complete' && command.noVisit === true),
};

/**
 * The rows that speak about this command on this sheet, whoever signs it and in whatever state it is. Where the
 * step is not for this kind, its other rows: they still say whose step it is, and that comes first (contract section 1).
 */
export function rowsFor(sheet: Sheet, command: Command): readonly StepRow[] {
  const rows = STEPS.filter(
    (row) => row.step === command.step && (row.when === undefined || CONDITIONS[row.when](sheet, command)),
  );
  const ofKind = rows.filter((row) => row.kinds.includes(sheet.kind));
  return ofKind.length > 0 ? ofKind : rows;
}

/** Whether the actor has one of the parts that the row names. Nobody follows up what they handled (B5.2.2d). */
export function takesPart(
  row: StepRow,
  actor: Actor,
  sheet: Sheet,
  directory: Directory,
  command: Command,
): boolean {
  if (row.step === 'follow-up' && sheet.handler === actor.id) return false;
  return row.by.some((party) => PARTIES[party](actor, sheet, directory, command));
}
