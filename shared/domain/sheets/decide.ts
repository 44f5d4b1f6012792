/** What a step comes to: the events that it writes, or why it is refused. Pure. */

import { clockFault, exemptionBarrier, exemptionFault } from '../clocks/exemption.ts';
import { isAuthority, isHolder, isRecused, maySectionReceive } from '../complaints/recusal.ts';
import { keepingAccused, leavesOutAccused, rerouting } from '../complaints/rerouting.ts';
import { defined } from '../kernel/defined.ts';
import { DAY_MS, HOUR_MS } from '../kernel/duration.ts';
import { asAnyOf, DomainError, forbidden, invalid, notAllowed } from '../kernel/errors.ts';
import { attachmentsOf, type FoundFiles, filesFault, hashesOf } from '../kernel/files.ts';
import { canonical } from '../kernel/ledger.ts';
import { localDay, localTime } from '../kernel/local-time.ts';
import { differing } from '../model/amendment.ts';
import { isLive } from '../model/clock.ts';
import type { Actor, Directory, Person } from '../model/directory.ts';
import type {
  AmendedFields,
  Command,
  Complaint,
  DrawnSignature,
  HandedOver,
  InHand,
  Sheet,
  SheetEvent,
  StepName,
} from '../model/sheet.ts';
import { isSignatureOwed } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import { type SetLimits, urgeWait } from '../organisation/limits.ts';
import { sectionOf, staffOf } from '../organisation/organisation.ts';
import { isAvailable, isOnLeave } from '../organisation/presence.ts';
import { isAmongColleagues } from './among-colleagues.ts';
import { isResidentHidden } from './anonymity.ts';
import { appointmentFault } from './appointment.ts';
import { isRated, mayClose, objectionUntil } from './closing.ts';
import { evolve } from './evolve.ts';
import { headBytes, MOST_HEAD_BYTES, takesRoom } from './head-room.ts';
import { withOwes } from './owing.ts';
import { isAsker, isConsulted } from './parts.ts';
import { accusedFault, residentFault } from './references.ts';
import { isViaStaff } from './resident-link.ts';
import { declinerOf, type SaidStep, triesOf } from './results.ts';
import { bringsDebt, changesSignedWords, signerFault } from './signatures.ts';
import { rowsFor, type StepRow, takesPart } from './steps.ts';
import { timed } from './timed.ts';
import { urgencyOf } from './urgency.ts';
import { sees } from './visibility.ts';

/** From so many entries on there is no more talk, so that what is left is enough to bring it to an end. */
export const MOST_TALK = 800;
const TALK: readonly StepName[] = ['note', 'consult', 'reply', 'urge', 'amend'];
/** At most so many entries; from then on only steps that end something (contract section 3). */
export const MOST_ENTRIES = 1000;
/** At most so many files are attached to one sheet before its end: its head tells of each. */
const MOST_FILES = 250;
/** A ledger takes at most so many bytes with all its values; from then on only steps that end something (contract section 3). */
export const MOST_LEDGER_BYTES = 2 * 1024 * 1024;

export interface StepContext {
  readonly now: string;
  /** Versions one of which the sheet must be in (`If-Match`); none: any. */
  readonly expected?: readonly number[] | undefined;
  /** Whom an amended `resident.id` names, if the directory knows them. */
  readonly resident?: Person | undefined;
  /** Who asked, if the directory knows them. */
  readonly asker?: Person | undefined;
  /** What was found of the files that the command names. */
  readonly files?: FoundFiles | undefined;
  /** How often somebody may urge; unless given, as the contract has it. */
  readonly limits?: SetLimits;
  /** How many bytes the ledger takes so far. */
  readonly bytes?: number | undefined;
  /** Of the resident by link: the generation of that link. */
  readonly generation?: number | undefined;
}

/**
 * Decides a step of somebody who may act as several, themselves first: as the first who may sign it. Otherwise as
 * `decide`.
 */
export function decideAs(
  sheet: Sheet,
  command: Command,
  actors: readonly Actor[],
  directory: Directory,
  context: StepContext,
): readonly SheetEvent[] | DomainError {
  const nobody = new DomainError('not-found', 'not-visible');
  return asAnyOf(actors, (actor) => decide(sheet, command, actor, directory, context), nobody);
}

/**
 * Decides a step on a sheet.
 *
 * Takes the sheet, the command in proper form, who signs it, the site's directory and the present instant;
 * gives the events to append, in order, all of one new version, or a DomainError. Checked in the contract's
 * order: `not-found` (may not see it), `forbidden`, `version-conflict`, `validation-failed`, `step-not-allowed`,
 * `too-many-requests`.
 */
export function decide(
  stored: Sheet,
  command: Command,
  actor: Actor,
  directory: Directory,
  context: StepContext,
): readonly SheetEvent[] | DomainError {
  const judged = judge(stored, command, actor, directory, context);
  return judged instanceof DomainError ? judged : judged.events;
}

/** A step that may be taken: by which row of the table, who signs it, and what comes of it. */
export interface Judged {
  readonly row: StepRow;
  readonly actor: Actor;
  readonly events: readonly SheetEvent[];
}

/**
 * The same with what allows the step. `sheet` is that which is stored with who owes its clocks now, for who asks about
 * many commands.
 */
export function judge(
  stored: Sheet,
  command: Command,
  actor: Actor,
  directory: Directory,
  context: StepContext,
  sheet: Sheet = 'clock' in command ? withOwes(stored, directory) : stored,
): Judged | DomainError {
  if (!sees(actor, stored, directory)) {
    return isTaken(stored, command, actor, directory)
      ? notAllowed('taken-by-a-colleague')
      : new DomainError('not-found', 'not-visible');
  }
  const { expected, generation } = context;
  const rows = rowsFor(sheet, command, directory);
  const mine = rows.filter((row) => takesPart(row, actor, sheet, directory, command));
  // Nobody owes or excuses a clock that is not there, so nobody would ever be told that it is not.
  if (mine.length === 0) return clockFault(sheet, command) ?? forbidden(whoElse(rows));
  // It takes their signature at the desk (B1), which nobody sees drawn here.
  if (generation !== undefined && command.step === 'withdraw' && sheet.kind === 'complaint') {
    return forbidden('complaint-not-by-link');
  }
  if (expected !== undefined && !expected.includes(sheet.version)) {
    return new DomainError('version-conflict', 'version-moved-on');
  }
  const bad = fault(sheet, command, actor, directory, context);
  if (bad !== undefined) return bad;
  const row = mine.find(({ kinds, from }) => kinds.includes(sheet.kind) && from.includes(sheet.status));
  if (row === undefined) return notAllowed('not-in-this-state');
  // Nothing that somebody types may come to a sheet of which it was taken away.
  if (sheet.erased === true) return notAllowed('erased-already');
  const said = saidOf(sheet, command, actor, directory, context);
  if (row.ends !== true && isFull(sheet, said, context.bytes)) return notAllowed('ledger-full');
  if (TALK.includes(command.step) && sheet.entries >= MOST_TALK) return notAllowed('nearly-full');
  const barred =
    recusalBarrier(sheet, command, directory) ??
    absenceBarrier(command, actor, directory) ??
    barrier(sheet, command, actor, directory, context);
  if (barred !== undefined) return barred;
  const events = timed(stored, said, directory);
  const isRoomLeft =
    !takesRoom(command, row.ends === true) ||
    headBytes(events.reduce<Sheet>(evolve, stored)) <= MOST_HEAD_BYTES;
  return isRoomLeft ? { row, actor, events } : notAllowed('ledger-full');
}

/**
 * Whether somebody accepts what a colleague of their section has taken (contract section 1): who saw it while nobody had
 * it, and might have accepted it then, is told so and not that there is no such sheet.
 */
function isTaken(sheet: Sheet, command: Command, actor: Actor, directory: Directory): boolean {
  if (command.step !== 'accept' || !isInHand(sheet) || sheet.section === undefined) return false;
  const { handler: _handler, section, ...rest } = sheet;
  const before: HandedOver = { ...rest, status: 'handed-over', section, binding: false };
  return (
    sees(actor, before, directory) &&
    rowsFor(before, command, directory).some((row) => takesPart(row, actor, before, directory, command))
  );
}

const isInHand = (sheet: Sheet): sheet is InHand =>
  sheet.status === 'accepted' || sheet.status === 'on-site' || sheet.status === 'completed';

/** Whoever a complaint is against neither handles it nor leads who does (B5.2.2c). */
function recusalBarrier(sheet: Sheet, command: Command, directory: Directory): DomainError | undefined {
  if (command.step === 'hand-over' && !maySectionReceive(command.section, sheet, directory)) {
    return notAllowed('section-complained-of');
  }
  if (command.step === 'consult') return consultBarrier(sheet, command.person, directory);
  if (command.step !== 'accept' && command.step !== 'assign') return undefined;
  const { handler } = command;
  return handler !== undefined && isRecused({ id: handler }, sheet, directory)
    ? notAllowed('handler-complained-of')
    : undefined;
}

/** Nobody who is on leave is made handler by somebody else; who is there all the same may take it (contract section 2). */
function absenceBarrier(command: Command, actor: Actor, directory: Directory): DomainError | undefined {
  if (command.step !== 'accept' && command.step !== 'assign') return undefined;
  const { handler } = command;
  if (handler === undefined || handler === partOf(actor)) return undefined;
  const named = directory.staff.find(({ id }) => id === handler);
  return named !== undefined && isOnLeave(named, directory) ? notAllowed('handler-on-leave') : undefined;
}

/** Consulted is staff of the site who is active and not complained of, one question at a time (A1.6c). */
function consultBarrier(sheet: Sheet, id: string, directory: Directory): DomainError | undefined {
  const person = directory.staff.find((each) => each.id === id);
  if (person?.active !== true || isRecused(person, sheet, directory))
    return notAllowed('not-to-be-consulted');
  return isConsulted({ id }, sheet) ? notAllowed('consulted-already') : undefined;
}

/** Bad input that shows only against the sheet and the directory. */
function fault(
  sheet: Sheet,
  command: Command,
  actor: Actor,
  directory: Directory,
  { resident, asker, now, files, generation }: StepContext,
): DomainError | undefined {
  const unfit =
    filesFault(command.files, files, actor.id, now) ??
    performedFault(sheet, command, now) ??
    signatureFault(sheet, command, actor, directory);
  if (unfit !== undefined) return unfit;
  if ('adopted' in command && command.adopted !== undefined && sheet.kind !== 'suggestion') {
    return invalid('/adopted', 'not-for-this-kind');
  }
  switch (command.step) {
    case 'hand-over':
      if (sectionOf(directory, command.section) === undefined) return invalid('/section', 'unknown-section');
      if (staffOf(directory, command.section).length === 0) return invalid('/section', 'nobody-to-receive');
      return undefined;
    case 'accept':
      return acceptFault(sheet, command.handler, actor, directory);
    case 'assign':
      return sheet.section === undefined ? undefined : handlerFault(sheet, command.handler, actor, directory);
    case 'complete':
      return command.noVisit === true && sheet.kind !== 'repair'
        ? invalid('/noVisit', 'not-for-this-kind')
        : undefined;
    case 'amend':
      return (
        amendFault(sheet, command.fields, now) ??
        residentFault(command.fields.resident, resident, directory, '/fields/resident') ??
        accusedFault(command.fields.complaint, directory, '/fields/complaint')
      );
    case 'countersign':
      // Before somebody else, and by a link, the resident draws; who is logged in as themselves need not.
      return command.signature === undefined && (generation !== undefined || !isAsker(actor, sheet))
        ? invalid('/signature', 'required')
        : undefined;
    case 'withdraw':
      return isAsker(actor, sheet) ? undefined : wordFault(sheet, command);
    case 'answer':
    case 'reply':
    case 'decline':
      return command.by === undefined && !isReachedByLetter(sheet, asker, directory)
        ? invalid('/by', 'told-how')
        : undefined;
    case 'request-exemption':
    case 'grant-exemption':
    case 'refuse-exemption':
      return exemptionFault(sheet, command, now);
    case 'dispute':
    case 'consult':
    case 'advise':
    case 'note':
    case 'rate':
    case 'object':
    case 'arrive':
    case 'return':
    case 'receive':
    case 'follow-up':
    case 'urge':
    case 'write-off':
    case 'archive':
      return undefined;
    default:
      return command satisfies never;
  }
}

/** Whether a letter of the product reaches who asked; else somebody tells them, and says how. */
function isReachedByLetter(
  { resident, requester }: Sheet,
  known: Person | undefined,
  { staff }: Directory,
): boolean {
  const asker = requester === undefined ? known : staff.find(({ id }) => id === requester.person);
  const isKnown = requester !== undefined || resident?.id !== undefined;
  return isKnown && asker?.active === true && asker.email !== undefined;
}

/** At the desk a request is withdrawn on the resident's recorded word, a complaint by their signature (B1). */
function wordFault(
  sheet: Sheet,
  { record, files = [], signature }: Extract<Command, { step: 'withdraw' }>,
): DomainError | undefined {
  if (signature !== undefined) return undefined;
  if (sheet.kind === 'complaint') return invalid('/signature', 'required');
  return record === undefined && files.length === 0 ? invalid('/record', 'word-on-record') : undefined;
}

/** A signature is the resident's, as whoever is shown the resident can tell (B5.1c). */
function signatureFault(
  sheet: Sheet,
  command: Command,
  actor: Actor,
  directory: Directory,
): DomainError | undefined {
  if (!('signature' in command) || isResidentHidden(actor, sheet, directory)) return undefined;
  const named = command.step === 'amend' ? command.fields.resident : undefined;
  return signerFault(command.signature, named ?? sheet.resident);
}

/** Done in the last day, not in the future, and not before the sheet came to be where it is. */
function performedFault(sheet: Sheet, command: Command, now: string): DomainError | undefined {
  const done = 'performedAt' in command ? command.performedAt : undefined;
  if (done === undefined) return undefined;
  const earliest = new Date(Date.parse(now) - DAY_MS).toISOString();
  const isPossible = done <= now && done >= earliest && done >= (sheet.statusSince ?? sheet.openedAt);
  return isPossible ? undefined : invalid('/performedAt', 'performed-when');
}

/** A repair needs a handler unless a worker accepts, who then is it (B5.2.1a). */
function acceptFault(
  sheet: Sheet,
  handler: string | undefined,
  actor: Actor,
  directory: Directory,
): DomainError | undefined {
  if (sheet.kind === 'repair' && actor.role === 'worker') {
    return handler === undefined || handler === partOf(actor)
      ? undefined
      : invalid('/handler', 'worker-handles-it');
  }
  if (handler === undefined) return sheet.kind === 'repair' ? invalid('/handler', 'required') : undefined;
  if (sheet.section !== undefined) return handlerFault(sheet, handler, actor, directory);
  // An authority that accepts a complaint has no section, and handles it itself (B5.2.2c).
  const isSomebodyElse = handler !== partOf(actor) && isAuthority(actor, sheet, directory);
  return isSomebodyElse ? invalid('/handler', 'not-staff-of-section') : undefined;
}

/** The handler is of the section; where nobody is there it may be who signs in its place. */
function handlerFault(
  sheet: Sheet,
  handler: string,
  actor: Actor,
  directory: Directory,
): DomainError | undefined {
  const staff = staffOf(directory, sheet.section);
  const isInPlace = handler === partOf(actor) && !staff.some((each) => isAvailable(each, directory));
  const isKnown = isInPlace || staff.some(({ id }) => id === handler);
  return isKnown ? undefined : invalid('/handler', 'not-staff-of-section');
}

function amendFault(sheet: Sheet, fields: AmendedFields, now: string): DomainError | undefined {
  if (sheet.kind !== 'repair') {
    for (const name of ['category', 'simple', 'urgent', 'appointment'] as const) {
      if (fields[name] !== undefined) return invalid(`/fields/${name}`, 'not-for-this-kind');
    }
  }
  if (sheet.kind !== 'complaint' && fields.complaint !== undefined) {
    return invalid('/fields/complaint', 'not-for-this-kind');
  }
  if (fields.resident !== undefined && sheet.requester !== undefined) {
    return invalid('/fields/resident', 'either-resident-or-requester');
  }
  if (fields.appointment !== undefined && urgencyOf({ ...sheet, ...fields }) === 'urgent') {
    return invalid('/fields/appointment', 'not-for-urgent');
  }
  return appointmentFault(fields.appointment, now, '/fields/appointment');
}

/** Why somebody whose part it usually is may not sign it this time. */
function whoElse(rows: readonly StepRow[]): 'manager-hands-over' | 'not-your-step' {
  return rows.some((row) => row.when === 'disputed') ? 'manager-hands-over' : 'not-your-step';
}

/** Whether more entries find no room; passing a returned sheet on writes two. */
function isFull(sheet: Sheet, said: readonly SaidStep[], bytes = 0): boolean {
  const files = said.flatMap(({ fileHashes = [] }) => fileHashes);
  return (
    sheet.entries + said.length > MOST_ENTRIES ||
    bytes + Buffer.byteLength(canonical(said)) > MOST_LEDGER_BYTES ||
    (files.length > 0 && sheet.files.length + files.length > MOST_FILES)
  );
}

/** Rules about what came before on this very sheet. */
function barrier(
  sheet: Sheet,
  command: Command,
  actor: Actor,
  directory: Directory,
  { now, limits, generation }: StepContext,
): DomainError | undefined {
  if (command.step === 'dispute' && sheet.status === 'handed-over') {
    if (sheet.binding) return notAllowed('binding-hand-over');
    if (sheet.disputedBy.includes(sheet.section)) return notAllowed('disputed-before');
  }
  if (command.step === 'receive' && sheet.status === 'returned' && sheet.received) {
    return notAllowed('already-received');
  }
  if (command.step === 'archive' && (isSignatureOwed(sheet) || bringsDebt(sheet, command))) {
    return notAllowed('signature-owed');
  }
  if (command.step === 'archive' && !mayClose(sheet, now)) return notAllowed('archive-waits');
  if (command.step === 'countersign' && !isSignatureOwed(sheet) && sheet.phoneUnsigned !== true) {
    return notAllowed('no-signature-owed');
  }
  if (command.step === 'write-off') return writeOffBarrier(sheet, now);
  if (command.step === 'decline' && sheet.declinedBy?.includes(declinerOf(sheet)) === true) {
    return notAllowed('declined-before');
  }
  // What counts for nothing keeps nobody from having their say.
  const { rated } = sheet.followUp ?? {};
  if (command.step === 'rate' && rated !== undefined && (isRated(sheet) || isViaStaff(generation))) {
    return notAllowed('rated-already');
  }
  if (command.step === 'object') return objectionBarrier(sheet, now);
  if (command.step === 'follow-up' && !command.reached) {
    return tryBarrier(sheet, now, directory.site.timeZone);
  }
  if (
    command.step === 'request-exemption' ||
    command.step === 'grant-exemption' ||
    command.step === 'refuse-exemption'
  ) {
    return exemptionBarrier(sheet, command);
  }
  return command.step === 'urge' ? urgeBarrier(sheet, actor, now, limits) : undefined;
}

/** Urging again waits: whoever asked, and each of the staff, for their own last time (contract section 1, "Limits a person"). */
function urgeBarrier(
  sheet: Sheet,
  actor: Actor,
  now: string,
  limits: SetLimits | undefined,
): DomainError | undefined {
  const asks = isAsker(actor, sheet);
  const last = asks ? sheet.urgedAt : sheet.urged?.[actor.id];
  if (last === undefined || limits === 'off') return undefined;
  const wait = Date.parse(last) + urgeWait(asks, limits) - Date.parse(now);
  return wait > 0
    ? new DomainError('too-many-requests', 'urged-just-now', { retryAfter: Math.ceil(wait / 1000) })
    : undefined;
}

/** Time is left for a signature before it is written off (contract section 3). */
const WRITE_OFF_AFTER_MS = 3 * DAY_MS;

function writeOffBarrier(sheet: Sheet, now: string): DomainError | undefined {
  if (!isSignatureOwed(sheet)) return notAllowed('no-signature-owed');
  const clock = sheet.clocks.find((each) => each.name === 'countersign' && isLive(each));
  const owedFor = Date.parse(now) - Date.parse(clock?.startedAt ?? sheet.openedAt);
  return owedFor < WRITE_OFF_AFTER_MS ? notAllowed('write-off-too-early') : undefined;
}

const MOST_OBJECTIONS = 2;

function objectionBarrier(sheet: Sheet, now: string): DomainError | undefined {
  const { objections = [] } = sheet;
  if (objections.length >= MOST_OBJECTIONS) return notAllowed('objected-twice');
  const until = objectionUntil(sheet);
  return until !== undefined && now > until ? notAllowed('objected-too-late') : undefined;
}

const BETWEEN_TRIES_MS = 2 * HOUR_MS;
/** By day: from 08:00 to before 21:00. */
const [FROM_HOUR, TO_HOUR] = ['08:00', '21:00'];

/** Nobody is reached by three calls in a row, nor at night, nor on one day alone (B5.2.2d). */
function tryBarrier(sheet: Sheet, now: string, timeZone: string): DomainError | undefined {
  const { attempts, tries, uncounted } = triesOf(sheet);
  const hour = localTime(now, timeZone).slice(-FROM_HOUR.length);
  if (hour < FROM_HOUR || hour >= TO_HOUR) return notAllowed('tried-at-night');
  const [first] = tries;
  const last = [...tries, ...(uncounted === undefined ? [] : [uncounted])].toSorted().at(-1);
  if (last !== undefined && Date.parse(now) - Date.parse(last) < BETWEEN_TRIES_MS) {
    return notAllowed('tried-just-now');
  }
  const isThird = attempts === 2 && sheet.phoneUnsigned !== true;
  const isSameDay = first !== undefined && localDay(first, timeZone) === localDay(now, timeZone);
  return isThird && isSameDay ? notAllowed('third-try-same-day') : undefined;
}

/** What the step's entries say, before the rules make anything of it. */
function saidOf(
  sheet: Sheet,
  command: Command,
  actor: Actor,
  directory: Directory,
  { now, files, generation }: StepContext,
): readonly SaidStep[] {
  const at = now > sheet.updatedAt ? now : sheet.updatedAt;
  const version = sheet.version + 1;
  const via = isViaStaff(generation) ? ('staff' as const) : undefined;
  const bare = { seq: sheet.entries + 1, at, actor, version, ...defined({ generation, via }) };
  const fileHashes = hashesOf(command.files, files);
  const attached = attachmentsOf(command.files, files);
  const attachments = isAmongColleagues(command.step)
    ? attached.map((each) => ({ ...each, internal: true as const }))
    : attached;
  const base = fileHashes.length === 0 ? bare : { ...bare, fileHashes, attachments };
  switch (command.step) {
    case 'accept':
      return [{ ...base, ...command, handler: command.handler ?? partOf(actor) }];
    case 'amend':
      return [{ ...base, ...command, ...amendment(sheet, command, actor, directory) }];
    case 'object':
      return [{ ...base, ...command, ...passedBack(sheet, command, directory) }];
    case 'hand-over':
    case 'follow-up': {
      const passing = {
        ...base,
        ...command,
        ...passedBack(sheet, command, directory),
      };
      // Passing a returned sheet on signs for its return as well (B5.2b).
      return sheet.status === 'returned' && !sheet.received
        ? [
            { ...bare, step: 'receive' },
            { ...passing, seq: base.seq + 1 },
          ]
        : [passing];
    }
    default:
      return [{ ...base, ...command }];
  }
}

/** The new words of an amendment: who was complained of stays in them, unless the director takes them out. */
function amendment(
  sheet: Sheet,
  { fields: given, signature }: Extract<Command, { step: 'amend' }>,
  actor: Actor,
  directory: Directory,
) {
  const takesOut = leavesOutAccused(sheet, given) && isHolder(actor, 'director', sheet, directory);
  const { complaint } = given;
  const kept =
    complaint === undefined ? given : { ...given, complaint: keeping(sheet, complaint, takesOut, signature) };
  const whole = keepingId(sheet, kept);
  const isToSign = signature !== undefined || changesSignedWords(sheet, whole, takesOut);
  return {
    ...differing(sheet, whole),
    ...(takesOut ? { takesOut: true as const } : {}),
    ...(isToSign ? { toSign: true as const } : {}),
    ...rerouting(sheet, { words: complaint, shown: whole.complaint }, directory, takesOut),
  };
}

/** What the words of a complaint keep of before: whom it is against and, unless whoever complains signs, that it is anonymous. */
function keeping(
  sheet: Sheet,
  words: Complaint,
  takesOut: boolean,
  signature: DrawnSignature | undefined,
): Complaint {
  const complaint = takesOut ? words : keepingAccused(sheet, words);
  const isKept = sheet.complaint?.anonymous === true && signature === undefined;
  return isKept ? { ...complaint, anonymous: true } : complaint;
}

const passedBack = (sheet: Sheet, command: Command, directory: Directory) =>
  returnsToAccused(sheet, command, directory) ? { takenBack: true as const } : {};

/** Whether a follow-up would reopen it for a section whose leaders have come to be complained of since (B5.2.2c). */
function returnsToAccused(sheet: Sheet, command: Command, directory: Directory): boolean {
  const isUnresolved = command.step === 'follow-up' && command.reached && command.resolved !== true;
  if (!isUnresolved && command.step !== 'object') return false;
  return sheet.section !== undefined && !maySectionReceive(sheet.section, sheet, directory);
}

/** Whose sheet it is stays, unless the amendment names another resident. */
function keepingId(sheet: Sheet, fields: AmendedFields): AmendedFields {
  const id = fields.resident?.id ?? sheet.resident?.id;
  return fields.resident === undefined || id === undefined
    ? fields
    : { ...fields, resident: { ...fields.resident, id } };
}
