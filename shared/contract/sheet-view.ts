/** Sheets as clients see them: what the rules keep for themselves left out, phones masked in lists. */
import type { Resident, Sheet } from '../domain/sheet.ts';
import type { Listed } from '../store/streams.ts';

/** A sheet in full, for somebody who may see it (contract section 3). */
export function sheetView(sheet: Sheet) {
  const { handledBy, sections, disputedBy, urgedAt, entries, disputed, binding, received, ...view } = {
    disputed: undefined,
    binding: undefined,
    received: undefined,
    ...sheet,
  };
  return view;
}

/** A sheet as one row of a list (contract section 3). */
export function summaryView(sheet: Listed) {
  const { id, number, site, kind, channel, category, urgency, status, subject, section, handler } = sheet;
  const { firstContact, round, nextDue, breached, openedAt, updatedAt, version } = sheet;
  const resident = sheet.resident === undefined ? undefined : masked(sheet.resident);
  return {
    ...{ id, number, site, kind, channel, category, urgency, status, subject, resident, section, handler },
    ...{ firstContact, round, nextDue, breached, openedAt, updatedAt, version },
  };
}

function masked({ name, phone, address }: Resident) {
  return { name, phone: maskedPhone(phone), address };
}

const SHOWN_FIRST = 3;
const SHOWN_LAST = 4;

/** A phone number as lists and letters show it: `138****5678`; of a short one only the last two digits. */
export function maskedPhone(phone: string): string {
  return phone.length > SHOWN_FIRST + SHOWN_LAST
    ? `${phone.slice(0, SHOWN_FIRST)}****${phone.slice(-SHOWN_LAST)}`
    : `****${phone.slice(-2)}`;
}
