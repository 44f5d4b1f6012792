/**
 * The rules of version 0.1 on sheets. Its entries say what was done and nothing of what came of it; this says it in their
 * place. Frozen: whatever today's rules become, these stay as they were, and import none of them. Pure.
 */

import { difference, patched } from '../../kernel/patch.ts';
import type { Clock, Owes } from '../../model/clock.ts';
import { type HandOver, type History, NO_HISTORY, type Signatory } from '../../model/history.ts';
import type { Decided, Result, SaidEvent, Sheet, Urgency } from '../../model/sheet.ts';

type Step = Exclude<SaidEvent['step'], 'open'>;
type Said<S extends SaidEvent['step'] = Step> = Extract<SaidEvent, { step: S }>;

const URGENT = ['water', 'heating', 'gas'];
const UNREACHED_ATTEMPTS = 3;
const SIGNED_LATER = ['phone', 'letter'];

/** What the rules of 0.1 made of an entry; takes no sheet for an `open` and the sheet before it for every other. */
export function resultAsOf01(sheet: Sheet | undefined, said: SaidEvent): Result {
  if (said.step === 'open') return ofOpening(said);
  if (sheet === undefined) throw new Error(`entry ${said.seq} (${said.step}) has no sheet before it`);
  const after = withStandIn(patched(sheet, { ...ofStep(sheet, said), ...debtOf(sheet, said) }), said);
  const clocks = after.clocks.map((clock) => clockAfter(clock, after, said));
  const history = historyAfter(sheet, after, said);
  return difference<Partial<Decided>>(sheet, { ...after, clocks, history });
}

function ofOpening({ actor, answer, channel, requester, section, signature }: Said<'open'>): Result {
  const { id, standInFor = id } = actor;
  const isInHand = answer === undefined && channel === 'direct' && section !== undefined;
  return {
    status: answer === undefined ? 'registered' : 'answered',
    ...(answer === undefined ? {} : { disputed: null, askerInformed: true }),
    ...(isInHand ? { status: 'accepted', disputed: null, section, handler: standInFor } : {}),
    ...(isInHand ? { sections: [section], handledBy: [...new Set([standInFor, id])] } : {}),
    ...(isInHand && standInFor !== id ? { stoodIn: [id] } : {}),
    ...(SIGNED_LATER.includes(channel) && requester === undefined ? { owesSignature: true } : {}),
    ...(channel === 'online' && signature === undefined ? { loginSigns: true } : {}),
  };
}

function ofStep(sheet: Sheet, said: Said): Result {
  const held = { section: sheet.section ?? null, handler: sheet.handler ?? null };
  switch (said.step) {
    case 'answer':
      return { ...standing, status: 'answered', askerInformed: true };
    case 'hand-over': {
      const binding = sheet.status === 'registered' && sheet.disputed;
      const sections = adding(sheet.sections, said.section);
      return { ...standing, status: 'handed-over', section: said.section, binding, sections };
    }
    case 'accept':
    case 'assign': {
      const { handler } = said;
      const handledBy = adding(sheet.handledBy, handler);
      return { ...standing, ...held, status: 'accepted', handler, handledBy, stoodIn: [] };
    }
    case 'dispute': {
      const { section, disputedBy } = sheet;
      const disputing = section === undefined ? disputedBy : adding(disputedBy, section);
      return { ...standing, status: 'registered', disputed: true, disputedBy: disputing };
    }
    case 'reply':
      return { askerInformed: true };
    case 'arrive':
      return { ...standing, ...held, status: 'on-site' };
    case 'complete':
      return { ...standing, ...held, status: 'completed' };
    case 'return':
      return { ...standing, ...held, status: 'returned', received: false };
    case 'receive':
      return sheet.status === 'returned' ? { received: true } : {};
    case 'follow-up':
      return followedUp(sheet, said);
    case 'amend':
      return amended(sheet, said);
    case 'urge':
      return said.actor.role === 'resident' ? { urgedAt: said.at } : {};
    case 'countersign':
    case 'write-off':
      return { owesSignature: false };
    case 'request-exemption':
    case 'grant-exemption':
    case 'refuse-exemption':
      return excused(sheet, said);
    case 'withdraw':
      return { ...standing, ...held, status: 'withdrawn', owesSignature: false };
    case 'archive':
      return { ...standing, ...held, status: 'archived' };
    case 'warning':
      return { clocks: { [said.clock]: { warnedAt: said.at } } };
    case 'breach': {
      const broken = { [said.clock]: difference(sheet.history.broken[said.clock] ?? {}, said.owes) };
      return { clocks: { [said.clock]: { state: 'breached', breachedAt: said.dueAt } }, history: { broken } };
    }
    case 'escalate':
    // Version 0.1 knew none of these.
    case 'consult':
    case 'advise':
    case 'note':
    case 'decline':
    case 'rate':
    case 'object':
      return {};
    default:
      throw new Error(`version 0.1 has no step ${(said as Said).step} of a sheet`);
  }
}

/** What belongs to one status, and was left behind with it. */
const standing = { section: null, handler: null, disputed: null, binding: null, received: null } as const;

const adding = (list: readonly string[], item: string) => (list.includes(item) ? list : [...list, item]);

function followedUp(sheet: Sheet, { reached, resolved, takenBack }: Said<'follow-up'>): Result {
  const { round, section, handler } = sheet;
  const attempts = sheet.followUp?.round === round ? sheet.followUp.attempts + 1 : 1;
  const tried = (outcome?: 'resolved' | 'unresolved' | 'unreachable') => ({
    followUp: difference<object>(sheet.followUp ?? {}, { attempts, round, outcome }),
  });
  const ended = {
    ...standing,
    status: 'followed-up',
    section: section ?? null,
    handler: handler ?? null,
  } as const;
  if (!reached) return attempts < UNREACHED_ATTEMPTS ? tried() : { ...ended, ...tried('unreachable') };
  if (resolved === true) return { ...ended, ...tried('resolved'), askerInformed: true };
  const again = {
    ...standing,
    ...tried('unresolved'),
    round: round + 1,
    disputedBy: [],
    askerInformed: false,
  };
  return section === undefined || takenBack === true
    ? { ...again, status: 'registered', disputed: false }
    : { ...again, status: 'handed-over', section, binding: false };
}

function amended(sheet: Sheet, { fields, takenBack }: Said<'amend'>): Result {
  if (takenBack === true) return { ...standing, status: 'registered', disputed: false };
  return sheet.kind === 'repair' ? { urgency: urgencyOf({ ...sheet, ...fields }) } : {};
}

function urgencyOf({ category, simple, urgent }: Pick<Sheet, 'category' | 'simple' | 'urgent'>): Urgency {
  if ((category !== undefined && URGENT.includes(category)) || urgent === true) return 'urgent';
  return simple === true ? 'simple' : 'ordinary';
}

/** A file that came to a complaint later was to be signed like its intake. */
function debtOf({ kind, requester }: Sheet, said: Said): Result {
  const settling: readonly Step[] = ['countersign', 'write-off', 'withdraw'];
  const files = ('files' in said && said.files) || [];
  const isOwed = kind === 'complaint' && requester === undefined && !settling.includes(said.step);
  return isOwed && files.length > 0 ? { owesSignature: true } : {};
}

/** Who signed for the handler in their stead had handled it as well. */
function withStandIn(sheet: Sheet, { actor: { id, standInFor }, step }: Said): Sheet {
  if (standInFor === undefined || standInFor !== sheet.handler || step === 'follow-up') return sheet;
  return { ...sheet, handledBy: adding(sheet.handledBy, id), stoodIn: adding(sheet.stoodIn, id) };
}

const IN_HAND = ['accepted', 'on-site', 'completed'];
const UNTIL_RETURNED = ['registered', 'handed-over', ...IN_HAND];

/** In which states each clock ran. */
const RUNS: { readonly [name: string]: (sheet: Sheet) => boolean } = {
  answer: ({ askerInformed, status }) =>
    !askerInformed && [...UNTIL_RETURNED, 'returned', 'answered'].includes(status),
  dispatch: ({ status }) => status === 'registered',
  acceptance: ({ status }) => status === 'handed-over',
  arrival: ({ status }) => status === 'accepted',
  return: ({ status }) => UNTIL_RETURNED.includes(status),
  handling: ({ status }) => IN_HAND.includes(status),
  countersign: ({ owesSignature, status }) =>
    owesSignature && status !== 'withdrawn' && status !== 'archived',
  'follow-up': ({ status }) => status === 'returned' || status === 'answered',
};

const firstContact = (sheet: Sheet): Owes => ({ person: sheet.firstContact });
const section = (sheet: Sheet): Owes =>
  sheet.section === undefined ? firstContact(sheet) : { section: sheet.section };
const handler = (sheet: Sheet): Owes =>
  sheet.handler === undefined ? section(sheet) : { person: sheet.handler };

/** Who owed each clock while it ran; `dispatch` stayed with whom it began with. */
const OWED: { readonly [name: string]: (sheet: Sheet) => Owes } = {
  answer: firstContact,
  acceptance: section,
  arrival: handler,
  return: section,
  handling: handler,
  countersign: firstContact,
  'follow-up': firstContact,
};

/** The clock after an entry that led to this sheet: stopped, or with who owes it now. */
function clockAfter(clock: Clock, sheet: Sheet, { step, at }: Said): Clock {
  if (clock.stoppedAt !== undefined) return clock;
  const isOfRound = clock.round === sheet.round || clock.name === 'countersign';
  const isReplaced = step === 'assign' && clock.name === 'arrival';
  const goesOn = isOfRound && !isReplaced && RUNS[clock.name]?.(sheet) !== false;
  return goesOn
    ? { ...clock, owes: OWED[clock.name]?.(sheet) ?? clock.owes }
    : { ...clock, stoppedAt: at, state: stateAtStop(clock, at) };
}

function stateAtStop({ breachedAt, originalDueAt, dueAt }: Clock, at: string): Clock['state'] {
  if (breachedAt !== undefined) return 'late';
  return originalDueAt !== undefined && at <= dueAt ? 'exempt' : 'stopped';
}

/** What an exemption step changed in its clock; what was said of it stands in the entry. */
function excused(
  { clocks }: Sheet,
  said: Said<'request-exemption' | 'grant-exemption' | 'refuse-exemption'>,
): Result {
  const clock = clocks.find(({ id }) => id === said.clock);
  if (clock === undefined) return {};
  if (said.step === 'request-exemption') {
    const inTime = clock.breachedAt === undefined && said.at <= clock.dueAt;
    return { clocks: { [clock.id]: { exemption: { state: 'requested', inTime } } } };
  }
  const { exemption: request, stoppedAt } = clock;
  if (request === undefined) return {};
  if (said.step === 'refuse-exemption')
    return { clocks: { [clock.id]: { exemption: { state: 'refused' } } } };
  const put = {
    exemption: { state: 'granted' },
    dueAt: request.until,
    originalDueAt: clock.originalDueAt ?? clock.dueAt,
  } as const;
  const kept = patched(clock, { ...put, breachedAt: null });
  const state = stoppedAt === undefined ? 'running' : stateAtStop(kept, stoppedAt);
  const isLifted = request.inTime && (state === 'running' || state === 'exempt');
  return { clocks: { [clock.id]: isLifted ? { ...put, breachedAt: null, state } : put } };
}

/** How the sheet went on from hand to hand with an entry. */
function historyAfter(before: Sheet, after: Sheet, said: Said): History {
  const { handOvers, followUps, ...history } = before.history;
  const { arrivedAt, completedAt, returnedAt } = after.round === before.round ? history : NO_HISTORY;
  const known = handOvers.map((each) => (each.state === 'open' ? handOverAfter(each, after, said) : each));
  const { seq, at, step } = said;
  const passesOn = step === 'hand-over' || step === 'return' || step === 'follow-up';
  const handOver: HandOver | undefined =
    passesOn && (step !== 'follow-up' || after.status === 'handed-over')
      ? {
          ...{ seq, step, at, round: after.round, by: signatoryOf(said), state: 'open' },
          ...(after.section === undefined ? {} : { section: after.section }),
          ...(step === 'follow-up' ? {} : { opinion: before.opinions.length }),
        }
      : undefined;
  const outcome = step === 'follow-up' ? after.followUp?.outcome : undefined;
  const { round, section: of, handler: by } = before;
  return {
    ...{ arrivedAt, completedAt, returnedAt, broken: after.history.broken },
    ...(step === 'arrive' ? { arrivedAt: at } : {}),
    ...(step === 'complete' ? { completedAt: at } : {}),
    ...(step === 'return' ? { returnedAt: at } : {}),
    handOvers: handOver === undefined ? known : [...known, handOver],
    followUps:
      step !== 'follow-up' || outcome === undefined
        ? followUps
        : [
            ...followUps,
            {
              ...{ seq, at, round, outcome, section: of, handler: by },
              ...{ satisfaction: said.satisfaction, attitude: said.attitude },
            },
          ],
  };
}

const signatoryOf = ({ actor: { id, standInFor } }: Said): Signatory =>
  standInFor === undefined ? { id } : { id, standInFor };

function handOverAfter(handOver: HandOver, { status }: Sheet, said: Said): HandOver {
  const isReturn = handOver.step === 'return';
  const signed = { receiver: signatoryOf(said), receivedAt: said.at };
  if (said.step === 'dispute') return { ...handOver, ...signed, state: 'disputed' };
  const receiving: readonly Step[] = isReturn ? ['receive', 'follow-up', 'hand-over'] : ['accept'];
  if (receiving.includes(said.step)) return { ...handOver, ...signed, state: 'received' };
  return status === (isReturn ? 'returned' : 'handed-over') ? handOver : { ...handOver, state: 'ended' };
}
