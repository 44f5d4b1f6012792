/** Why a command is refused. The codes are the contract's; what status they mean is no business of the domain. */

import { defined } from './defined.ts';
import type { OrganisationReason } from './organisation-reasons.ts';

export type RefusalCode =
  | 'validation-failed'
  | 'not-found'
  | 'forbidden'
  | 'precondition-required'
  | 'version-conflict'
  | 'step-not-allowed'
  | 'too-many-requests'
  | 'idempotency-mismatch'
  | 'unavailable';

/** Sentences that a refusal can give; each has its text in every language in `shared/contract/messages.ts`. */
export type Reason =
  | OrganisationReason
  | 'not-visible'
  | 'not-your-step'
  | 'not-in-this-state'
  | 'taken-by-a-colleague'
  | 'ledger-full'
  | 'already-received'
  | 'disputed-before'
  | 'binding-hand-over'
  | 'manager-hands-over'
  | 'channel-not-yours'
  | 'other-site'
  | 'urged-just-now'
  | 'limit-reached'
  | 'version-moved-on'
  | 'key-used-for-other-body'
  | 'busy'
  | 'required'
  | 'not-for-this-kind'
  | 'not-for-this-channel'
  | 'unknown-site'
  | 'unknown-section'
  | 'unknown-person'
  | 'unknown-file'
  | 'file-attached-before'
  | 'file-not-uploaded'
  | 'file-differs'
  | 'file-not-its-type'
  | 'signature-owed'
  | 'no-signature-owed'
  | 'record-required'
  | 'not-staff-of-section'
  | 'worker-handles-it'
  | 'nothing-to-amend'
  | 'either-resident-or-requester'
  | 'nobody-to-receive'
  | 'only-when-reached'
  | 'unknown-clock'
  | 'until-past'
  | 'until-before-due'
  | 'until-too-far'
  | 'no-exemption-now'
  | 'no-exemption-asked'
  | 'section-complained-of'
  | 'own-praise'
  | 'award-granters'
  | 'awards-of-staff'
  | 'award-not-visible'
  | 'award-withdrawn'
  | 'month-to-come'
  | 'appointment-past'
  | 'appointment-too-far'
  | 'not-for-urgent'
  | 'not-the-residents-name'
  | 'told-how'
  | 'word-on-record'
  | 'performed-when'
  | 'nearly-full'
  | 'not-to-be-consulted'
  | 'consulted-already'
  | 'declined-before'
  | 'rated-already'
  | 'objected-twice'
  | 'objected-too-late'
  | 'tried-just-now'
  | 'tried-at-night'
  | 'third-try-same-day'
  | 'write-off-too-early'
  | 'archive-waits'
  | 'erase-when-archived'
  | 'erased-already'
  | 'case-needs-it'
  | 'ledger-broken'
  | 'handler-complained-of'
  | 'handler-on-leave'
  | 'nobody-to-link'
  | 'link-over'
  | 'link-not-there'
  | 'complaint-not-by-link'
  | CaseReason;

/** Those of accountability cases (contract section 5). */
export type CaseReason =
  | 'case-not-visible'
  | 'case-moved-on'
  | 'case-not-in-this-state'
  | 'not-yours-to-open'
  | 'unknown-rule'
  | 'unknown-sheet'
  | 'not-the-first'
  | 'no-such-witness'
  | 'sanction-of-other-level'
  | 'no-loss'
  | 'loss-is-compensated'
  | 'more-than-the-loss'
  | 'more-than-is-owed'
  | 'in-person-only'
  | 'delivery-signed-for'
  | 'window-closed'
  | 'heavier-than-before'
  | 'statement-or-files'
  | 'only-when-varied'
  | 'not-the-subjects-name'
  | 'money-form'
  | 'above-nothing'
  | 'nothing-to-carry-out'
  | 'nothing-unpaid'
  | 'carried-out-when'
  | 'self-criticism-itself'
  | 'only-of-a-self-criticism';

type Extensions = Readonly<Record<string, unknown>>;

interface RefusalMore {
  readonly pointer?: string;
  readonly retryAfter?: number;
  readonly extensions?: Extensions;
}

export class DomainError {
  readonly code: RefusalCode;
  readonly reason: Reason;
  /** RFC 6901 pointer into the body, for bad input. */
  readonly pointer: string | undefined;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;
  /** What is told with it, as members of the problem (RFC 9457, section 3.2). */
  readonly extensions: Extensions | undefined;

  constructor(code: RefusalCode, reason: Reason, more: RefusalMore = {}) {
    this.code = code;
    this.reason = reason;
    this.pointer = more.pointer;
    this.retryAfter = more.retryAfter;
    this.extensions = more.extensions;
  }

  /** The same refusal, telling more. */
  telling(extensions: Extensions): DomainError {
    const { code, reason, pointer, retryAfter } = this;
    return new DomainError(code, reason, defined({ pointer, retryAfter, extensions }));
  }
}

/** How far a refused command got, in the order in which refusals are looked for (contract section 1). */
const PROGRESS: readonly RefusalCode[] = [
  'not-found',
  'forbidden',
  'precondition-required',
  'version-conflict',
  'validation-failed',
  'step-not-allowed',
  'too-many-requests',
];

/**
 * What comes of a command of somebody who may act as several: what the first comes to who is not refused; else the
 * refusal of who got farthest, `nobody` where there is none.
 */
export function asAnyOf<A, T>(
  actors: readonly A[],
  attempt: (actor: A) => T | DomainError,
  nobody: DomainError,
): T | DomainError {
  let refusal = nobody;
  for (const actor of actors) {
    const result = attempt(actor);
    if (!(result instanceof DomainError)) return result;
    if (PROGRESS.indexOf(result.code) > PROGRESS.indexOf(refusal.code)) refusal = result;
  }
  return refusal;
}

/** Bad input that only the table's state can tell, at a pointer into the body. */
export function invalid(pointer: string, reason: Reason): DomainError {
  return new DomainError('validation-failed', reason, { pointer });
}

/** Refused for who asks. */
export function forbidden(reason: Reason): DomainError {
  return new DomainError('forbidden', reason);
}

/** Refused for the state that the sheet is in. */
export function notAllowed(reason: Reason): DomainError {
  return new DomainError('step-not-allowed', reason);
}
