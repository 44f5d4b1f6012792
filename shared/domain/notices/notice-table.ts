/**
 * The mail list of contract section 3 as a table: one row a kind of notice, with the entry that brings it about,
 * the clause behind it and who is told. Pure.
 */
import { peopleOwing } from '../clocks/escalation.ts';
import { authorityOf, authorityRole, isRecused } from '../complaints/recusal.ts';
import { defined } from '../kernel/defined.ts';
import { type Clock, type ClockName, isLive, type Owes } from '../model/clock.ts';
import type { Directory, Person } from '../model/directory.ts';
import type { AmendedFields, Appointment, Result, SaidEvent, Sheet } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import type { PersonField } from '../organisation/directory-ledger.ts';
import { customerServiceOf, leads, managersOf, staffOf } from '../organisation/organisation.ts';
import { isAvailable, presentAmong, standInOf } from '../organisation/presence.ts';

export const NOTICE_KINDS = [
  'complaint',
  'hand-over',
  'dispute',
  'reopening',
  'accept',
  'assign',
  // Another time was agreed:
  'appointed',
  'urge',
  // The telephone call to whoever repairs (B5.2.1a):
  'urgent',
  // Somebody's advice is asked, or was given (请示):
  'question',
  'advice',
  'warning',
  'breach',
  'escalation',
  // Of no entry: a month that was assessed (B3c). Of an entry of the directory: what was changed of oneself.
  'assessment',
  'directory',
  // Of no entry either: letters do not reach somebody.
  'undeliverable',
  // Of an award's own ledger (B3c):
  'award',
  'award-withdrawn',
  // To whoever was contacted first, of their sheets (A1.6a):
  'chosen',
  'disputed',
  'returned',
  'overdue',
  // To whoever asked:
  'opened',
  'comes',
  'amended',
  'withdrawn',
  'answer',
  'reply',
  'declined',
  'resolved',
  'reopened',
  'unreached',
  // Of cases:
  'decision',
  'review-result',
  'window',
  'appeal',
  'no-reviewer',
  // To whoever owes that sanctions are carried out:
  'carry-out',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const OF_BOTH = ['breach', 'escalation'] as const;
const OF_CASES_ALONE = ['decision', 'review-result', 'window', 'appeal', 'no-reviewer', 'carry-out'] as const;
/** The kinds that neither sheets nor cases bring about: those of a month, of the directory, of an address and of an award. */
const OF_NEITHER = ['assessment', 'directory', 'undeliverable', 'award', 'award-withdrawn'] as const;
/** The kinds that entries of cases bring about. */
export const CASE_NOTICES = [...OF_BOTH, ...OF_CASES_ALONE] as const satisfies readonly NoticeKind[];
export type CaseNoticeKind = (typeof CASE_NOTICES)[number];
type SheetNoticeKind = Exclude<NoticeKind, (typeof OF_CASES_ALONE | typeof OF_NEITHER)[number]>;

/** An entry of a sheet, with what the rules made of it; entries of version 0.1 do not say that. */
export type Entry = SaidEvent & { readonly result?: Result };

/** What is known beside the entry. The sheet may be newer than it. */
export interface Setting {
  readonly sheet: Sheet;
  readonly directory: Directory;
  readonly resident: Person | undefined;
  /** Of an amendment that names another resident: whose sheet it was. */
  readonly former?: Person | undefined;
}

/** What whoever asked is told beside what was said to them. */
export interface ForAsker {
  readonly promised?: readonly { readonly promise: ClockName; readonly dueAt: string }[];
  /** Who was contacted first, and who comes or handles it, by name. */
  readonly firstContact?: string;
  readonly handler?: string;
  readonly changed?: readonly (keyof AmendedFields | PersonField)[];
  /** When somebody comes, as it was agreed. */
  readonly appointment?: Appointment;
}

/** What a notice says of a clock; `owes` only where somebody else than the reader may owe it. */
type About = Pick<Clock, 'id' | 'dueAt'> & {
  readonly name?: ClockName;
  readonly clause?: string;
  readonly owes?: Owes;
};

/** A row may be asked about any entry: of one that it is not about it tells nobody anything. */
interface Row {
  readonly step: Step;
  readonly clause: string;
  readonly to: (entry: Entry, setting: Setting) => readonly Person[];
  readonly clock: (entry: Entry, setting: Setting) => About | undefined;
  readonly message: (entry: Entry) => string | undefined;
  /** The appointment that it is about, where the row is for whoever keeps it. */
  readonly agreed?: (entry: Entry) => Appointment | undefined;
  /** Of the rows that are for whoever asked. */
  readonly forAsker?: (entry: Entry, setting: Setting) => ForAsker;
}

export interface NoticeRow extends Row {
  readonly kind: NoticeKind;
}

type Step = Entry['step'];
type EntryOf<S extends Step> = Extract<Entry, { step: S }>;
type To<S extends Step> = (entry: EntryOf<S>, setting: Setting) => readonly Person[];

interface More<S extends Step> {
  readonly when?: (entry: EntryOf<S>) => boolean;
  readonly clock?: (entry: EntryOf<S>, setting: Setting) => About | undefined;
  readonly message?: (entry: EntryOf<S>) => string | undefined;
}

function row<S extends Step>(
  step: S,
  clause: string,
  to: To<S>,
  { when = () => true, clock, message }: More<S> = {},
): Row {
  const isOfRow = (entry: Entry): entry is EntryOf<S> => entry.step === step;
  return {
    step,
    clause,
    to: (entry, setting) => (isOfRow(entry) && when(entry) ? to(entry, setting) : []),
    clock: (entry, setting) => (isOfRow(entry) ? clock?.(entry, setting) : undefined),
    message: (entry) => (isOfRow(entry) ? message?.(entry) : undefined),
  };
}

/** Whoever asked, by whichever channel: the resident whom the sheet names, or who of the staff asked for themselves. */
const asker = (_entry: Entry, { sheet, directory, resident }: Setting): readonly Person[] => {
  if (sheet.requester !== undefined) return people(directory, [sheet.requester.person]);
  return resident !== undefined && resident.id === sheet.resident?.id ? [resident] : [];
};

/** Nobody's sheet is put in another's hands without their hearing of it. */
const askers = (entry: Entry, setting: Setting): readonly Person[] => [
  ...asker(entry, setting),
  ...(setting.former === undefined ? [] : [setting.former]),
];

interface MoreForAsker<S extends Step> extends More<S> {
  readonly tells?: (entry: EntryOf<S>, setting: Setting) => ForAsker;
}

function toAsker<S extends Step>(
  step: S,
  clause: string,
  { tells = () => ({}), ...more }: MoreForAsker<S> = {},
): Row {
  const isOfRow = (entry: Entry): entry is EntryOf<S> => entry.step === step;
  const forAsker = (entry: Entry, setting: Setting) => (isOfRow(entry) ? tells(entry, setting) : {});
  return { ...row(step, clause, askers, more), forAsker };
}

const people = (directory: Directory, ids: readonly string[]) =>
  directory.staff.filter((each) => each.active && ids.includes(each.id));

/** The first of several audiences in which there is somebody. */
const firstOf = (...audiences: readonly (readonly Person[])[]) =>
  audiences.find((audience) => audience.length > 0) ?? [];

const leadsOf = (directory: Directory, section: string | undefined) =>
  staffOf(directory, section).filter((each) => leads(each, section));

/** What the told have to keep next: the entry starts the clock of it, one at most. */
const NEXT: readonly ClockName[] = ['dispatch', 'acceptance', 'arrival', 'handling'];
const TO_GO_ON: readonly ClockName[] = [...NEXT, 'follow-up'];

/** Whether somebody will read what they are told: they are there, or somebody is in their place. */
const isThere = (person: Person, directory: Directory) =>
  isAvailable(person, directory) || (person.active && standInOf(person, directory) !== undefined);

/** Whom a complaint is against: nobody hears of it in their place. */
const isKept =
  (sheet: Sheet, directory: Directory) =>
  (person: Person): boolean =>
    isRecused(person, sheet, directory);

/** Who is to see to what is owed: whoever owes it, of a section its supervisors or, where none of them is there, its manager. */
function owers(owes: Owes, { sheet, directory }: Setting): readonly Person[] {
  const owing = people(directory, peopleOwing(owes, directory));
  return firstOf(
    owing.filter((person) => isThere(person, directory)),
    managersOf(directory, owes.section, isKept(sheet, directory)),
    owing,
  );
}

/**
 * Those who are to hear of it and, where none of them is there, also whoever owes what is to go on: else nobody would
 * hear of it who can do it (A1.3). An audience in which nobody ever was hears nothing.
 */
function heardBy(audience: readonly Person[], setting: Setting): readonly Person[] {
  const { sheet, directory } = setting;
  if (audience.length === 0 || audience.some((person) => isThere(person, directory))) return audience;
  const next = sheet.clocks.filter((clock) => isLive(clock) && TO_GO_ON.includes(clock.name));
  return [...audience, ...next.flatMap(({ owes }) => owers(owes, setting))];
}

/** Whoever leads a section, or led it before they left. */
function heardByLeads(section: string | undefined, setting: Setting): readonly Person[] {
  const ever = setting.directory.staff.filter((each) => leads(each, section));
  return heardBy(
    ever.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    setting,
  );
}

const deskOf = (directory: Directory) => customerServiceOf(directory)?.id;
/** Customer service's leaders, unless the complaint is somebody else's. */
const reported = (_entry: Entry, setting: Setting) => {
  const { sheet, directory } = setting;
  const isUsual = authorityRole(sheet, directory) === undefined;
  return isUsual ? heardByLeads(deskOf(directory), setting) : [];
};

/** Whose a complaint is that does not take the usual way (B5.2.2c): they alone hear of it. */
const authority = (_entry: Entry, { sheet, directory }: Setting) => authorityOf(sheet, directory);

const desk = (entry: Entry, setting: Setting) => firstOf(authority(entry, setting), reported(entry, setting));

const handler = (entry: EntryOf<'accept' | 'assign'>, { directory }: Setting) =>
  people(directory, [entry.handler]);

/** Whoever was contacted first, of what somebody else did (A1.6a). */
const firstContact = ({ actor }: Entry, { sheet, directory }: Setting): readonly Person[] =>
  [actor.id, actor.standInFor].includes(sheet.firstContact)
    ? []
    : directory.staff.filter(({ id }) => id === sheet.firstContact);

const next = (entry: Entry): About | undefined => startedBy(entry, NEXT);

function startedBy({ clocks }: Entry, names: readonly ClockName[]): About | undefined {
  const clock = clocks?.find((each) => names.includes(each.name));
  return clock === undefined ? undefined : { id: clock.id, name: clock.name, dueAt: clock.dueAt };
}

const clockOf = (sheet: Sheet, id: string) => sheet.clocks.find((each) => each.id === id);

/** A reopened sheet falls to whoever owes the clock that the entry starts; the sheet itself may have moved on since. */
function reopenedTo(entry: Entry, setting: Setting): readonly Person[] {
  const { clocks = [] } = entry;
  const started = clocks.find(({ name }) => name === 'acceptance' || name === 'dispatch');
  const section = started === undefined ? setting.sheet.section : started.owes.section;
  return section === undefined ? desk(entry, setting) : heardByLeads(section, setting);
}

/** Whoever has it in hand now; the last resort is whoever answers for the desk (A1.6a). */
function urged(_entry: Entry, setting: Setting): readonly Person[] {
  const { sheet, directory } = setting;
  const inHand = sheet.handler === undefined ? [] : people(directory, [sheet.handler]);
  const afterDispute = sheet.status === 'registered' && sheet.disputed;
  const firstContact = afterDispute ? [] : people(directory, [sheet.firstContact]);
  const audience = firstOf(
    inHand,
    leadsOf(directory, sheet.section),
    authorityOf(sheet, directory),
    firstContact,
    managersOf(directory, deskOf(directory), isKept(sheet, directory)),
  );
  return heardBy(audience, setting);
}

/** Whoever asked for the advice that was given. */
function whoConsulted({ actor }: EntryOf<'advise'>, { sheet, directory }: Setting): readonly Person[] {
  const answered = sheet.consultations?.findLast(({ person }) => person === partOf(actor));
  return answered === undefined ? [] : people(directory, [answered.by]);
}

/** The sections that repair, as the telephone call reaches them: their leads, and the workers who are there (B5.2.1a). */
function repairers(_entry: Entry, { directory }: Setting): readonly Person[] {
  return directory.sections
    .filter((section) => section.function === 'repair')
    .flatMap(({ id }) => {
      const workers = staffOf(directory, id).filter(({ role }) => role === 'worker');
      // Somebody away cannot be called; whoever stands in for them can.
      const isToReach = (lead: Person) =>
        isAvailable(lead, directory) || standInOf(lead, directory) !== undefined;
      return [...leadsOf(directory, id).filter(isToReach), ...presentAmong(workers, directory)];
    });
}

function warned({ clock: id }: EntryOf<'warning'>, setting: Setting): readonly Person[] {
  return owers(clockOf(setting.sheet, id)?.owes ?? {}, setting);
}

/** A breach that a late step brought to light with itself is not raised, and nobody is mailed ("Breach"). */
function broke({ clock, owes }: EntryOf<'breach'>, { sheet, directory }: Setting): readonly Person[] {
  const isRaised = sheet.escalations.some((each) => each.clock === clock);
  return isRaised ? people(directory, peopleOwing(owes, directory)) : [];
}

/** The deadline as it was broken: if it was put off since, the letter would tell another lateness. */
function raisedOver({ clock: id }: EntryOf<'escalate'>, { sheet }: Setting): About | undefined {
  const clock = clockOf(sheet, id);
  if (clock === undefined) return undefined;
  return { ...clock, dueAt: clock.breachedAt ?? clock.originalDueAt ?? clock.dueAt };
}

const broken = ({ clock: id, dueAt, clause, owes }: EntryOf<'breach'>, { sheet }: Setting): About => {
  const name = clockOf(sheet, id)?.name;
  return { id, dueAt, clause, owes, ...(name === undefined ? {} : { name }) };
};

function warnedOf({ clock }: EntryOf<'warning'>, { sheet }: Setting): About | undefined {
  const found = clockOf(sheet, clock);
  if (found === undefined) return undefined;
  const { id, name, dueAt, clause } = found;
  return { id, name, dueAt, clause };
}

const handsOn = { clock: next };

/** The signature that whoever asked is to set afterwards. */
const signs = { clock: (entry: Entry) => startedBy(entry, ['countersign']) };

/** What was promised with an entry, soonest first; the signature is no promise to who sets it. */
const promisedIn = ({ clocks = [] }: Entry): Pick<ForAsker, 'promised'> => {
  const promised = clocks.filter(({ name }) => name !== 'countersign');
  return promised.length === 0
    ? {}
    : {
        promised: promised
          .map(({ name, dueAt }) => ({ promise: name, dueAt }))
          .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1)),
      };
};

const nameOf = (id: string, { staff }: Directory) => staff.find((each) => each.id === id)?.name ?? id;

const registered = (entry: EntryOf<'open'>, { directory }: Setting): ForAsker => ({
  ...promisedIn(entry),
  firstContact: nameOf(entry.firstContact, directory),
});

const inHandOf = (entry: EntryOf<'accept'>, { directory }: Setting): ForAsker => ({
  ...promisedIn(entry),
  handler: nameOf(entry.handler, directory),
});

const AMENDABLE: { readonly [F in keyof AmendedFields]-?: true } = {
  ...{ subject: true, details: true, resident: true, category: true, simple: true, urgent: true },
  ...{ complaint: true, appointment: true },
};
const isAmendable = (field: string): field is keyof AmendedFields => Object.hasOwn(AMENDABLE, field);

const amended = ({ fields }: EntryOf<'amend'>): ForAsker => ({
  changed: Object.keys(fields).filter(isAmendable),
  ...defined({ appointment: fields.appointment }),
});

/** Whoever has it in hand, of another time that was agreed. */
const whoComes = ({ fields }: EntryOf<'amend'>, { sheet, directory }: Setting): readonly Person[] =>
  fields.appointment === undefined || sheet.handler === undefined ? [] : people(directory, [sheet.handler]);

/** A kind without a row does not compile. */
// biome-ignore format: a table reads best with one row a line
const ROWS: { readonly [K in SheetNoticeKind]: readonly [Row, ...Row[]] } = {
  complaint: [
    row('open', 'B5.2.2b', reported, { ...handsOn, when: (entry) => entry.kind === 'complaint' }),
    row('open', 'B5.2.2c', authority, { ...handsOn, when: (entry) => entry.kind === 'complaint' }),
    row('amend', 'B5.2.2c', authority, { ...handsOn, when: (entry) => entry.rerouted === true }),
  ],
  'hand-over': [row('hand-over', 'B5.2a', ({ section }, setting) => heardByLeads(section, setting), { ...handsOn, message: (entry) => entry.opinion })],
  dispute: [row('dispute', 'A1.3', desk, { ...handsOn, message: (entry) => entry.reason })],
  reopening: [
    row('follow-up', 'B5.2.2d', reopenedTo, { ...handsOn, when: (entry) => entry.reached && !entry.resolved, message: (entry) => entry.feedback }),
    row('object', 'B5.2.2d', reopenedTo, { ...handsOn, message: (entry) => entry.reason }),
  ],
  accept: [row('accept', 'B5.2b', handler, handsOn)],
  assign: [row('assign', 'B5.2.1a', handler, handsOn)],
  appointed: [{ ...row('amend', 'B5.2.1b', whoComes, { message: (entry) => entry.reason }), agreed: (entry) => (entry.step === 'amend' ? entry.fields.appointment : undefined) }],
  urge: [row('urge', 'A1.6a', urged, { message: (entry) => entry.message })],
  urgent: [
    row('open', 'B5.2.1a', repairers, { ...handsOn, when: (entry) => entry.urgency === 'urgent' }),
    row('amend', 'B5.2.1a', repairers, { when: ({ result }) => result?.urgency === 'urgent' }),
  ],
  question: [row('consult', 'A1.6c', ({ person }, { directory }) => people(directory, [person]), { message: (entry) => entry.question })],
  advice: [row('advise', 'A1.6c', whoConsulted, { message: (entry) => entry.text })],
  warning: [row('warning', 'A1.3', warned, { clock: warnedOf })],
  breach: [row('breach', 'A1.3', broke, { clock: broken })],
  escalation: [row('escalate', 'B3b', ({ to }, { directory }) => people(directory, to), { clock: raisedOver })],
  chosen: [row('open', 'A1.6a', firstContact, handsOn)],
  disputed: [row('dispute', 'A1.6a', firstContact, { ...handsOn, message: (entry) => entry.reason })],
  returned: [row('return', 'B5.2.2d', (entry, setting) => heardBy(firstContact(entry, setting), setting), { clock: (entry) => startedBy(entry, ['follow-up']), message: (entry) => entry.opinion })],
  overdue: [row('breach', 'A1.6a', firstContact, { clock: broken })],
  opened: [toAsker('open', 'A1.6a', { ...signs, tells: registered })],
  comes: [toAsker('accept', 'B5.2b', { tells: inHandOf })],
  amended: [toAsker('amend', 'B5.1a', { ...signs, tells: amended, message: (entry) => entry.reason })],
  withdrawn: [toAsker('withdraw', 'B3a', { message: (entry) => entry.reason })],
  answer: [toAsker('answer', 'A1.6b', { message: (entry) => entry.answer })],
  reply: [toAsker('reply', 'A1.6c', { message: (entry) => entry.message })],
  declined: [toAsker('decline', 'B1', { message: (entry) => entry.reason })],
  resolved: [toAsker('follow-up', 'B5.2.2d', { when: (entry) => entry.reached && entry.resolved === true })],
  reopened: [toAsker('follow-up', 'B5.2.2d', { when: (entry) => entry.reached && !entry.resolved, tells: promisedIn })],
  unreached: [toAsker('follow-up', 'B5.2.2d', { when: (entry) => !entry.reached })],
};

const isOfSheets = (kind: NoticeKind): kind is SheetNoticeKind => Object.hasOwn(ROWS, kind);

/** All rows: of several that tell one reader of one entry, the first does. */
export const NOTICE_ROWS: readonly NoticeRow[] = NOTICE_KINDS.filter(isOfSheets).flatMap((kind) =>
  ROWS[kind].map((each) => ({ kind, ...each })),
);
