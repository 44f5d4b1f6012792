/** A sheet as its resident's link shows it: what they are promised, what they may do, their own values, of nobody else anything. */
import type * as z from 'zod';
import { clauseTitle } from '../../domain/kernel/clauses.ts';
import { isLive } from '../../domain/model/clock.ts';
import type { Directory, Language } from '../../domain/model/directory.ts';
import type { Resident, Sheet } from '../../domain/model/sheet.ts';
import type { LinkStep } from '../../domain/sheets/link-steps.ts';
import type { linkedResponse } from './link.ts';

export type LinkedView = z.input<typeof linkedResponse>;

interface Shown {
  readonly sheet: Sheet & { readonly resident: Resident };
  readonly directory: Directory;
  readonly may: readonly LinkStep[];
  readonly now: string;
  readonly language: Language;
}

/** The answer of `GET /r/{token}` (contract section 10). */
export function linkedView({ sheet, directory, may, now, language }: Shown): LinkedView {
  const { site, staff } = directory;
  const nameOf = (id: string) => staff.find((person) => person.id === id)?.name ?? '';
  const { number, subject, status, record, outcome, answer } = sheet;
  return {
    now,
    site: { name: site.name, zh: site.zh, timeZone: site.timeZone },
    ...{ number, subject, status },
    firstContact: { name: nameOf(sheet.firstContact) },
    officePhone: site.phone,
    promised: promisedOf(sheet, language),
    comes: comesTo(sheet, nameOf),
    // What came of it or, of what was answered, what they were told.
    outcome: outcome ?? answer?.text,
    record,
    may: [...may],
    data: dataOf(sheet),
  };
}

/** What they are promised in this round, the earliest first. */
function promisedOf({ clocks, round }: Sheet, language: Language): LinkedView['promised'] {
  return clocks
    .filter((clock) => clock.round === round)
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .map(({ id, name, clause, dueAt, state }) => {
      const title = clauseTitle(clause)?.[language] ?? clause;
      return { clock: id, name, clause, title, dueAt, state };
    });
}

/** Who is on the way, and until when. */
function comesTo({ clocks, handler }: Sheet, nameOf: (id: string) => string): LinkedView['comes'] {
  const arrival = clocks.find((clock) => clock.name === 'arrival' && isLive(clock));
  return arrival === undefined || handler === undefined
    ? undefined
    : { name: nameOf(handler), dueAt: arrival.dueAt };
}

/** The resident's own values; whom a complaint names are others. */
function dataOf(sheet: Shown['sheet']): LinkedView['data'] {
  const { details, appointment, signatures, objections = [], followUp, complaint } = sheet;
  const { name, phone, address } = sheet.resident;
  const { rated } = followUp ?? {};
  return {
    resident: { name, phone, address },
    details,
    complaint: complaint && {
      ...{ occurredAt: complaint.occurredAt, place: complaint.place },
      ...{ cause: complaint.cause, course: complaint.course },
    },
    appointment,
    signedAt: signatures.map(({ at }) => at),
    objections: objections.map(({ text, at }) => ({ text, at })),
    rated: rated && {
      ...{ satisfaction: rated.satisfaction, attitude: rated.attitude },
      ...{ feedback: rated.feedback, at: rated.at },
    },
  };
}
