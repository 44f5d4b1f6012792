/**
 * The steps of contract section 3 as a table: one row a rule, with who may sign it, from which states, for
 * which kinds and under which condition. A step with several rows is allowed where any of them holds; a step without
 * one does not compile.
 */
import { sectionOwing } from '../clocks/escalation.ts';
import { isMuch } from '../clocks/exemption.ts';
import {
  authorityRole,
  isAuthority,
  isDeskRecused,
  isHolder,
  isLastResort,
  isRecused,
} from '../complaints/recusal.ts';
import { leavesOutAccused } from '../complaints/rerouting.ts';
import type { Clock, Owes } from '../model/clock.ts';
import type { Actor, Directory } from '../model/directory.ts';
import {
  type Command,
  KINDS,
  type Kind,
  type Sheet,
  STATUSES,
  type Status,
  type StepName,
} from '../model/sheet.ts';
import { actorsThere, partOf } from '../organisation/acting.ts';
import {
  activeInRole,
  customerServiceOf,
  isCustomerService,
  isManagerOf,
  leads,
} from '../organisation/organisation.ts';
import { isAvailable } from '../organisation/presence.ts';
import { hasObjected, isAsker, isConsulted } from './parts.ts';

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
  | 'handler without a section'
  | 'resident'
  | 'handler of a named request'
  | 'who was consulted'
  | 'the director'
  | 'who owes the clock'
  | "the owing section's manager"
  | 'who excuses'
  // Of a complaint that is not the section's or customer service's to deal with (B5.2.2c):
  | 'the authority'
  | 'the authority in charge'
  | 'the authority for customer service'
  | 'who follows up for customer service';

export type Condition =
  | 'disputed'
  | 'undisputed'
  | 'without a visit'
  | 'with a visit'
  | "an authority's"
  | 'objected to'
  | 'not objected to'
  | 'taking out the accused';

export interface StepRow {
  readonly clause: string;
  readonly kinds: readonly Kind[];
  readonly from: readonly Status[];
  readonly by: readonly Party[];
  readonly when?: Condition;
  /** Steps that end something go on when the ledger is full. */
  readonly ends?: true;
}

type Rows = readonly [StepRow, ...StepRow[]];

/** Praise is answered and that is all. */
const ANY: readonly Kind[] = KINDS.filter((kind) => kind !== 'praise');
const REPAIR: readonly Kind[] = ['repair'];
const COMPLAINT: readonly Kind[] = ['complaint'];
const OTHER = ANY.filter((kind) => kind !== 'repair');
const NOT_COMPLAINTS = ANY.filter((kind) => kind !== 'complaint');
const NEITHER = OTHER.filter((kind) => kind !== 'complaint');
const PRAISE: readonly Kind[] = ['praise'];

const HANDED_ON: readonly Status[] = ['handed-over', 'accepted', 'on-site', 'completed'];
const UNTIL_ARCHIVED = STATUSES.filter((status) => status !== 'archived');
const BEFORE_COMPLETED: readonly Status[] = ['registered', 'handed-over', 'accepted', 'on-site'];

// biome-ignore format: a table reads best with one row a line
export const STEPS: { readonly [S in StepName]: Rows } = {
  answer: [{ clause: 'A1.6b', kinds: [...NEITHER, ...PRAISE], from: ['registered'], by: ['first contact', 'customer service'], ends: true }],
  'hand-over': [
    { clause: 'B5.2a', kinds: [...REPAIR, ...NEITHER], from: ['registered', 'returned'], by: ['customer service'], when: 'undisputed' },
    { clause: 'B5.2.2b', kinds: COMPLAINT, from: ['registered', 'returned'], by: ["customer service's lead"], when: 'undisputed' },
    { clause: 'A1.3', kinds: ANY, from: ['registered'], by: ["customer service's manager"], when: 'disputed' },
    { clause: 'B5.2.2c', kinds: COMPLAINT, from: ['registered', 'returned'], by: ['the authority'], when: "an authority's" },
  ],
  accept: [
    { clause: 'B5.2b', kinds: [...REPAIR, ...NEITHER], from: ['handed-over'], by: ['staff of the section'] },
    { clause: 'B5.2.2b', kinds: COMPLAINT, from: ['handed-over'], by: ["the section's manager"] },
    { clause: 'B5.2.2c', kinds: COMPLAINT, from: ['registered'], by: ['the authority'] },
  ],
  dispute: [{ clause: 'A1.3', kinds: ANY, from: ['handed-over'], by: ["the section's lead"] }],
  assign: [{ clause: 'B5.2.1a', kinds: ANY, from: ['accepted', 'on-site'], by: ["the section's lead"] }],
  reply: [{ clause: 'A1.6c', kinds: ANY, from: HANDED_ON, by: ['first contact', 'handler', "customer service's lead", 'the authority for customer service'] }],
  consult: [{ clause: 'A1.6c', kinds: KINDS, from: [...BEFORE_COMPLETED, 'completed'], by: ['first contact', 'handler', "the section's lead"] }],
  advise: [{ clause: 'A1.6c', kinds: KINDS, from: UNTIL_ARCHIVED, by: ['who was consulted'] }],
  note: [{ clause: 'A1.6a', kinds: KINDS, from: UNTIL_ARCHIVED, by: ['customer service', 'staff of the section', 'the authority'] }],
  decline: [
    { clause: 'B1', kinds: NOT_COMPLAINTS, from: ['registered'], by: ["customer service's manager"], when: 'not objected to', ends: true },
    { clause: 'B1', kinds: NOT_COMPLAINTS, from: ['registered'], by: ['the director'], when: 'objected to', ends: true },
  ],
  arrive: [{ clause: 'B5.2.1b', kinds: ANY, from: ['accepted'], by: ['handler'] }],
  complete: [
    { clause: 'B5.2.1c', kinds: REPAIR, from: ['on-site'], by: ['handler'], when: 'with a visit', ends: true },
    { clause: 'B5.2.1c', kinds: REPAIR, from: ['accepted'], by: ["the section's manager"], when: 'without a visit', ends: true },
    { clause: 'B5.2.2d', kinds: OTHER, from: ['accepted', 'on-site'], by: ['handler'], ends: true },
    { clause: 'B5.2.2c', kinds: COMPLAINT, from: ['accepted', 'on-site'], by: ['the authority in charge'], ends: true },
  ],
  return: [
    { clause: 'B5.2.1c', kinds: REPAIR, from: ['completed'], by: ["the section's lead", 'handler'], ends: true },
    { clause: 'B5.2.2d', kinds: OTHER, from: ['completed'], by: ["the section's lead"], ends: true },
    { clause: 'B5.2.2c', kinds: COMPLAINT, from: ['completed'], by: ['handler without a section', 'the authority in charge'], ends: true },
  ],
  receive: [{ clause: 'B5.2b', kinds: ANY, from: ['returned'], by: ['customer service', 'the authority for customer service'] }],
  'follow-up': [
    { clause: 'B5.2.2d', kinds: ANY, from: ['returned', 'answered'], by: ['first contact', 'customer service'], ends: true },
    { clause: 'B5.2.2c', kinds: ANY, from: ['returned', 'answered'], by: ['who follows up for customer service'], ends: true },
  ],
  rate: [{ clause: 'B5.2.2d', kinds: ANY, from: ['followed-up'], by: ['resident'], ends: true }],
  object: [{ clause: 'B5.2.2d', kinds: ANY, from: ['followed-up', 'answered'], by: ['resident'], ends: true }],
  countersign: [{ clause: 'B5.1d', kinds: ANY, from: UNTIL_ARCHIVED, by: ['resident', 'customer service', 'handler of a named request', 'the authority for customer service'], ends: true }],
  'write-off': [{ clause: 'B5.1d', kinds: ANY, from: UNTIL_ARCHIVED, by: ["customer service's manager", 'the authority for customer service'], ends: true }],
  amend: [
    { clause: 'B5.1a', kinds: KINDS, from: BEFORE_COMPLETED, by: ['first contact', 'customer service', 'the authority for customer service'] },
    { clause: 'B5.2.2c', kinds: COMPLAINT, from: UNTIL_ARCHIVED, by: ['the director'], when: 'taking out the accused' },
  ],
  urge: [{ clause: 'A1.6a', kinds: KINDS, from: [...BEFORE_COMPLETED, 'completed'], by: ['first contact', 'customer service', 'resident', 'the authority for customer service'] }],
  'request-exemption': [{ clause: 'B5.2.1c', kinds: KINDS, from: STATUSES, by: ['who owes the clock', "the owing section's manager"] }],
  'grant-exemption': [{ clause: 'B5.2.1c', kinds: KINDS, from: STATUSES, by: ['who excuses'], ends: true }],
  'refuse-exemption': [{ clause: 'B5.2.1c', kinds: KINDS, from: STATUSES, by: ['who excuses'], ends: true }],
  withdraw: [{ clause: 'B1', kinds: KINDS, from: BEFORE_COMPLETED, by: ['resident', 'customer service', 'the authority for customer service'], ends: true }],
  archive: [
    { clause: 'B4a', kinds: KINDS, from: ['followed-up', 'withdrawn'], by: ['customer service', 'the authority for customer service'], ends: true },
    { clause: 'B4a', kinds: PRAISE, from: ['answered'], by: ['customer service'], ends: true },
  ],
};

/** Who makes the resident a link after the intake, for all kinds and in all states (contract section 10). */
const MAKES_LINKS: StepRow = {
  clause: 'B4a',
  ...{ kinds: KINDS, from: STATUSES },
  by: ['first contact', 'customer service', 'the authority for customer service'],
};

/** A step that somebody signs, or a link that they make. */
type Signing = Command | { readonly step: 'link' };

type Holds = (actor: Actor, sheet: Sheet, directory: Directory, command: Signing) => boolean;
type Parties = { readonly [P in Party]: Holds };

const isOneOf = (people: readonly { readonly id: string }[], actor: Actor) =>
  people.some((person) => person.id === partOf(actor));

const PARTIES: Parties = {
  'first contact': (actor, sheet) => sheet.firstContact === partOf(actor),
  'customer service': (actor, _sheet, directory) => isCustomerService(directory, actor),
  "customer service's lead": (actor, _sheet, directory) => leads(actor, customerServiceOf(directory)?.id),
  "customer service's manager": (actor, _sheet, directory) =>
    isManagerOf(actor, customerServiceOf(directory)?.id, directory),
  'staff of the section': (actor, sheet) => sheet.section !== undefined && sheet.section === actor.section,
  "the section's lead": (actor, sheet) => leads(actor, sheet.section),
  "the section's manager": (actor, sheet, directory) => isManagerOf(actor, sheet.section, directory),
  handler: (actor, sheet) => sheet.handler === partOf(actor),
  'handler without a section': (actor, sheet) =>
    sheet.section === undefined && sheet.handler === partOf(actor),
  // Whoever asked, staff too; nobody asks, marks or objects in another's stead.
  resident: (actor, sheet) => isAsker(actor, sheet),
  // Nobody brings a sheet of paper to somebody who does not want to be known.
  'handler of a named request': (actor, sheet) =>
    sheet.handler === partOf(actor) && sheet.complaint?.anonymous !== true,
  'who was consulted': isConsulted,
  'the director': (actor, sheet, directory) => isHolder(actor, 'director', sheet, directory),
  'who owes the clock': (actor, sheet, _directory, command) => {
    const { person, section } = owesOf(sheet, command);
    return person === partOf(actor) || (person === undefined && leads(actor, section));
  },
  "the owing section's manager": (actor, sheet, directory, command) =>
    isManagerOf(actor, sectionOwing(owesOf(sheet, command), directory), directory),
  // Nobody excuses themselves: of what customer service owes, and of what is much, the director decides.
  'who excuses': (actor, sheet, directory, command) => {
    const desk = customerServiceOf(directory)?.id;
    const clock = clockOf(sheet, command);
    const { owes = {} } = clock ?? {};
    if (owes.person !== undefined && [actor.id, actor.standInFor].includes(owes.person)) return false;
    // Nor does whoever asked; what customer service's manager asked for, for whomever, the director decides.
    const asked = clock?.exemption?.state === 'requested' ? clock.exemption.by : undefined;
    if (asked === actor.id && command.step === 'grant-exemption') return false;
    const byDesk = directory.staff.some((each) => each.id === asked && isManagerOf(each, desk, directory));
    const isDesks = sectionOwing(owes, directory) === desk;
    const isTooMuch = clock !== undefined && isMuch(clock, sheet, directory);
    const isDirectors = (isTooMuch || byDesk) && command.step === 'grant-exemption';
    if ((isDesks || isTooMuch || byDesk) && isHolder(actor, 'director', sheet, directory)) return true;
    if (isDesks || isDirectors) return false;
    if (isManagerOf(actor, desk, directory) || isForTheDesk(actor, sheet, directory)) return true;
    const isVacant = isDeserted("customer service's manager", sheet, directory, command);
    return isVacant && isLastResort(actor, sheet, directory);
  },
  'the authority': isAuthority,
  'the authority in charge': (actor, sheet, directory) =>
    sheet.section === undefined && isAuthority(actor, sheet, directory),
  'the authority for customer service': isForTheDesk,
  // A deputy who did not handle it; where none is there the authority, also where it did.
  'who follows up for customer service': (actor, sheet, directory, command) => {
    const isWithout =
      isDeskRecused(sheet, directory) || isDeserted('customer service', sheet, directory, command);
    if (!isWithout) return false;
    const deputies = activeInRole(directory, 'deputy-director').filter(
      (person) => !hasHandled(person, sheet) && !isRecused(person, sheet, directory),
    );
    if (isOneOf(deputies, actor)) return !hasHandled(actor, sheet);
    const isThere = deputies.some((person) => isAvailable(person, directory));
    return !isThere && isLastResort(actor, sheet, directory);
  },
};

function isForTheDesk(actor: Actor, sheet: Sheet, directory: Directory): boolean {
  return isDeskRecused(sheet, directory) && isAuthority(actor, sheet, directory);
}

/** Whether somebody is its handler, or signed for it in the handler's stead. */
function hasHandled({ id, standInFor }: Pick<Actor, 'id' | 'standInFor'>, sheet: Sheet): boolean {
  return [sheet.handler, ...sheet.stoodIn].some(
    (one) => one !== undefined && (one === id || one === standInFor),
  );
}

/** The clock that a command is about. */
function clockOf(sheet: Sheet, command: Signing): Clock | undefined {
  return 'clock' in command ? sheet.clocks.find(({ id }) => id === command.clock) : undefined;
}

const owesOf = (sheet: Sheet, command: Signing): Owes => clockOf(sheet, command)?.owes ?? {};

type Conditions = {
  readonly [C in Condition]: (sheet: Sheet, command: Command, directory: Directory) => boolean;
};

const isDisputed = (sheet: Sheet) => sheet.status === 'registered' && sheet.disputed;
const isTheAuthoritys = (sheet: Sheet, directory: Directory) => authorityRole(sheet, directory) !== undefined;

/** Customer service hands over; after a dispute its manager does, and of an authority's complaint the authority alone. */
const CONDITIONS: Conditions = {
  disputed: (sheet, _command, directory) => isDisputed(sheet) && !isTheAuthoritys(sheet, directory),
  undisputed: (sheet, _command, directory) => !isDisputed(sheet) && !isTheAuthoritys(sheet, directory),
  "an authority's": (sheet, _command, directory) => isTheAuthoritys(sheet, directory),
  'without a visit': (_sheet, command) => command.step === 'complete' && command.noVisit === true,
  'with a visit': (_sheet, command) => !(command.step === 'complete' && command.noVisit === true),
  'objected to': hasObjected,
  'not objected to': (sheet) => !hasObjected(sheet),
  // Of the complaint alone: other words are amended by whose step it is, while they may be.
  'taking out the accused': (sheet, command) =>
    command.step === 'amend' &&
    Object.keys(command.fields).every((field) => field === 'complaint') &&
    leavesOutAccused(sheet, command.fields),
};

/**
 * The rows that speak about this command on this sheet, whoever signs it and in whatever state it is. Where the
 * step is not for this kind, its other rows: they still say whose step it is, and that comes first (contract section 1).
 */
export function rowsFor(sheet: Sheet, command: Command, directory: Directory): readonly StepRow[] {
  const rows = STEPS[command.step].filter(
    ({ when }) => when === undefined || CONDITIONS[when](sheet, command, directory),
  );
  const ofKind = rows.filter((row) => row.kinds.includes(sheet.kind));
  return ofKind.length > 0 ? ofKind : rows;
}

/**
 * Whether the actor has one of the parts that the row names, or takes it because nobody else is there. Nobody follows up
 * what they handled (B5.2.2d), save an authority where nobody else is there (B5.2.2c), nor answers praise of themselves.
 */
export function takesPart(
  row: StepRow,
  actor: Actor,
  sheet: Sheet,
  directory: Directory,
  command: Signing,
): boolean {
  if (row.clause !== 'B5.2.2c' && isBarred(actor, sheet, command)) return false;
  const inPlace = isLastResort(actor, sheet, directory);
  return row.by.some(
    (party) =>
      PARTIES[party](actor, sheet, directory, command) ||
      (inPlace && isDeserted(party, sheet, directory, command)),
  );
}

function isBarred(actor: Actor, sheet: Sheet, { step }: Signing): boolean {
  const praised = sheet.praise?.person;
  const isOwnPraise = praised !== undefined && [actor.id, actor.standInFor].includes(praised);
  return (
    (step === 'follow-up' && (hasHandled(actor, sheet) || isAsker(actor, sheet))) ||
    (step === 'answer' && isOwnPraise)
  );
}

/** Posts, by whose managers and supervisors see to it that they are filled. */
const AT_THE_DESK: readonly Party[] = [
  'customer service',
  "customer service's lead",
  "customer service's manager",
];
const IN_THE_SECTION: readonly Party[] = [
  'staff of the section',
  "the section's lead",
  "the section's manager",
];

function sectionOfPost(party: Party, sheet: Sheet, directory: Directory): string | undefined {
  if (AT_THE_DESK.includes(party)) return customerServiceOf(directory)?.id;
  const isItsOwn = IN_THE_SECTION.includes(party) || (party === 'handler' && sheet.handler !== undefined);
  return isItsOwn ? sheet.section : undefined;
}

/**
 * Whether a post is deserted, so that the authority fills it: no manager or supervisor of its section is there, and not
 * recused, who may sign for it or, for an absent handler, name another.
 */
function isDeserted(party: Party, sheet: Sheet, directory: Directory, command: Signing): boolean {
  const section = sectionOfPost(party, sheet, directory);
  if (section === undefined) return false;
  return !actorsThere(directory).some((actor) => {
    if (isRecused(actor, sheet, directory)) return false;
    const holds = PARTIES[party](actor, sheet, directory, command) && !isBarred(actor, sheet, command);
    return party === 'handler' ? holds || leads(actor, section) : holds && leads(actor, section);
  });
}

/** Whether somebody may make the resident a link. */
export const makesLinks = (actor: Actor, sheet: Sheet, directory: Directory): boolean =>
  takesPart(MAKES_LINKS, actor, sheet, directory, { step: 'link' });

/** Whether somebody may sign a step as the sheet stands, whatever its body says. */
export function mayTake(command: Command, actor: Actor, sheet: Sheet, directory: Directory): boolean {
  return rowsFor(sheet, command, directory).some(
    (row) =>
      row.kinds.includes(sheet.kind) &&
      row.from.includes(sheet.status) &&
      takesPart(row, actor, sheet, directory, command),
  );
}
