/**
 * What the rules make of a step, one row a step: the status that the sheet then has and in whose hands it is, which clocks
 * stop, whether a signature is owed. It is written into the step's entry, and the fold copies it from there. Pure.
 */

import { appointedAnew, stopClocks } from '../clocks/clocks.ts';
import { exempted } from '../clocks/exemption.ts';
import { responsibilityAt } from '../clocks/responsibility.ts';
import { defined } from '../kernel/defined.ts';
import { difference, patched } from '../kernel/patch.ts';
import { amendedFields } from '../model/amendment.ts';
import type { Clock } from '../model/clock.ts';
import type { Directory } from '../model/directory.ts';
import type {
  Decided,
  Decliner,
  FollowUp,
  Place,
  Result,
  SaidEvent,
  Sheet,
  SheetEvent,
  Status,
} from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import { historyAfter } from './hand-overs.ts';
import { answerableFor } from './owing.ts';
import { hasObjected, isAsker } from './parts.ts';
import { linkAfter, linkAtOpening } from './resident-link.ts';
import { resultOfRinging } from './ringing.ts';
import { bringsDebt, changesSignedWords, isOwedAtOpening } from './signatures.ts';
import { urgencyOf } from './urgency.ts';

type Said<S extends SaidEvent['step']> = Extract<SaidEvent, { step: S }>;
type Step = Exclude<SaidEvent['step'], 'open'>;
export type SaidStep = Said<Step>;

type Row<S extends Step> = (sheet: Sheet, said: Said<S>) => Result;

const ROWS: { readonly [S in Step]: Row<S> } = {
  answer: () => ({ ...standing({ status: 'answered' }), askerInformed: true }),
  'hand-over': (sheet, { section }) => ({
    ...standing({ status: 'handed-over', section, binding: sheet.status === 'registered' && sheet.disputed }),
    sections: adding(sheet.sections, section),
  }),
  accept: handled,
  dispute: (sheet) => ({
    ...standing({ status: 'registered', disputed: true }),
    disputedBy: sheet.section === undefined ? sheet.disputedBy : adding(sheet.disputedBy, sheet.section),
  }),
  assign: handled,
  reply: () => ({ askerInformed: true }),
  consult: () => ({}),
  advise: () => ({}),
  note: () => ({}),
  decline: (sheet) => ({
    ...standing({ status: 'answered' }),
    ...{ askerInformed: true, owesSignature: false, declined: true },
    declinedBy: [...(sheet.declinedBy ?? []), declinerOf(sheet)],
  }),
  arrive: (sheet) => standing({ status: 'on-site', ...inHand(sheet) }),
  complete: (sheet) => standing({ status: 'completed', ...inHand(sheet) }),
  return: (sheet) => standing({ status: 'returned', ...inHand(sheet), received: false }),
  receive: () => ({ received: true }),
  'follow-up': followedUp,
  rate: () => ({}),
  object: (sheet, { takenBack }) => reopened(sheet, takenBack === true),
  countersign: () => ({ owesSignature: false, phoneUnsigned: null }),
  'write-off': () => ({ owesSignature: false }),
  amend: amended,
  urge: (sheet, { actor, at }) => (isAsker(actor, sheet) ? { urgedAt: at } : { urged: { [actor.id]: at } }),
  'request-exemption': (sheet, said) => ({ clocks: exempted(sheet, said) }),
  'grant-exemption': (sheet, said) => ({ clocks: exempted(sheet, said) }),
  'refuse-exemption': (sheet, said) => ({ clocks: exempted(sheet, said) }),
  withdraw: (sheet) => ({ ...standing({ status: 'withdrawn', ...heldBy(sheet) }), owesSignature: false }),
  archive: (sheet) => standing({ status: 'archived', ...heldBy(sheet) }),
  warning: resultOfRinging,
  breach: resultOfRinging,
  escalate: resultOfRinging,
  'carry-over': () => ({}),
  link: () => ({}),
  erase: () => ({}),
};

/** A step on a sheet with what the rules make of it; `directory` says who answered for the clocks that it stops. */
export function withResult(sheet: Sheet, said: SaidStep, directory: Directory): SheetEvent {
  const row = ROWS[said.step] as Row<Step>;
  const owing = bringsDebt(sheet, { files: undefined, ...said }) ? { owesSignature: true } : {};
  const decided = { ...row(sheet, said), ...owing };
  const after = withStandIn(patched(sheet, { ...decided, ...since(decided, said) }), said);
  const stopped = stopClocks(after.clocks, after, said, (clock, at) =>
    answerableFor(clock, sheet, directory, at),
  );
  const clocks = appointed(excusing(stopped, said), sheet, after, said, directory);
  const history = historyAfter(sheet, after, said);
  const link = linkAfter(sheet, said);
  return {
    ...said,
    result: difference<Partial<Decided>>(sheet, { ...after, clocks, history, ...defined({ link }) }),
  };
}

/** From where a step goes on that may have been done without a network (contract section 3, `performedAt`). */
const WAITS_FOR_WORK: readonly Status[] = ['handed-over', 'accepted', 'on-site'];

/** Since when it is where a step puts it, for as long as that matters: what is done next was done later. */
function since({ status }: Result, said: SaidEvent): Pick<Result, 'statusSince'> {
  if (status === undefined || status === null) return {};
  return { statusSince: WAITS_FOR_WORK.includes(status) ? (performedAt(said) ?? said.at) : null };
}

const performedAt = (said: SaidEvent): string | undefined =>
  'performedAt' in said ? said.performedAt : undefined;

/** What was done in time and recorded too late asks to be excused until it was recorded, by itself. */
function excusing(clocks: readonly Clock[], said: SaidStep): readonly Clock[] {
  const done = performedAt(said);
  if (done === undefined) return clocks;
  const { at, actor } = said;
  return clocks.map((clock) => {
    const isConcerned = clock.stoppedAt === at && clock.state === 'late' && done <= clock.dueAt;
    const exemption = { state: 'requested', by: actor.id, at, until: at, reason: done } as const;
    return isConcerned ? { ...clock, exemption: { ...exemption, inTime: false, performedAt: done } } : clock;
  });
}

/** An appointment that was made, moved or dropped sets the deadlines that it concerns anew. */
function appointed(
  clocks: readonly Clock[],
  before: Sheet,
  after: Sheet,
  said: SaidStep,
  directory: Directory,
): readonly Clock[] {
  if (said.step !== 'amend') return clocks;
  const isDropped = before.appointment !== undefined && after.appointment === undefined;
  const next = isDropped ? after : { ...after, ...amendedFields(after, said) };
  return isDropped || said.fields.appointment !== undefined
    ? appointedAnew(clocks, next, said, responsibilityAt(directory))
    : clocks;
}

/** An opening with what the rules make of it (contract section 3; B5.1d, B5.2.1a). */
export function openedWithResult(said: Said<'open'>): Extract<SheetEvent, { step: 'open' }> {
  const signing = said.channel === 'online' && said.signature === undefined;
  const result = begun(said);
  return {
    ...said,
    result: {
      ...result,
      ...(isOwedAtOpening(said) ? { owesSignature: true } : {}),
      ...(signing ? { loginSigns: true } : {}),
      ...defined({ link: linkAtOpening(said) }),
      ...(result.status === 'accepted' ? since(result, said) : {}),
    },
  };
}

function begun({ answer, channel, section, actor }: Said<'open'>): Result {
  if (answer !== undefined) return { status: 'answered', disputed: null, askerInformed: true };
  if (channel !== 'direct' || section === undefined) return { status: 'registered' };
  const handler = partOf(actor);
  return {
    ...{ status: 'accepted', disputed: null, section, handler, sections: [section] },
    ...(handler === actor.id
      ? { handledBy: [handler] }
      : { handledBy: [handler, actor.id], stoodIn: [actor.id] }),
  };
}

/** What belongs to other statuses is taken away. */
function standing(place: Place): Result {
  return { section: null, handler: null, disputed: null, binding: null, received: null, ...place };
}

const adding = (list: readonly string[], item: string) => (list.includes(item) ? list : [...list, item]);

/** Who had it last, for as long as there is a sheet. */
function heldBy({ section, handler }: Sheet): { section?: string; handler?: string } {
  return { ...(section === undefined ? {} : { section }), ...(handler === undefined ? {} : { handler }) };
}

/**
 * The handler of a sheet that is in hand, and its section; an authority handles in none (B5.2.2c). The steps table
 * lets no other sheet come here.
 */
function inHand(sheet: Sheet): { section?: string; handler: string } {
  const { handler } = sheet;
  if (handler === undefined) throw new Error(`sheet ${sheet.id} is in nobody's hands`);
  return { ...heldBy(sheet), handler };
}

/** Who signs for the handler in their stead has handled it as well: they see it on, and do not follow it up. */
function withStandIn(sheet: Sheet, { actor, step }: SaidStep): Sheet {
  if (actor.standInFor === undefined || actor.standInFor !== sheet.handler || step === 'follow-up')
    return sheet;
  return {
    ...sheet,
    handledBy: adding(sheet.handledBy, actor.id),
    stoodIn: adding(sheet.stoodIn, actor.id),
  };
}

function handled(sheet: Sheet, { handler }: Said<'accept' | 'assign'>): Result {
  return {
    ...standing({ status: 'accepted', ...heldBy(sheet), handler }),
    handledBy: adding(sheet.handledBy, handler),
    stoodIn: [],
  };
}

/**
 * Urgency follows the new words (B5.2.1b), and what is urgent waits for no appointment. Words that the resident signed
 * are to be signed anew unless their signature comes along; that the director took somebody out of them is not.
 */
function amended(sheet: Sheet, said: Said<'amend'>): Result {
  const { takenBack, signature, takesOut } = said;
  const fields = amendedFields(sheet, said);
  const urgency = sheet.kind === 'repair' ? urgencyOf({ ...sheet, ...fields }) : undefined;
  const isUnsigned = signature === undefined && changesSignedWords(sheet, fields, takesOut === true);
  const { resident } = fields;
  const hasNewPhone = resident !== undefined && resident.phone !== sheet.resident?.phone;
  return {
    ...(takenBack === true ? standing({ status: 'registered', disputed: false }) : {}),
    ...(urgency === undefined ? {} : { urgency }),
    ...(urgency === 'urgent' && sheet.appointment !== undefined ? { appointment: null } : {}),
    ...(isUnsigned ? { owesSignature: true } : {}),
    ...(signature === undefined ? {} : { owesSignature: false, phoneUnsigned: null }),
    ...(hasNewPhone && signature === undefined ? { phoneUnsigned: true } : {}),
  };
}

/** Customer service's manager declines once; after an objection the director does, once (B1). */
export const declinerOf = (sheet: Sheet): Decliner => (hasObjected(sheet) ? 'director' : 'manager');

/** The third try that reaches nobody ends the follow-up (contract section 3). */
const UNREACHED_ATTEMPTS = 3;

/** The tries of this round that reached nobody, as far as they count, and the last of those that do not. */
export function triesOf({ followUp, round }: Sheet): {
  attempts: number;
  tries: readonly string[];
  uncounted?: string;
} {
  const { attempts = 0, tries = [], uncounted } = followUp?.round === round ? followUp : {};
  return { attempts, tries, ...defined({ uncounted }) };
}

function followedUp(sheet: Sheet, { reached, resolved, takenBack, at }: Said<'follow-up'>): Result {
  const { round, phoneUnsigned } = sheet;
  const before = triesOf(sheet);
  // A number that the resident has not signed for may be anybody's.
  const counts = reached || phoneUnsigned !== true;
  const attempts = before.attempts + (counts ? 1 : 0);
  const tries = reached || !counts ? before.tries : [...before.tries, at];
  const uncounted = reached || counts ? before.uncounted : at;
  const said = reached ? (resolved ? 'resolved' : 'unresolved') : 'unreachable';
  const isOver = reached || attempts >= UNREACHED_ATTEMPTS;
  const tried: FollowUp = {
    ...{ attempts, round },
    ...(isOver ? { outcome: said } : {}),
    ...(tries.length === 0 ? {} : { tries }),
    ...defined({ uncounted }),
  };
  // What was said at an earlier follow-up is not said at this one.
  const followUp = difference(sheet.followUp ?? {}, tried);
  if (!isOver) return { followUp };
  if (said === 'unresolved') return { followUp, ...reopened(sheet, takenBack === true) };
  const ended = standing({ status: 'followed-up', ...heldBy(sheet) });
  return { followUp, ...ended, ...(reached ? { askerInformed: true } : {}) };
}

/** With the same section again, or registered where there was none or it must not have it any more (B5.2.2c). */
function reopened({ round, section }: Sheet, takenBack: boolean): Result {
  const again = { round: round + 1, disputedBy: [], askerInformed: false, declined: null };
  return section === undefined || takenBack
    ? { ...standing({ status: 'registered', disputed: false }), ...again }
    : { ...standing({ status: 'handed-over', section, binding: false }), ...again };
}
