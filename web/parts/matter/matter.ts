/** What is told of a matter, as it is being typed: whatever is not there yet is left out. Pure. */
import type { Schemas } from '../../session/api.ts';

type Part<T> = { readonly [K in keyof T]?: T[K] | undefined };

export type ResidentDraft = Part<Schemas['Resident']>;
export type AppointmentDraft = Part<Schemas['Appointment']>;
export type RecordDraft = Part<Schemas['WordsOnRecord']>;
export interface ComplaintDraft extends Part<Omit<Schemas['Complaint'], 'persons' | 'against'>> {
  /** As typed, with commas or lines between. */
  readonly persons?: string | undefined;
  readonly against?:
    | { readonly person?: string | undefined; readonly section?: string | undefined }
    | undefined;
}

/** Without what was left empty, and without blanks around what was typed. */
export function said<T extends object>(draft: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const members = Object.entries(draft).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value.trim() : value;
    return text === undefined || text === '' || text === false ? [] : [[name, text]];
  });
  return Object.fromEntries(members);
}

/** What a sheet is about has at least so many characters (contract section 3). */
const SHORTEST_SUBJECT = 4;

/** Whether something is typed, but too little to say what it is about. */
export function isTooShort(subject: string | undefined): boolean {
  const { length } = [...(subject?.trim() ?? '')];
  return length > 0 && length < SHORTEST_SUBJECT;
}

/** Names as people write them one after the other. */
export const namesIn = (text: string): string[] =>
  text
    .split(/[、，,;；\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** A complaint as the API takes it; what is missing it says itself. */
export function complaintOf({ persons = '', against, ...rest }: ComplaintDraft): Schemas['Complaint'] {
  const whom = against && said(against);
  // The members that are missing are for the API to name.
  return {
    ...said(rest),
    persons: namesIn(persons),
    ...(whom && Object.keys(whom).length > 0 ? { against: whom } : {}),
  } as Schemas['Complaint'];
}

/** A complaint as one types it, from one as the API gives it. */
export const complaintDraftOf = ({ persons, ...rest }: Schemas['Complaint']): ComplaintDraft => ({
  ...rest,
  persons: persons.join('、'),
});
