/** How each entry changes a sheet. Never mutates; the fold of a ledger is the sheet. Pure. */

import { stopClocks } from '../clocks/clocks.ts';
import { changed, exempted } from '../clocks/exemption.ts';
import { sha256 } from '../kernel/ledger.ts';
import type {
  FollowUp,
  HandedOver,
  Message,
  Opinion,
  Registered,
  Sheet,
  SheetEvent,
} from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import { historyAfter } from './hand-overs.ts';
import { isOwedAtOpening, signedAfter } from './signatures.ts';
import { urgencyOf } from './urgency.ts';

type Step<N extends SheetEvent['step']> = Extract<SheetEvent, { step: N }>;

/** The sheet after one more event. Takes no state for an `open` and a state for every other step. */
export function evolve(sheet: Sheet | undefined, event: SheetEvent): Sheet {
  if (event.step === 'open') return openedSheet(event);
  if (sheet === undefined) throw new Error(`entry ${event.seq} (${event.step}) has no sheet before it`);
  const next = withStandIn(signedAfter(after(sheet, event), event), event);
  const clocks = [...stopClocks(next.clocks, next, event), ...(event.clocks ?? [])];
  const trail = historyAfter(sheet, next, event);
  return { ...next, clocks, trail, version: event.version, entries: event.seq, updatedAt: event.at };
}

/** The sheet that a whole ledger comes to. */
export function replay(events: readonly SheetEvent[]): Sheet {
  const sheet = events.reduce<Sheet | undefined>(evolve, undefined);
  if (sheet === undefined) throw new Error('an empty ledger makes no sheet');
  return sheet;
}

type Core = Omit<Registered, 'status' | 'section' | 'handler' | 'disputed'>;

/** What every state of a sheet has; the rest belongs to one state and must not linger in the next. */
function coreOf(sheet: Sheet): Core {
  const { status, section, handler, disputed, binding, received, ...core } = {
    disputed: undefined,
    binding: undefined,
    received: undefined,
    ...sheet,
  };
  return core;
}

function openedSheet(event: Step<'open'>): Sheet {
  const {
    step: _step,
    seq,
    at,
    actor,
    version,
    clocks,
    of,
    signature,
    answer,
    files,
    section,
    salt: _salt,
    ...intake
  } = event;
  const opener = partOf(actor);
  const signer = signature?.signer ?? (event.channel === 'online' ? actor.name : undefined);
  const drawn = signature === undefined ? {} : { path: sha256(signature.path) };
  const fields = {
    ...intake,
    round: 1,
    opinions: [],
    replies: [],
    clocks: clocks ?? [],
    escalations: [],
    told: answer !== undefined,
    signatures: signer === undefined ? [] : [{ signer, of, at, entry: seq, ...drawn }],
    files: files ?? [],
    signable: of,
    owesSignature: isOwedAtOpening(event),
    handledBy: [],
    sections: [],
    stoodIn: [],
    disputedBy: [],
    version,
    openedAt: at,
    updatedAt: at,
    entries: seq,
  };
  if (answer !== undefined) {
    return { ...fields, status: 'answered', answer: { text: answer, by: actor.id, at } };
  }
  if (event.channel === 'direct' && section !== undefined) {
    return {
      ...fields,
      status: 'accepted',
      section,
      handler: opener,
      handledBy: opener === actor.id ? [opener] : [opener, actor.id],
      stoodIn: opener === actor.id ? [] : [actor.id],
      sections: [section],
    };
  }
  return { ...fields, status: 'registered', disputed: false };
}

function after(sheet: Sheet, event: Exclude<SheetEvent, { step: 'open' }>): Sheet {
  switch (event.step) {
    case 'answer':
      return {
        ...coreOf(sheet),
        ...adopting(event),
        status: 'answered',
        answer: said(event.answer, event),
        told: true,
      };
    case 'hand-over':
      return handedOver(sheet, event);
    case 'accept':
    case 'assign':
      return handled(sheet, event.handler);
    case 'dispute':
      return disputed(sheet);
    case 'reply':
      return { ...sheet, replies: [...sheet.replies, said(event.message, event)], told: true };
    case 'arrive':
      return { ...coreOf(sheet), ...inHand(sheet), status: 'on-site' };
    case 'complete':
      return {
        ...coreOf(sheet),
        ...inHand(sheet),
        ...adopting(event),
        status: 'completed',
        outcome: event.outcome,
      };
    case 'return': {
      const opinions = [...sheet.opinions, opinion(sheet.section ?? OFFICE, event.opinion, event)];
      return { ...coreOf(sheet), ...inHand(sheet), opinions, status: 'returned', received: false };
    }
    case 'receive':
      return sheet.status === 'returned' ? { ...sheet, received: true } : sheet;
    case 'follow-up':
      return followedUp(sheet, event);
    case 'amend':
      return amended(sheet, event);
    case 'urge':
      return event.actor.role === 'resident' ? { ...sheet, urgedAt: event.at } : sheet;
    case 'countersign':
    case 'write-off':
      // What these two change is the signature alone.
      return sheet;
    case 'request-exemption':
    case 'grant-exemption':
    case 'refuse-exemption':
      return { ...sheet, clocks: exempted(sheet, event) };
    case 'warning':
      return { ...sheet, clocks: changed(sheet, event.clock, (clock) => ({ ...clock, warnedAt: event.at })) };
    case 'breach':
      return {
        ...sheet,
        clocks: changed(sheet, event.clock, (clock) => ({
          ...clock,
          state: 'breached',
          breachedAt: event.dueAt,
        })),
      };
    case 'escalate': {
      const { clock, level, to, at } = event;
      return { ...sheet, escalations: [...sheet.escalations, { clock, level, to, at }] };
    }
    case 'withdraw':
      return { ...coreOf(sheet), ...heldBy(sheet), status: 'withdrawn' };
    case 'archive':
      return { ...coreOf(sheet), ...heldBy(sheet), status: 'archived' };
    default:
      return event satisfies never;
  }
}

/** Whether a suggestion was adopted; said again, the last word holds (A1.8). */
const adopting = ({ adopted }: { readonly adopted?: boolean }) => (adopted === undefined ? {} : { adopted });

const said = (text: string, event: SheetEvent): Message => ({ text, by: event.actor.id, at: event.at });

const opinion = (section: string, text: string, event: SheetEvent): Opinion => ({
  section,
  ...said(text, event),
});

const adding = (list: readonly string[], item: string) => (list.includes(item) ? list : [...list, item]);

/** What opinions of an authority stand under, in place of a section. */
const OFFICE = '';

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
function withStandIn(sheet: Sheet, { actor, step }: SheetEvent): Sheet {
  if (actor.standInFor === undefined || actor.standInFor !== sheet.handler || step === 'follow-up')
    return sheet;
  return {
    ...sheet,
    handledBy: adding(sheet.handledBy, actor.id),
    stoodIn: adding(sheet.stoodIn, actor.id),
  };
}

/** Who had it last, for as long as there is a sheet. */
function heldBy(sheet: Sheet): { section?: string; handler?: string } {
  return {
    ...(sheet.section === undefined ? {} : { section: sheet.section }),
    ...(sheet.handler === undefined ? {} : { handler: sheet.handler }),
  };
}

function handedOver(sheet: Sheet, event: Step<'hand-over'>): HandedOver {
  return {
    ...coreOf(sheet),
    status: 'handed-over',
    section: event.section,
    binding: sheet.status === 'registered' && sheet.disputed,
    sections: adding(sheet.sections, event.section),
    opinions: [...sheet.opinions, opinion(event.actor.section ?? OFFICE, event.opinion, event)],
  };
}

function handled(sheet: Sheet, handler: string): Sheet {
  return {
    ...coreOf(sheet),
    ...heldBy(sheet),
    status: 'accepted',
    handler,
    handledBy: adding(sheet.handledBy, handler),
    stoodIn: [],
  };
}

function disputed(sheet: Sheet): Registered {
  const disputedBy = sheet.section === undefined ? sheet.disputedBy : adding(sheet.disputedBy, sheet.section);
  return { ...coreOf(sheet), status: 'registered', disputed: true, disputedBy };
}

function followedUp(sheet: Sheet, event: Step<'follow-up'>): Sheet {
  const attempts = sheet.followUp?.round === sheet.round ? sheet.followUp.attempts + 1 : 1;
  const { resolved, satisfaction, attitude, feedback } = event;
  const tried: FollowUp = { attempts, round: sheet.round };
  if (!event.reached) {
    return attempts < UNREACHED_ATTEMPTS
      ? { ...sheet, followUp: tried }
      : {
          ...coreOf(sheet),
          ...heldBy(sheet),
          status: 'followed-up',
          followUp: { ...tried, outcome: 'unreachable' },
        };
  }
  const followUp: FollowUp = {
    ...tried,
    outcome: resolved ? 'resolved' : 'unresolved',
    resolved,
    satisfaction,
    attitude,
    feedback,
  };
  return resolved
    ? { ...coreOf(sheet), ...heldBy(sheet), status: 'followed-up', followUp, told: true }
    : reopened({ ...sheet, followUp }, event.takenBack === true);
}

/** The third try that reaches nobody ends the follow-up (contract section 3). */
const UNREACHED_ATTEMPTS = 3;

/** With the same section again, or registered where there was none or it must not have it any more (B5.2.2c). */
function reopened(sheet: Sheet, takenBack: boolean): Sheet {
  const next = { ...coreOf(sheet), round: sheet.round + 1, disputedBy: [], told: false };
  return sheet.section === undefined || takenBack
    ? { ...next, status: 'registered', disputed: false }
    : { ...next, status: 'handed-over', section: sheet.section, binding: false };
}

function amended(sheet: Sheet, event: Step<'amend'>): Sheet {
  const { accused, takenBack } = event;
  const next = { ...sheet, ...event.fields, ...(accused === undefined ? {} : { accused }) };
  if (takenBack === true) return { ...coreOf(next), status: 'registered', disputed: false };
  return sheet.kind === 'repair' ? { ...next, urgency: urgencyOf(next) } : next;
}
