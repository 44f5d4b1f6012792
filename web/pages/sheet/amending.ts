/** What an amendment changes of a sheet. Pure. */
import {
  type AppointmentDraft,
  type ComplaintDraft,
  complaintDraftOf,
  complaintOf,
  type ResidentDraft,
  said,
} from '../../parts/matter/matter.ts';
import type { Schemas } from '../../session/api.ts';

type Sheet = Schemas['Sheet'];

export interface AmendDraft {
  readonly subject?: string | undefined;
  readonly details?: string | undefined;
  readonly category?: Schemas['Category'] | undefined;
  readonly simple?: boolean | undefined;
  readonly urgent?: boolean | undefined;
  readonly resident?: ResidentDraft | undefined;
  readonly appointment?: AppointmentDraft | undefined;
  readonly complaint?: ComplaintDraft | undefined;
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
/** In one order, whatever they were typed in. */
const inOrder = (draft: object) => Object.entries(draft).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** A body that was not accepted, as it is typed on: what people write in one line, the API has as a list. */
export function typedFrom(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { step: _step, fields, ...typed } = body;
  if (fields === undefined) return typed;
  const { complaint, ...rest } = fields as Partial<Sheet>;
  return { ...typed, fields: { ...rest, ...(complaint && { complaint: complaintDraftOf(complaint) }) } };
}

/** The fields to send: those that are other than the sheet has them. */
export function amendedFields(sheet: Sheet, draft: AmendDraft): Record<string, unknown> {
  const { resident, appointment, complaint, ...plain } = draft;
  const changed: Record<string, unknown> = Object.fromEntries(
    Object.entries(plain).flatMap(([name, value]) => {
      const typed = typeof value === 'string' ? value.trim() : value;
      const before = sheet[name as keyof typeof plain];
      return typed === undefined || typed === (before ?? (typeof typed === 'boolean' ? false : ''))
        ? []
        : [[name, typed]];
    }),
  );
  if (resident !== undefined && !isSame(inOrder(said(resident)), inOrder(sheet.resident ?? {})))
    changed.resident = said(resident);
  if (appointment !== undefined && !isSame(inOrder(said(appointment)), inOrder(sheet.appointment ?? {})))
    changed.appointment = said(appointment);
  const before = sheet.complaint && complaintOf(complaintDraftOf(sheet.complaint));
  const after = complaint && complaintOf(complaint);
  if (after !== undefined && !isSame(inOrder(after), inOrder(before ?? {}))) changed.complaint = after;
  return changed;
}
