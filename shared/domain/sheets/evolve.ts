/**
 * How each entry changes a sheet: what was said goes where it belongs, and what the rules made of it is copied from the
 * entry's `result`. Nothing is decided here, so that a ledger means the same whatever the rules become
 * (docs/decisions/0046-decisions-ride-in-the-entries.md). Never mutates; the fold of a ledger is the sheet. Pure.
 */

import { defined } from '../kernel/defined.ts';
import type { Attachment } from '../kernel/files.ts';
import { sha256 } from '../kernel/ledger.ts';
import { patched } from '../kernel/patch.ts';
import { amendedFields } from '../model/amendment.ts';
import type { Clock } from '../model/clock.ts';
import { NO_HISTORY } from '../model/history.ts';
import type {
  Message,
  Opinion,
  Resident,
  Sheet,
  SheetAttachment,
  SheetEvent,
  Signature,
} from '../model/sheet.ts';

type Opening = Extract<SheetEvent, { step: 'open' }>;
type LaterEvent = Exclude<SheetEvent, { step: 'open' }>;
/** What a sheet has whatever its status. */
type Fields = Partial<Omit<Sheet, 'status' | 'section' | 'handler'>>;

/** The sheet after one more event. Takes no state for an `open` and a state for every other step. */
export function evolve(sheet: Sheet | undefined, event: SheetEvent): Sheet {
  const { loginSigns, ...decided } = event.result;
  if (event.step === 'open') return patched(openedSheet(event, loginSigns === true), decided);
  if (sheet === undefined) throw new Error(`entry ${event.seq} (${event.step}) has no sheet before it`);
  const next = patched(sheet, decided);
  const told: Sheet = { ...next, ...attached(next, event), ...said(next, event) };
  return {
    ...told,
    clocks: [...told.clocks, ...(event.clocks ?? [])],
    ...{ version: event.version, entries: event.seq },
    // Nothing happened to the sheet when its ledger was carried over.
    updatedAt: event.step === 'carry-over' ? sheet.updatedAt : event.at,
  };
}

/** A sheet as it is opened, registered and in nobody's hands, before the rules have made anything of it. */
function openedSheet(event: Opening, loginSigns: boolean): Sheet {
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
    attachments,
    section: _section,
    salt: _salt,
    bound = '',
    fileHashes = [],
    result: _result,
    ...intake
  } = event;
  const signable = of ?? [bound, ...fileHashes];
  return {
    ...intake,
    status: 'registered',
    disputed: false,
    round: 1,
    opinions: [],
    ...(answer === undefined ? {} : { answer: message(answer, event) }),
    replies: [],
    clocks: clocks ?? [],
    escalations: [],
    askerInformed: false,
    signatures: signature === undefined && !loginSigns ? [] : [signed(event, signable)],
    files: files ?? [],
    ...(attachments === undefined ? {} : { attachments: attachments.map(by(event)) }),
    signable,
    owesSignature: false,
    handledBy: [],
    sections: [],
    stoodIn: [],
    disputedBy: [],
    history: NO_HISTORY,
    ...{ version, openedAt: at, updatedAt: at, entries: seq },
  };
}

/** What an entry says itself, where the sheet keeps it. */
function said(sheet: Sheet, event: LaterEvent): Fields {
  switch (event.step) {
    case 'answer':
      return { answer: message(event.answer, event), ...adopting(event) };
    case 'reply':
      return { replies: [...sheet.replies, message(event.message, event)] };
    case 'hand-over':
      return { opinions: [...sheet.opinions, opinion(event.actor.section, event.opinion, event)] };
    case 'return':
      return { opinions: [...sheet.opinions, opinion(sheet.section, event.opinion, event)] };
    case 'complete':
      return { outcome: event.outcome, ...adopting(event) };
    case 'follow-up': {
      const { attempts = 0, round = 0, outcome, tries, uncounted } = sheet.followUp ?? {};
      const { resolved, satisfaction, attitude, feedback } = event;
      return {
        followUp: {
          attempts,
          round,
          outcome,
          resolved,
          satisfaction,
          attitude,
          feedback,
          ...defined({ tries, uncounted }),
        },
      };
    }
    case 'countersign':
      return { signatures: [...sheet.signatures, signed(event, event.of ?? signableWith(sheet, event))] };
    case 'consult': {
      const { person, question } = event;
      const asked = { person, question, by: event.actor.id, at: event.at };
      return { consultations: [...(sheet.consultations ?? []), asked] };
    }
    case 'advise':
      return { consultations: advised(sheet, event) };
    case 'decline':
      return { answer: message(event.reason, event) };
    case 'rate': {
      const { satisfaction, attitude, feedback, at } = event;
      const rated = { satisfaction, ...defined({ attitude, feedback }), at, ...defined({ via: event.via }) };
      return sheet.followUp === undefined ? {} : { followUp: { ...sheet.followUp, rated } };
    }
    case 'object':
      return { objections: [...(sheet.objections ?? []), message(event.reason, event)] };
    case 'amend':
      return {
        ...amendedFields(sheet, event),
        ...(event.accused === undefined ? {} : { accused: event.accused }),
        ...signedAlong(sheet, event),
      };
    case 'withdraw':
      return signedAlong(sheet, event);
    case 'request-exemption':
      return {
        clocks: sheet.clocks.map((clock) => (clock.id === event.clock ? asked(clock, event) : clock)),
      };
    case 'escalate': {
      const { clock, level, to, at } = event;
      return { escalations: [...sheet.escalations, { clock, level, to, at }] };
    }
    case 'accept':
    case 'assign':
    case 'dispute':
    case 'arrive':
    case 'receive':
    case 'urge':
    case 'write-off':
    case 'grant-exemption':
    case 'refuse-exemption':
    case 'note':
    case 'archive':
    case 'warning':
    case 'breach':
    case 'carry-over':
    case 'link':
      return {};
    case 'erase':
      return forgotten(sheet);
    default:
      return event satisfies never;
  }
}

/** What is no text has no empty value: the record, and the ids of who asked where those were values. */
function forgotten({ resident, requester }: Sheet): Fields {
  const { id, ...nameless } = resident ?? {};
  return {
    ...{ erased: true, record: undefined },
    ...(id === '' ? { resident: nameless as Resident } : {}),
    ...(requester?.person === '' ? { requester: undefined } : {}),
  };
}

/** The files of an entry, and what it tells of them; their hashes, and that of new words, are among what a signature is bound to. */
function attached(sheet: Sheet, event: LaterEvent): Fields {
  const { files, fileHashes = [], attachments } = { files: undefined, ...event };
  const words = amendedWords(event);
  const isInternal = attachments?.some(({ internal }) => internal) ?? false;
  if (files === undefined && words.length === 0) return {};
  return {
    files: [...sheet.files, ...(files ?? [])],
    ...(attachments === undefined
      ? {}
      : { attachments: [...(sheet.attachments ?? []), ...attachments.map(by(event))] }),
    signable: [...sheet.signable, ...words, ...(isInternal ? [] : fileHashes)],
  };
}

/** What a signature on new words is bound to, where it is to be bound to them. */
function amendedWords(event: LaterEvent): readonly string[] {
  if (event.step !== 'amend') return [];
  const words = event.words ?? (event.toSign === true ? (event.bound ?? '') : undefined);
  return words === undefined ? [] : [words];
}

/** All that a signature is bound to which is set by an event. */
const signableWith = (sheet: Sheet, event: LaterEvent): readonly string[] => [
  ...sheet.signable,
  ...amendedWords(event),
  ...(('fileHashes' in event && event.fileHashes) || []),
];

/** A step that brings the resident's signature along. */
function signedAlong(sheet: Sheet, event: Extract<LaterEvent, { step: 'amend' | 'withdraw' }>): Fields {
  const { signature } = event;
  if (signature === undefined) return {};
  return { signatures: [...sheet.signatures, signed(event, event.of ?? signableWith(sheet, event))] };
}

/** The advice goes to the question that is open to who gives it, or to whom they stand in for. */
function advised({ consultations = [] }: Sheet, event: Extract<LaterEvent, { step: 'advise' }>) {
  const { id, standInFor = id } = event.actor;
  return consultations.map((each) =>
    each.person === standInFor && each.advice === undefined ? { ...each, advice: event.text } : each,
  );
}

const by =
  ({ seq: entry }: Pick<SheetEvent, 'seq'>) =>
  (attachment: Attachment): SheetAttachment => ({ ...attachment, entry });

const message = (text: string, { actor, at }: SheetEvent): Message => ({ text, by: actor.id, at });

/** What opinions of an authority stand under, in place of a section. */
const OFFICE = '';

const opinion = (section: string | undefined, text: string, event: SheetEvent): Opinion => ({
  section: section ?? OFFICE,
  ...message(text, event),
});

/** Whether a suggestion was adopted; said again, the last word holds (A1.8). */
const adopting = ({ adopted }: { readonly adopted?: boolean }) => (adopted === undefined ? {} : { adopted });

/** Signed by what was drawn, else by the login. */
function signed(
  { actor, at, seq, signature }: Extract<SheetEvent, { step: 'open' | 'countersign' | 'amend' | 'withdraw' }>,
  of: readonly string[],
): Signature {
  return {
    signer: signature?.signer ?? actor.name,
    ...{ of, at, entry: seq },
    ...(signature === undefined ? {} : { path: sha256(signature.path) }),
    ...defined({ onBehalf: signature?.onBehalf }),
  };
}

/** Who asks for an exemption and why, beside what was decided about it. */
function asked(clock: Clock, event: Extract<SheetEvent, { step: 'request-exemption' }>): Clock {
  const { actor, at, until, reason } = event;
  const { state = 'requested', inTime = false } = clock.exemption ?? {};
  return { ...clock, exemption: { state, by: actor.id, at, until, reason, inTime } };
}
