/** What lists know of a sheet. Pure. */
import type { Complained } from '../complaints/recusal.ts';
import type { Complaint, Sheet } from '../model/sheet.ts';

/** What a list knows of a sheet without reading its head. */
export type Summary = Pick<
  Sheet,
  | 'id'
  | 'number'
  | 'site'
  | 'kind'
  | 'channel'
  | 'category'
  | 'urgency'
  | 'status'
  | 'subject'
  | 'resident'
  | 'section'
  | 'handler'
  | 'firstContact'
  | 'round'
  | 'openedAt'
  | 'updatedAt'
  | 'version'
> &
  // What the gate of recusal needs, so that a row costs no request of its own (B5.2.2c).
  Complained & { readonly breached: boolean; readonly nextDue?: string };

/** A sheet's summary, as indexes carry it. */
export function summaryOf(sheet: Sheet): Summary {
  const { id, number, site, kind, channel, category, urgency, status, subject, resident, section } = sheet;
  const { handler, firstContact, round, openedAt, updatedAt, version, accused } = sheet;
  const { against, anonymous } = sheet.complaint ?? {};
  const isContested = against !== undefined || anonymous === true;
  const [due] = sheet.clocks.flatMap((clock) => (clock.state === 'running' ? clock.dueAt : [])).sort();
  return {
    ...{ id, number, site, kind, channel, category, urgency, status, subject, resident, section },
    ...{ handler, firstContact, round, openedAt, updatedAt, version, accused },
    ...(isContested ? { complaint: complainedOf(against, anonymous) } : {}),
    breached: sheet.clocks.some((clock) => clock.breachedAt !== undefined),
    ...(due === undefined ? {} : { nextDue: due }),
  };
}

export function complainedOf(against: Complaint['against'], anonymous: boolean | undefined) {
  return {
    ...(against === undefined ? {} : { against }),
    ...(anonymous === undefined ? {} : { anonymous }),
  };
}
