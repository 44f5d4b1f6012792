/** The accountability case (违规问责, A2.1 to A2.7c): its states and the entries of its ledger. */

import type { Attachment } from '../kernel/files.ts';
import type { Chained } from '../kernel/ledger.ts';
import type { Money } from '../kernel/money.ts';
import type { Patch } from '../kernel/patch.ts';
import type { TargetName } from '../model/clock.ts';
import type { Actor } from '../model/directory.ts';
import type { Authority } from '../model/roles.ts';
import type { CarryOver, DrawnSignature, Erasure, SheetAttachment, Signature } from '../model/sheet.ts';
import type { Outcome, Sanction } from './sanctions.ts';

export const CASE_STATUSES = [
  'opened',
  'concluded',
  'acknowledged',
  'referred',
  'decided',
  'delivered',
  'appealed',
  'reviewed',
  'final',
  'archived',
  'dismissed',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const CASE_GRADES = ['minor', 'first', 'serious', 'unfounded'] as const;
export type CaseGrade = (typeof CASE_GRADES)[number];

export const DELIVERY_MEANS = ['in-person', 'left-with-witness', 'post', 'electronic'] as const;
export type DeliveryMeans = (typeof DELIVERY_MEANS)[number];

export const REVIEW_OUTCOMES = ['upheld', 'varied', 'revoked'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** 1: the section's review; 2: the office's (A2.7b). */
export type Level = 1 | 2;

/** Windows and targets, as they held when the case was opened; ISO 8601. */
export interface CaseTerms {
  readonly window: string;
  /** How long before the window closes the subject is reminded. */
  readonly reminder: string;
  readonly review: { readonly 1: string; readonly 2: string };
  readonly delivery: string;
  /** Between the two that a missed target is raised to. */
  readonly raising: string;
  /** After so long without a step what nobody takes further lapses, and what was not carried out no longer keeps a case open. */
  readonly lapse: string;
  /** By when sanctions are carried out; unsaid in cases that were opened before this was asked. */
  readonly carryOut?: string;
  /** For how long an outcome bears on promotion, pay and assignment, by its heaviest sanction; unsaid as above. */
  readonly influence?: { readonly [I in Influence]: string };
}

/** The sanctions by how long they bear on somebody (A2.5). */
export const INFLUENCES = ['section', 'administrative', 'transfer'] as const;
export type Influence = (typeof INFLUENCES)[number];

export interface Origin {
  readonly sheet: string;
  readonly clock?: string;
}

export interface Conclusion {
  readonly findings: string;
  readonly conclusion: string;
  readonly grade: CaseGrade;
  readonly loss?: Money;
  readonly by: string;
  readonly at: string;
}

/** Signed by the subject, or refused before a witness: either counts as acknowledged (A2.1). */
export type Acknowledgement =
  | { readonly how: 'signed'; readonly at: string; readonly statement?: string }
  | { readonly how: 'refused'; readonly at: string; readonly witness: string; readonly reason: string };

export interface Decision extends Outcome {
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  /** Whose decision it is: the office's has one review, at the office. */
  readonly level: 'section' | 'office';
}

export interface Delivery {
  /** What was delivered: the decision (0) or the result of that review. */
  readonly of: 0 | Level;
  readonly means: DeliveryMeans;
  readonly witness?: string;
  readonly by: string;
  readonly at: string;
  /** When the subject signed for it. */
  readonly receivedAt?: string;
}

/** In which the subject may appeal: from the delivery to before `closesAt`. */
export interface Window {
  readonly level: Level;
  readonly opensAt: string;
  readonly closesAt: string;
  /** When the subject is reminded; none where the window is too short for it. */
  readonly remindAt?: string;
  readonly remindedAt?: string;
}

/** Somebody who would have been the reviewer, and why they are not. */
export interface PassedOver {
  readonly person: string;
  readonly reason: 'inactive' | 'subject' | Part;
}

export interface Appeal {
  readonly level: Level;
  readonly statement?: string;
  readonly files: readonly string[];
  readonly at: string;
  /** None where nobody is left who took no part. */
  readonly reviewer?: string;
  readonly passedOver: readonly PassedOver[];
  readonly dueAt: string;
  readonly outcome?: ReviewOutcome;
  readonly reason?: string;
  readonly sanctions?: readonly Sanction[];
  readonly compensation?: Money;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly deliveredAt?: string;
}

/** A sanction that was carried out (A2.2): when, and of a self-criticism itself, or that it was refused before a witness. */
export interface CarriedOut {
  readonly sanction: Sanction;
  /** When it was carried out; it was entered at `enteredAt`. */
  readonly at: string;
  readonly enteredAt: string;
  readonly by: string;
  readonly text?: string;
  readonly files?: readonly string[];
  readonly refused?: true;
  readonly witness?: string;
}

/** What was left to pay and is no longer asked. */
export interface Waiver {
  readonly amount: Money;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** By when a review is decided, its result or the decision delivered, or every sanction carried out. */
export interface CaseTarget {
  /** `delivery-0`, `review-1`, `delivery-1`, `carry-out-0`, …: the name and what it is of. */
  readonly id: string;
  readonly name: TargetName;
  readonly of: 0 | Level;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly stoppedAt?: string;
  readonly breachedAt?: string;
  readonly state: 'running' | 'stopped' | 'breached' | 'late';
  readonly clause: string;
  /** Nobody where there is no reviewer. */
  readonly owes: { readonly person?: string };
  readonly calendar: string;
  /** Counted into a year without data on holidays. */
  readonly provisional?: true;
}

/** A missed target was raised to these. */
export interface Raised {
  readonly clock: string;
  readonly level: number;
  readonly to: readonly string[];
  readonly at: string;
}

export type Part = 'investigated' | 'decided' | 'witnessed' | 'reviewed';

interface CaseFields {
  readonly id: string;
  readonly number: string;
  readonly site: string;
  readonly about: string;
  /** The subject's section when the case was opened. */
  readonly section?: string;
  readonly authority: Authority;
  readonly rule: string;
  readonly allegation: string;
  readonly origin?: Origin;
  readonly openedBy: readonly string[];
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly version: number;
  readonly entries: number;
  readonly terms: CaseTerms;
  /** The entry that brought the case where it is: what comes next counts from it. */
  readonly since: { readonly seq: number; readonly at: string };
  /** Everybody who took part, with whom they stood in for. */
  readonly parts: readonly { readonly person: string; readonly part: Part }[];
  readonly acknowledgement?: Acknowledgement;
  readonly report?: { readonly text: string; readonly by: string; readonly at: string };
  readonly deliveries: readonly Delivery[];
  readonly appeals: readonly Appeal[];
  readonly clocks: readonly CaseTarget[];
  readonly escalations: readonly Raised[];
  readonly signatures: readonly Signature[];
  /** What a signature is bound to by now: SHA-256 of the entry that concluded, decided or reviewed it last. */
  readonly signable?: readonly string[];
  /** Its values were erased (contract section 12). */
  readonly erased?: true;
  readonly paid?: Money;
  readonly waived?: Waiver;
  readonly carriedOut?: readonly CarriedOut[];
  /** What was attached, in the order of the ledger; the files of an appeal are the appeal's. */
  readonly files?: readonly string[];
  readonly attachments?: readonly SheetAttachment[];
  /** Why it ended without an outcome. */
  readonly dismissal?: { readonly reason: 'unfounded' | 'lapsed' | 'not-pursued'; readonly text?: string };
}

interface Investigated {
  readonly conclusion: Conclusion;
}
interface Judged extends Investigated {
  readonly decision: Decision;
  /** What holds now: the decision, or what the last review made of it; with what was not carried out when it was archived. */
  readonly outcome: Outcome & { readonly notCarriedOut?: readonly Sanction[] };
}

export type Case = CaseFields &
  (
    | { readonly status: 'opened' }
    | ({ readonly status: 'concluded' | 'acknowledged' | 'referred' } & Investigated)
    | ({ readonly status: 'decided' | 'reviewed' } & Judged)
    | ({ readonly status: 'delivered'; readonly window: Window } & Judged)
    | ({ readonly status: 'appealed'; readonly level: Level } & Judged)
    | ({ readonly status: 'final'; readonly finalAt: string } & Judged)
    | ({ readonly status: 'dismissed' } & Partial<Investigated & Judged>)
    | ({ readonly status: 'archived'; readonly finalAt?: string } & Partial<Investigated & Judged>)
  );

/** A case with a decision. */
export type JudgedCase = Case & Judged;

/** Evidence that a step brings along. */
interface WithFiles {
  readonly files?: readonly string[] | undefined;
}

export type CaseCommand = WithFiles & SteppingCommand;

type SteppingCommand =
  | {
      readonly step: 'conclude';
      readonly findings: string;
      readonly conclusion: string;
      readonly grade: CaseGrade;
      readonly loss?: Money | undefined;
    }
  | {
      readonly step: 'acknowledge';
      readonly signature: DrawnSignature;
      readonly statement?: string | undefined;
    }
  | { readonly step: 'record-refusal'; readonly witness: string; readonly reason: string }
  | { readonly step: 'refer'; readonly report: string }
  | {
      readonly step: 'decide';
      readonly sanctions: readonly Sanction[];
      readonly compensation?: Money | undefined;
      readonly reason: string;
    }
  | { readonly step: 'deliver'; readonly means: DeliveryMeans; readonly witness?: string | undefined }
  | { readonly step: 'receive'; readonly signature: DrawnSignature }
  | { readonly step: 'pay'; readonly payment: Money }
  | {
      readonly step: 'carry-out';
      readonly sanction: Sanction;
      readonly at: string;
      readonly text?: string | undefined;
      readonly refused?: true | undefined;
      readonly witness?: string | undefined;
    }
  | { readonly step: 'waive'; readonly reason: string };

export interface AppealCommand extends WithFiles {
  readonly step: 'appeal';
  readonly statement?: string | undefined;
}

/** `decide` at `/cases/{id}/appeals/{level}/sign-offs`. */
export interface ReviewCommand extends WithFiles {
  readonly step: 'review';
  readonly level: Level;
  readonly outcome: ReviewOutcome;
  readonly reason: string;
  readonly sanctions?: readonly Sanction[] | undefined;
  readonly compensation?: Money | undefined;
}

export type AnyCaseCommand = CaseCommand | AppealCommand | ReviewCommand;
export type CaseStepName = AnyCaseCommand['step'];

/** What an entry that starts a target says of it. */
interface Starts {
  readonly starts?: CaseTarget;
}

export interface CaseOpening {
  readonly step: 'open';
  readonly id: string;
  readonly number: string;
  readonly site: string;
  readonly about: string;
  readonly section?: string;
  readonly authority: Authority;
  readonly rule: string;
  readonly allegation: string;
  readonly origin?: Origin;
  readonly files?: readonly string[];
  readonly terms: CaseTerms;
}

/** A review's decision is a `decide` too; it alone has a `level`. */
export interface ReviewEntry extends Starts {
  readonly step: 'decide';
  readonly level: Level;
  readonly outcome: ReviewOutcome;
  readonly reason: string;
  readonly sanctions: readonly Sanction[];
  readonly compensation?: Money;
  /** Who decided in the place of an appointed reviewer who has left, and whom that passed over. */
  readonly passedOver?: readonly PassedOver[];
  readonly files?: readonly string[] | undefined;
}

/** A sanction carried out, as its entry says it: `at` is there when it was entered. */
export type CarryOutEntry = Omit<Extract<CaseCommand, { step: 'carry-out' }>, 'at'> & {
  readonly carriedOutAt: string;
};

type Said =
  | CaseOpening
  | Exclude<CaseCommand, { step: 'acknowledge' | 'receive' | 'decide' | 'deliver' | 'carry-out' }>
  | CarryOutEntry
  | (Extract<CaseCommand, { step: 'acknowledge' | 'receive' }> & {
      /** Of entries of version 0.1: what it signs. */
      readonly of?: readonly string[];
    })
  | ({ readonly level?: undefined } & Extract<CaseCommand, { step: 'decide' }> & Starts)
  | ReviewEntry
  | (Extract<CaseCommand, { step: 'deliver' }> &
      Starts & { readonly of: 0 | Level; readonly window?: Window })
  | (AppealCommand &
      Starts & {
        readonly level: Level;
        readonly reviewer?: string;
        readonly passedOver: readonly PassedOver[];
      })
  | { readonly step: 'dismiss'; readonly reason: string }
  // Of the system:
  | { readonly step: 'warning'; readonly level: Level; readonly closesAt: string }
  | {
      readonly step: 'breach';
      readonly clock: string;
      readonly dueAt: string;
      readonly owes: CaseTarget['owes'];
      readonly clause: string;
    }
  | {
      readonly step: 'escalate';
      readonly clock: string;
      readonly level: number;
      readonly to: readonly string[];
    }
  | ({ readonly step: 'close'; readonly closedAt: string } & Starts)
  | { readonly step: 'lapse' }
  | { readonly step: 'archive'; readonly notCarriedOut?: readonly Sanction[] }
  | CarryOver
  | Erasure;

/** What is said in an entry, before the rules have made anything of it. Entries of version 0.1 have no more. */
export type SaidOfCase = Said & {
  readonly seq: number;
  readonly at: string;
  readonly actor: Actor;
  readonly version: number;
  /** SHA-256 of each file, in the order of `files`; entries of version 0.1 say nothing else of them. */
  readonly fileHashes?: readonly string[];
  readonly attachments?: readonly Attachment[];
  /** What a signature on its words is bound to: as of a sheet's entries. No part of the entry. */
  readonly bound?: string;
};

/** What the rules decide of a case; all else in it is what somebody said. */
export type CaseDecided = Pick<CaseFields, 'since' | 'parts' | 'clocks' | 'paid' | 'waived' | 'dismissal'> & {
  readonly status: CaseStatus;
  readonly level: Level;
  readonly window: Window;
  readonly decision: Decision;
  readonly finalAt: string;
};

/** What the rules made of an entry: what it changes in the case, but for the target that it starts. */
export type CaseResult = Patch<CaseDecided>;

/** What happened: each is one entry of the ledger, and the case is nothing but their fold. */
export type CaseEvent = SaidOfCase & { readonly result: CaseResult };

/** An entry as it stands in a ledger, which may have begun under version 0.1. */
export type CaseEntry = Chained<SaidOfCase & { readonly result?: CaseResult }>;
