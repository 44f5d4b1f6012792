/** The body of `POST /sheets` (contract section 3): its form, checked before anything is looked up. */

import * as z from 'zod';
import { CATEGORIES, CHANNELS, KINDS, type OpenCommand } from '../../domain/model/sheet.ts';
import { urgencyOf } from '../../domain/sheets/urgency.ts';
import { directoryId } from '../forms/directory-id.ts';
import { drawnSignature, files, instant, line, phone, text } from '../forms/text.ts';

export const resident = z
  .strictObject({
    id: directoryId.optional(),
    name: line(1, 100),
    phone,
    address: line(1, 200),
  })
  .meta({ id: 'Resident' });

/** A complaint in detail: time, place, cause, course of events, persons involved (B5.2.2a). */
export const complaint = z
  .strictObject({
    occurredAt: instant,
    place: line(1, 200),
    cause: text,
    course: text,
    persons: z.array(line(1, 200)).max(50),
    against: z
      .strictObject({ person: directoryId.optional(), section: directoryId.optional() })
      .refine((against) => against.person !== undefined || against.section !== undefined, {
        params: { reason: 'person-or-section' },
      })
      .optional(),
    anonymous: z.boolean().optional(),
  })
  .meta({ id: 'Complaint' });

/** When somebody is at home; how far off it may be depends on the time of asking. */
export const appointment = z
  .strictObject({ from: instant, to: instant })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { reason: 'ends-after-it-begins' } })
  .meta({ id: 'Appointment' });

/** What was said on the telephone or written in a letter, as typed (B5.1d). */
export const wordsOnRecord = z
  .strictObject({ at: instant, words: text, caller: line(1, 100).optional() })
  .meta({ id: 'WordsOnRecord' });

const praise = z
  .strictObject({ person: directoryId.optional(), section: directoryId.optional() })
  .refine(({ person, section }) => (person === undefined) !== (section === undefined), {
    params: { reason: 'person-or-section' },
  })
  .meta({ id: 'Praise' });

/** "Reason for the visit" is clear and concise (B5.1b). */
export const subject = line(4, 200);
export const category = z.enum(CATEGORIES);

const form = z.strictObject({
  site: directoryId,
  kind: z.enum(KINDS),
  channel: z.enum(CHANNELS),
  subject,
  details: text.optional(),
  resident: resident.optional(),
  requester: z.strictObject({ person: directoryId }).optional(),
  files: files.optional(),
  signature: drawnSignature.optional(),
  answer: text.optional(),
  /** Of a suggestion that is answered on the spot: whether it is adopted (A1.8). */
  adopted: z.boolean().optional(),
  category: category.optional(),
  simple: z.boolean().optional(),
  urgent: z.boolean().optional(),
  complaint: complaint.optional(),
  praise: praise.optional(),
  appointment: appointment.optional(),
  record: wordsOnRecord.optional(),
});

type Form = z.output<typeof form>;
type Member = keyof Form;
type Rule = readonly [broken: (body: Form) => boolean, member: Member, reason: string];

const isRepair = (body: Form) => body.kind === 'repair';
const isComplaint = (body: Form) => body.kind === 'complaint';
const isOnline = (body: Form) => body.channel === 'online';
const isPraise = (body: Form) => body.kind === 'praise';
/** Whoever asks is logged in as themselves. */
const isOwn = (body: Form) => isOnline(body) || body.channel === 'staff';
const onRecord = (body: Form) => body.channel === 'phone' || body.channel === 'letter';
const isUrgent = (body: Form) =>
  isRepair(body) && body.category !== undefined && urgencyOf(body) === 'urgent';

/** What one member demands of another, one row a rule. */
// biome-ignore format: a table reads best with one row a line
const RULES: readonly Rule[] = [
  [(body) => isRepair(body) && body.category === undefined, 'category', 'required'],
  [(body) => !isRepair(body) && body.category !== undefined, 'category', 'not-for-this-kind'],
  [(body) => !isRepair(body) && body.simple !== undefined, 'simple', 'not-for-this-kind'],
  [(body) => !isRepair(body) && body.urgent !== undefined, 'urgent', 'not-for-this-kind'],
  [(body) => isComplaint(body) && body.complaint === undefined, 'complaint', 'required'],
  [(body) => !isComplaint(body) && body.complaint !== undefined, 'complaint', 'not-for-this-kind'],
  [(body) => (isRepair(body) || isComplaint(body)) && body.answer !== undefined, 'answer', 'not-for-this-kind'],
  [(body) => body.adopted !== undefined && body.kind !== 'suggestion', 'adopted', 'not-for-this-kind'],
  [(body) => body.adopted !== undefined && body.answer === undefined, 'answer', 'required'],
  [(body) => isPraise(body) && body.praise === undefined, 'praise', 'required'],
  [(body) => !isPraise(body) && body.praise !== undefined, 'praise', 'not-for-this-kind'],
  [(body) => !isRepair(body) && body.appointment !== undefined, 'appointment', 'not-for-this-kind'],
  [(body) => isUrgent(body) && body.appointment !== undefined, 'appointment', 'not-for-urgent'],
  [(body) => !onRecord(body) && body.record !== undefined, 'record', 'not-for-this-channel'],
  [(body) => body.channel === 'staff' && body.resident !== undefined, 'resident', 'not-for-this-channel'],
  [(body) => isOwn(body) && body.answer !== undefined, 'answer', 'not-for-this-channel'],
  [(body) => isOnline(body) && body.requester !== undefined, 'requester', 'not-for-this-channel'],
  [(body) => !isOwn(body) && body.resident === undefined && body.requester === undefined, 'resident', 'required'],
  [(body) => body.resident !== undefined && body.requester !== undefined, 'requester', 'either-resident-or-requester'],
  // A visitor in person signs on the spot (B5.1c); staff who ask for something themselves need not.
  [(body) => body.channel === 'walk-in' && !isPraise(body) && body.requester === undefined && body.signature === undefined, 'signature', 'required'],
  // A telephone call or a letter has its record, typed or attached (B5.1d).
  [(body) => onRecord(body) && !isPraise(body) && body.requester === undefined && body.record === undefined && (body.files ?? []).length === 0, 'files', 'record-required'],
];

export const openBody = form
  .check((context) => {
    for (const [broken, member, reason] of RULES) {
      if (!broken(context.value)) continue;
      context.issues.push({ code: 'custom', path: [member], params: { reason }, input: context.value });
    }
  })
  .meta({ id: 'Intake' });

/** The command that a checked body is. */
export const toOpenCommand = (body: z.output<typeof openBody>): OpenCommand => body;
