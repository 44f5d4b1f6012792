/** An intake as it is typed at the desk, and the body that it becomes. Pure. */
import { urgencyOf } from '../../../shared/domain/sheets/urgency.ts';
import type { Picked } from '../../parts/files/kept.ts';
import {
  type AppointmentDraft,
  type ComplaintDraft,
  complaintOf,
  isTooShort,
  type RecordDraft,
  type ResidentDraft,
  said,
} from '../../parts/matter/matter.ts';
import type { Signature } from '../../parts/signature.ts';
import type { Schemas } from '../../session/api.ts';

export interface IntakeDraft {
  readonly channel: Schemas['Channel'];
  readonly kind: Schemas['Kind'];
  readonly subject?: string | undefined;
  readonly details?: string | undefined;
  readonly resident?: ResidentDraft | undefined;
  readonly category?: Schemas['Category'] | undefined;
  readonly urgent?: boolean | undefined;
  readonly simple?: boolean | undefined;
  readonly appointment?: AppointmentDraft | undefined;
  readonly complaint?: ComplaintDraft | undefined;
  readonly praise?:
    | { readonly person?: string | undefined; readonly section?: string | undefined }
    | undefined;
  readonly record?: RecordDraft | undefined;
  readonly answer?: string | undefined;
  readonly adopted?: boolean | undefined;
  readonly signature?: Signature | undefined;
  readonly files?: readonly Picked[] | undefined;
}

/** Which parts an intake has, by what and how it came. */
export function partsOf({ channel, kind, category, urgent = false }: IntakeDraft) {
  const isOwn = channel === 'staff';
  const isOnRecord = channel === 'phone' || channel === 'letter';
  const comesAtOnce = urgencyOf({ urgent, ...(category && { category }) }) === 'urgent';
  return {
    resident: !isOwn,
    record: isOnRecord,
    repair: kind === 'repair',
    appointment: kind === 'repair' && !comesAtOnce,
    complaint: kind === 'complaint',
    praise: kind === 'praise',
    answer: !isOwn && kind !== 'repair' && kind !== 'complaint',
    adopted: kind === 'suggestion',
    signature: channel === 'walk-in' && kind !== 'praise',
    needsRecord: isOnRecord && kind !== 'praise',
  };
}

const isTyped = (text: string | undefined) => text !== undefined && text.trim() !== '';

export type Fault = 'missing' | 'too-short' | 'record';

/** What is wrong before anything is sent, by the pointer of the member. */
export function faultsIn(draft: IntakeDraft): ReadonlyMap<string, Fault> {
  const parts = partsOf(draft);
  const { resident = {}, complaint = {}, praise = {}, record = {}, files = [], subject } = draft;
  const needed: readonly (readonly [pointer: string, isThere: boolean])[] = [
    ...(parts.resident
      ? (['name', 'phone', 'address'] as const).map(
          (member) => [`/resident/${member}`, isTyped(resident[member])] as const,
        )
      : []),
    ['/subject', isTyped(subject)],
    ...(parts.repair ? ([['/category', draft.category !== undefined]] as const) : []),
    ...(parts.complaint
      ? (['occurredAt', 'place', 'cause', 'course'] as const).map(
          (member) => [`/complaint/${member}`, isTyped(complaint[member])] as const,
        )
      : []),
    ...(parts.praise ? ([['/praise', (praise.person ?? praise.section) !== undefined]] as const) : []),
    ...(parts.signature ? ([['/signature', draft.signature !== undefined]] as const) : []),
  ];
  const faults = new Map<string, Fault>(
    needed.filter(([, isThere]) => !isThere).map(([pointer]) => [pointer, 'missing']),
  );
  if (isTooShort(subject)) faults.set('/subject', 'too-short');
  if (parts.needsRecord && !isTyped(record.words) && files.length === 0)
    faults.set('/record/words', 'record');
  return faults;
}

/** A resident as typed on: under another name it is somebody else, so that it no longer counts as who was found. */
export function typedOver(before: ResidentDraft, typed: ResidentDraft): ResidentDraft {
  if (typed.name === before.name) return typed;
  const { id: _id, ...somebody } = typed;
  return somebody;
}

/** Whoever signs for themselves bears the name as it is typed in the end. */
function signatureOf({ signature, resident }: IntakeDraft): Signature | undefined {
  const name = resident?.name?.trim() ?? '';
  if (signature === undefined) return undefined;
  return signature.onBehalf === undefined
    ? { ...signature, signer: name }
    : { ...signature, onBehalf: { ...signature.onBehalf, name } };
}

/**
 * The body of `POST /sheets`: what belongs to its kind and channel, of what was typed. What is missing is for the API to name.
 * @param files the ids of the files, which are there already
 */
export function bodyOf(draft: IntakeDraft, site: string, files: readonly string[]): Schemas['Intake'] {
  const parts = partsOf(draft);
  const { channel, kind, subject, details, category, urgent, simple, answer, adopted } = draft;
  const appointment = said(draft.appointment ?? {});
  const record = said(draft.record ?? {});
  const praise = said(draft.praise ?? {});
  const signature = parts.signature ? signatureOf(draft) : undefined;
  const isAnswered = parts.answer && isTyped(answer);
  return {
    ...{ site, channel, kind },
    ...said({ subject, ...(!parts.complaint && { details }) }),
    ...(parts.resident && { resident: said(draft.resident ?? {}) }),
    ...(parts.repair && said({ category, urgent, simple })),
    ...(parts.appointment && Object.keys(appointment).length > 0 && { appointment }),
    ...(parts.complaint && { complaint: complaintOf(draft.complaint ?? {}) }),
    ...(parts.praise && { praise }),
    ...(parts.record && record.words !== undefined && { record }),
    ...(isAnswered && said({ answer, ...(parts.adopted && { adopted }) })),
    ...(signature && { signature }),
    ...(files.length > 0 && { files: [...files] }),
  } as Schemas['Intake'];
}
