/** The countersign sheet (会签单): its fields, its states and the entries of its ledger. */
import type { Attachment } from '../kernel/files.ts';
import type { Chained } from '../kernel/ledger.ts';
import type { Patch } from '../kernel/patch.ts';
import type { Accused } from './accused.ts';
import type { Clock, Escalation, Owes } from './clock.ts';
import type { Actor } from './directory.ts';
import type { History } from './history.ts';

export const KINDS = [
  'repair',
  'complaint',
  'report',
  'special-service',
  'suggestion',
  'enquiry',
  'praise',
] as const;
export type Kind = (typeof KINDS)[number];

export const CHANNELS = ['walk-in', 'phone', 'letter', 'online', 'direct', 'staff'] as const;
export type Channel = (typeof CHANNELS)[number];

export const CATEGORIES = [
  'water',
  'heating',
  'gas',
  'electricity',
  'door-window',
  'elevator',
  'public-area',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const URGENCIES = ['urgent', 'simple', 'ordinary'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const STATUSES = [
  'registered',
  'handed-over',
  'accepted',
  'on-site',
  'completed',
  'returned',
  'followed-up',
  'archived',
  'answered',
  'withdrawn',
] as const;
export type Status = (typeof STATUSES)[number];

export interface Resident {
  readonly id?: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

export interface Requester {
  readonly person: string;
}

/** Whom praise (表扬) is of: one of them. */
export interface Praise {
  readonly person?: string;
  readonly section?: string;
}

/** When somebody is at home for a repair that is not urgent. */
export interface Appointment {
  readonly from: string;
  readonly to: string;
}

/** What was said on the telephone or written in a letter, as typed (B5.1d). */
export interface WordsOnRecord {
  readonly at: string;
  readonly words: string;
  readonly caller?: string;
}

/** How the asker was told, where no letter of the product reaches them. */
export const MEANS = ['in-person', 'phone', 'message', 'letter'] as const;
export type Means = (typeof MEANS)[number];

/** A colleague was asked for instructions (请示, A1.6c); who has advised has no more to say. */
export interface Consultation {
  readonly person: string;
  readonly question: string;
  readonly by: string;
  readonly at: string;
  readonly advice?: string;
}

/** A complaint is recorded in detail (B5.2.2a). */
export interface Complaint {
  readonly occurredAt: string;
  readonly place: string;
  readonly cause: string;
  readonly course: string;
  readonly persons: readonly string[];
  readonly against?: { readonly person?: string; readonly section?: string };
  readonly anonymous?: boolean;
}

export interface Opinion {
  readonly section: string;
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

/** What was said to the asker: an answer, or a reply on the way. */
export interface Message {
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

/** A drawn signature as it is handed in: who signs, and SVG path data. */
export interface DrawnSignature {
  readonly signer: string;
  readonly path: string;
  /** For whom the signer signs, and what they are to them. */
  readonly onBehalf?: { readonly name: string; readonly relation: string };
}

/** Drawn paths live in the ledger only; the head keeps what was signed, by whom and the path's hash. */
export interface Signature {
  readonly signer: string;
  /** Lower-case hex SHA-256 of the entry that was signed as it stands, then of each file. */
  readonly of: readonly string[];
  readonly at: string;
  /** `seq` of the ledger entry that holds it. */
  readonly entry: number;
  /** SHA-256 of the drawn path; absent where the login signed. */
  readonly path?: string;
  readonly onBehalf?: DrawnSignature['onBehalf'];
}

export const FOLLOW_UP_OUTCOMES = ['resolved', 'unresolved', 'unreachable'] as const;

export interface FollowUp {
  /** Tries to reach the asker in this round, the successful one included. */
  readonly attempts: number;
  readonly round: number;
  readonly outcome?: (typeof FOLLOW_UP_OUTCOMES)[number];
  readonly resolved?: boolean;
  readonly satisfaction?: number;
  readonly attitude?: number;
  readonly feedback?: string;
  /** When the asker was not reached, as far as it counts. */
  readonly tries?: readonly string[];
  /** The last time that they were not reached and it does not count: the number may be anybody's. */
  readonly uncounted?: string;
  /** What the resident says themselves; by a link that staff made for them it counts for nothing. */
  readonly rated?: Marks & { readonly at: string; readonly via?: 'staff' };
}

/** Marks from 1 to 5 for the work. */
export interface Marks {
  readonly satisfaction: number;
  readonly attitude?: number;
  readonly feedback?: string;
}

/** A link of the resident's, by its generation alone: its token is made of that whenever it is asked for (contract section 10). */
export interface LinkGeneration {
  readonly generation: number;
  /** Until when it still opens the sheet, because a newer one was made. */
  readonly until?: string;
}

/** By which links the resident opens the sheet without a login. */
export interface ResidentLink {
  /** The generation that was made last; the intake's is 1. */
  readonly last: number;
  readonly open: readonly LinkGeneration[];
  /** When all of them end, because the sheet was archived. */
  readonly expiresAt?: string;
}

/** A file of a sheet, and the `seq` of the ledger entry that attached it. */
export interface SheetAttachment extends Attachment {
  readonly entry: number;
}

interface SheetFields {
  readonly id: string;
  readonly number: string;
  readonly site: string;
  readonly kind: Kind;
  readonly channel: Channel;
  readonly category?: Category;
  readonly simple?: boolean;
  readonly urgent?: boolean;
  readonly urgency?: Urgency;
  readonly subject: string;
  readonly details?: string;
  readonly resident?: Resident;
  readonly requester?: Requester;
  readonly complaint?: Complaint;
  readonly praise?: Praise;
  readonly appointment?: Appointment;
  readonly record?: WordsOnRecord;
  /** Whom the complaint is against, as they stood when it was written down (B5.2.2c). */
  readonly accused?: readonly Accused[];
  /** Never changes (A1.6a). */
  readonly firstContact: string;
  readonly round: number;
  readonly opinions: readonly Opinion[];
  readonly answer?: Message;
  /** Of a suggestion: whether it was adopted, as it was last answered (A1.8). */
  readonly adopted?: boolean;
  readonly replies: readonly Message[];
  readonly consultations?: readonly Consultation[];
  /** It was not a reasonable request (B1): `answer` has why. */
  readonly declined?: true;
  /** Who declined it so far: customer service's manager once, after an objection the director once. */
  readonly declinedBy?: readonly Decliner[];
  /** What the asker objected. */
  readonly objections?: readonly Message[];
  /** Of what waits for work, when it came to be where it is: `performedAt`, else `at`, of the step that put it there. */
  readonly statusSince?: string;
  /** The telephone number was amended, and the resident has not signed since. */
  readonly phoneUnsigned?: true;
  readonly outcome?: string;
  readonly clocks: readonly Clock[];
  readonly escalations: readonly Escalation[];
  /** Whether the asker was told something in this round, which is what `answer` waits for. */
  readonly askerInformed: boolean;
  readonly signatures: readonly Signature[];
  readonly files: readonly string[];
  /** What its entries tell of its files, in their order; those of version 0.1 tell nothing. Absent where none does. */
  readonly attachments?: readonly SheetAttachment[];
  /** What a signature is bound to by now: SHA-256 of the intake, of what was amended and of each of `files`. */
  readonly signable: readonly string[];
  /** Whether a signature is still to be set: `countersign` runs for it, `archive` waits for it. */
  readonly owesSignature: boolean;
  readonly followUp?: FollowUp;
  /** Everybody who ever handled it, and every section that ever had it: they go on seeing it. */
  readonly handledBy: readonly string[];
  readonly sections: readonly string[];
  /** Who signed for its present handler, standing in for them: like the handler, they do not follow it up. */
  readonly stoodIn: readonly string[];
  /** Sections that disputed it in this round: once per section and round. */
  readonly disputedBy: readonly string[];
  /** When the resident last urged: once an hour. */
  readonly urgedAt?: string;
  /** When each of the staff urged it last. */
  readonly urged?: Readonly<Record<string, string>>;
  /** None: the resident was never given one. */
  readonly link?: ResidentLink;
  /** From hand to hand, as the registers have it. */
  readonly history: History;
  readonly version: number;
  readonly openedAt: string;
  readonly updatedAt: string;
  /** Its values were erased (contract section 12): what somebody typed is empty from then on. */
  readonly erased?: true;
  /** How many entries its ledger has. */
  readonly entries: number;
}

export interface Registered extends SheetFields {
  readonly status: 'registered';
  readonly section?: undefined;
  readonly handler?: undefined;
  /** After a dispute customer service's manager hands over next, and that binds (A1.3). */
  readonly disputed: boolean;
}

export interface HandedOver extends SheetFields {
  readonly status: 'handed-over';
  readonly section: string;
  readonly handler?: undefined;
  readonly binding: boolean;
}

export interface InHand extends SheetFields {
  readonly status: 'accepted' | 'on-site' | 'completed';
  /** None where an authority handles a complaint itself (B5.2.2c). */
  readonly section?: string;
  readonly handler: string;
}

export interface Returned extends SheetFields {
  readonly status: 'returned';
  readonly section?: string;
  readonly handler: string;
  /** Whether customer service has signed for the return (B5.2b). */
  readonly received: boolean;
}

export interface Answered extends SheetFields {
  readonly status: 'answered';
  readonly section?: undefined;
  readonly handler?: undefined;
}

export interface Ended extends SheetFields {
  readonly status: 'followed-up' | 'withdrawn' | 'archived';
  readonly section?: string;
  readonly handler?: string;
}

export type Sheet = Registered | HandedOver | InHand | Returned | Answered | Ended;

type Without<S, K extends PropertyKey> = S extends unknown ? Omit<S, K> : never;
/** What belongs to one status of a sheet, and must not linger in the next. */
export type Place = Without<Sheet, keyof SheetFields>;

export type Decliner = 'manager' | 'director';

/** What an intake asks for, after its form was checked (contract section 3). */
export interface OpenCommand {
  readonly site: string;
  readonly kind: Kind;
  readonly channel: Channel;
  readonly subject: string;
  readonly details?: string;
  readonly resident?: Resident;
  readonly requester?: Requester;
  readonly files?: readonly string[];
  readonly signature?: DrawnSignature;
  readonly answer?: string;
  readonly adopted?: boolean;
  readonly category?: Category;
  readonly simple?: boolean;
  readonly urgent?: boolean;
  readonly complaint?: Complaint;
  readonly praise?: Praise;
  readonly appointment?: Appointment;
  readonly record?: WordsOnRecord;
}

export interface AmendedFields {
  readonly subject?: string;
  readonly details?: string;
  readonly resident?: Resident;
  readonly category?: Category;
  readonly simple?: boolean;
  readonly urgent?: boolean;
  readonly complaint?: Complaint;
  readonly appointment?: Appointment;
}

/** What an amendment's entry keeps of it. */
export interface Amendment {
  /** What is other than it was; of resident and complaint only the parts that are, but all of them in entries of earlier versions. */
  readonly fields: AmendedParts;
  /** What stood in their place. */
  readonly old: AmendedParts;
}
type AmendedParts = Omit<AmendedFields, 'resident' | 'complaint'> & {
  readonly resident?: Partial<Resident>;
  readonly complaint?: Partial<Complaint>;
};

/** When something was done, where there was no network to record it. */
interface Performed {
  readonly performedAt?: string;
}

/** The steps that somebody can sign (contract section 3), each with what its body holds. */
export type Command = { readonly files?: readonly string[] } & (
  | { readonly step: 'answer'; readonly answer: string; readonly adopted?: boolean; readonly by?: Means }
  | { readonly step: 'hand-over'; readonly section: string; readonly opinion: string }
  | ({ readonly step: 'accept'; readonly handler?: string } & Performed)
  | { readonly step: 'dispute'; readonly reason: string }
  | { readonly step: 'assign'; readonly handler: string }
  | { readonly step: 'reply'; readonly message: string; readonly by?: Means }
  | { readonly step: 'consult'; readonly person: string; readonly question: string }
  | { readonly step: 'advise'; readonly text: string }
  | { readonly step: 'note'; readonly text: string }
  | { readonly step: 'decline'; readonly reason: string; readonly by?: Means }
  | ({ readonly step: 'arrive' } & Performed)
  | ({
      readonly step: 'complete';
      readonly outcome: string;
      readonly noVisit?: boolean;
      readonly adopted?: boolean;
    } & Performed)
  | { readonly step: 'return'; readonly opinion: string }
  | { readonly step: 'receive' }
  | {
      readonly step: 'follow-up';
      readonly reached: boolean;
      readonly resolved?: boolean;
      readonly satisfaction?: number;
      readonly attitude?: number;
      readonly feedback?: string;
    }
  | ({ readonly step: 'rate' } & Marks)
  | { readonly step: 'object'; readonly reason: string }
  | { readonly step: 'countersign'; readonly signature?: DrawnSignature }
  | { readonly step: 'write-off'; readonly reason: string }
  | {
      readonly step: 'amend';
      readonly fields: AmendedFields;
      readonly reason: string;
      readonly signature?: DrawnSignature;
    }
  | { readonly step: 'urge'; readonly message: string }
  | {
      readonly step: 'request-exemption';
      readonly clock: string;
      readonly reason: string;
      readonly until: string;
    }
  | { readonly step: 'grant-exemption'; readonly clock: string; readonly reason: string }
  | { readonly step: 'refuse-exemption'; readonly clock: string; readonly reason: string }
  | {
      readonly step: 'withdraw';
      readonly reason: string;
      readonly record?: WordsOnRecord;
      readonly signature?: DrawnSignature;
    }
  | { readonly step: 'archive' }
);
export type StepName = Command['step'];

/** What an opening writes into the ledger: the intake and what the rules made of it. */
export interface Opening extends OpenCommand {
  readonly id: string;
  readonly number: string;
  readonly firstContact: string;
  readonly urgency?: Urgency;
  readonly section?: string;
  /** Of entries of version 0.1, whose values are plain: what a signature on the intake is bound to. */
  readonly of?: readonly string[];
  readonly accused?: readonly Accused[];
}

/** What is said in an entry, before the rules have made anything of it. Entries of version 0.1 have no more. */
export type SaidEvent = {
  readonly seq: number;
  readonly at: string;
  readonly actor: Actor;
  /** The version of the sheet that the entry brought about. */
  readonly version: number;
  /** The clocks that the entry started, with their deadlines. */
  readonly clocks?: readonly Clock[];
  /** Of entries of version 0.1 of an anonymous complaint: chance under the hash, so that nobody can find the resident by trying. */
  readonly salt?: string;
  /**
   * What a signature on its words is bound to: SHA-256 of the entry as it stands (`boundOf`). No part of the entry; it is
   * made whenever the entry is read.
   */
  readonly bound?: string;
  /** SHA-256 of each of its files, in their order. An opening of version 0.1 has them in `of`. */
  readonly fileHashes?: readonly string[];
  /** What was found of each of its files when it attached them. Entries of version 0.1 have none. */
  readonly attachments?: readonly Attachment[];
  /** Whoever has or had it must not have it any more (B5.2.2c): it is registered again. */
  readonly takenBack?: true;
  /** Of what the resident signs by link: the generation of that link. */
  readonly generation?: number;
  /** Staff made that link, after the intake. */
  readonly via?: 'staff';
} & (
  | ({ readonly step: 'open' } & Opening)
  | Exclude<Command, { step: 'accept' | 'amend' | 'countersign' | 'withdraw' }>
  | {
      readonly step: 'countersign';
      readonly signature?: DrawnSignature;
      /** Of entries of version 0.1: what it signs. */
      readonly of?: readonly string[];
      readonly files?: readonly string[];
    }
  | ({
      readonly step: 'accept';
      readonly handler: string;
      readonly files?: readonly string[];
    } & Performed)
  | (Extract<Command, { step: 'withdraw' }> & {
      /** Of entries of version 0.1: what its signature signs, where it has one. */
      readonly of?: readonly string[];
    })
  | (Amendment & {
      readonly step: 'amend';
      readonly reason: string;
      readonly files?: readonly string[];
      readonly signature?: DrawnSignature;
      /** Of entries of version 0.1: what its signature signs, where it has one. */
      readonly of?: readonly string[];
      /** A signature is to be bound to the new words. */
      readonly toSign?: true;
      /** Of entries of version 0.1: the SHA-256 of new words that a signature is to be bound to. */
      readonly words?: string;
      /** Of a complaint that was written down anew: whom it is against now. */
      readonly accused?: readonly Accused[];
      /** The director takes somebody out of whom it is against: the resident need not sign that. */
      readonly takesOut?: true;
      /** It is another authority's from now on than it was, or an authority's at all. */
      readonly rerouted?: true;
    })
  | { readonly step: 'warning'; readonly clock: string }
  | {
      readonly step: 'breach';
      readonly clock: string;
      readonly dueAt: string;
      readonly clause: string;
      readonly owes: Owes;
      /** Who answers for it: of a section that owed it, its manager. */
      readonly answerable?: string;
    }
  | {
      readonly step: 'escalate';
      readonly clock: string;
      readonly level: number;
      readonly to: readonly string[];
    }
  | CarryOver
  | Erasure
  | NewLink
);

/** A chain that held plain values ends here: its entries stand before this one with commitments, and this is its last hash. */
export interface CarryOver {
  readonly step: 'carry-over';
  readonly lastHash: string;
}

/** The resident is given another link (contract section 10). */
export interface NewLink {
  readonly step: 'link';
  readonly generation: number;
}

/** The values of its entries are erased (contract section 12). */
export interface Erasure {
  readonly step: 'erase';
}

/** What the rules decide of a sheet; all else in it is what somebody said. */
export type Decided = Pick<
  SheetFields,
  | 'round'
  | 'urgency'
  | 'askerInformed'
  | 'owesSignature'
  | 'handledBy'
  | 'sections'
  | 'stoodIn'
  | 'disputedBy'
  | 'urgedAt'
  | 'urged'
  | 'appointment'
  | 'declined'
  | 'declinedBy'
  | 'statusSince'
  | 'phoneUnsigned'
  | 'link'
  | 'clocks'
  | 'history'
> & {
  readonly status: Status;
  readonly section: string;
  readonly handler: string;
  readonly disputed: boolean;
  readonly binding: boolean;
  readonly received: boolean;
  readonly followUp: Pick<FollowUp, 'attempts' | 'round' | 'outcome' | 'tries' | 'uncounted'>;
};

/** What the rules made of a step: what it changes in the sheet, but for the clocks that it starts. */
export type Result = Patch<Decided> & {
  /** Of an opening: the login of who asked signs it, where nothing was drawn. */
  readonly loginSigns?: true;
};

/** What happened: each is one entry of the ledger, and the state is nothing but their fold. */
export type SheetEvent = SaidEvent & { readonly result: Result };

/** An entry as it stands in a ledger, which may have begun under version 0.1. */
export type LedgerEntry = Chained<SaidEvent & { readonly result?: Result }>;

/** Whether somebody must still sign: with `withdraw` and `archive` nobody does any more. */
export function isSignatureOwed({ owesSignature, status }: Sheet): boolean {
  return owesSignature && status !== 'withdrawn' && status !== 'archived';
}
