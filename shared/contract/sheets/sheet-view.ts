/** Sheets as clients see them: what the rules keep for themselves left out, phones masked in lists. */

import { commitmentOf } from '../../domain/commitments/commitment-of.ts';
import { maskedPhone } from '../../domain/kernel/masked-phone.ts';
import type { Resident, Sheet } from '../../domain/model/sheet.ts';
import type { RedactedEntry } from '../../domain/sheets/anonymity.ts';
import type { Summary } from '../../domain/sheets/summary.ts';

/**
 * A sheet in full, for somebody who may see it (contract section 3): what the rules keep for themselves is left
 * out, and members come in one order, which the table does not keep.
 */
export function sheetView(sheet: Sheet) {
  const { id, number, site, kind, channel, category, simple, urgent, urgency, status, subject, details } =
    sheet;
  const { resident, requester, firstContact, section, handler, round, complaint, opinions, answer } = sheet;
  const { adopted, praise, appointment, record, declined, consultations = [], objections = [] } = sheet;
  const commitment = commitmentOf(sheet);
  const { replies, outcome, clocks, escalations, signatures, files, attachments = [], followUp } = sheet;
  const { version, openedAt, updatedAt } = sheet;
  return {
    ...{ id, number, site, kind, channel, category, simple, urgent, urgency, status, subject, details },
    ...{ resident, requester, firstContact, section, handler, round, complaint, opinions, answer },
    ...{ praise, appointment, record, declined, consultations, objections },
    ...{ replies, outcome, adopted, clocks, escalations, signatures, files, attachments },
    ...{ followUp, commitment, version, openedAt, updatedAt },
  };
}

/** A ledger entry, as a reader is shown it, with its frame first and its chain last. */
export function entryView<E extends RedactedEntry>(entry: E) {
  const { seq, at, actor, step, version, previousHash, hash, ...fields } = entry;
  return { seq, at, actor, step, ...fields, version, previousHash, hash };
}

/** A sheet as one row of a list (contract section 3). */
export function summaryView(sheet: Summary) {
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
