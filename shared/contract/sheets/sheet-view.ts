/** Sheets as clients see them: what the rules keep for themselves left out, phones masked in lists. */

import type { CaseEntry } from '../../domain/cases/case.ts';
import { commitmentOf } from '../../domain/commitments/commitment-of.ts';
import type { AllowedStep } from '../../domain/kernel/allowing.ts';
import { valuesBySeq, type Written } from '../../domain/kernel/inscribe.ts';
import { maskedPhone } from '../../domain/kernel/masked-phone.ts';
import type { Resident, Sheet } from '../../domain/model/sheet.ts';
import type { RedactedEntry } from '../../domain/sheets/anonymity.ts';
import { type FoundResident, type Search, telOf } from '../../domain/sheets/finding.ts';
import { nextDueOf, type Summary } from '../../domain/sheets/summary.ts';
import { type LedgerPage, pageOfLedger } from '../forms/ledger-page.ts';

/**
 * A sheet in full, for somebody who may see it (contract section 3), with what they may sign next: what the rules keep for
 * themselves is left out, and members come in one order, which the table does not keep.
 */
export function sheetView(sheet: Sheet, allowedSteps: readonly AllowedStep[]) {
  const { id, number, site, kind, channel, category, simple, urgent, urgency, status, subject, details } =
    sheet;
  const { resident, requester, firstContact, section, handler, round, complaint, opinions, answer } = sheet;
  const { adopted, praise, appointment, record, declined, consultations = [], objections = [] } = sheet;
  const commitment = commitmentOf(sheet);
  const { replies, outcome, clocks, escalations, signatures, files, attachments = [], followUp } = sheet;
  const { version, openedAt, updatedAt, erased } = sheet;
  return {
    ...{ id, number, site, kind, channel, category, simple, urgent, urgency, status, subject, details },
    ...{ resident, requester, firstContact, section, handler, round, complaint, opinions, answer },
    ...{ praise, appointment, record, declined, consultations, objections },
    ...{ replies, outcome, adopted, clocks, escalations, signatures, files, attachments },
    ...{ followUp, commitment, erased, allowedSteps, version, openedAt, updatedAt },
  };
}

type AnyEntry = RedactedEntry | CaseEntry;

/** A ledger entry as it is hashed, with its frame first and its chain last. */
function entryView<E extends AnyEntry>(entry: E) {
  const { seq, at, actor, step, version, previousHash, hash, ...fields } = entry;
  return { seq, at, actor, step, ...fields, version, previousHash, hash };
}

/** An entry that was just written, with such of its values as the reader may see. */
export const writtenView = (written: Written<AnyEntry>) => ({
  entry: entryView(written.entry),
  values: valuesBySeq([written]),
});

/** A ledger as a reader is shown it (contract section 3), and in pages as any other is. */
export function ledgerView<F extends object>(
  ledger: readonly Written<AnyEntry>[],
  page: LedgerPage,
  more: F,
  most?: number,
) {
  const shown = { entries: ledger.map(({ entry }) => entryView(entry)), values: valuesBySeq(ledger) };
  return { ...pageOfLedger(shown, page, most), ...more };
}

/** A sheet as one row of a list (contract section 3). */
export function summaryView(sheet: Summary) {
  const { id, number, site, kind, channel, category, urgency, status, subject, section, handler } = sheet;
  const { firstContact, round, breached, openedAt, updatedAt, version } = sheet;
  const nextDue = nextDueOf(sheet);
  const unmet = sheet.unmet.map(({ id: clock, ...promise }) => ({ clock, ...promise }));
  const resident = sheet.resident === undefined ? undefined : masked(sheet.resident);
  return {
    ...{ id, number, site, kind, channel, category, urgency, status, subject, resident, section, handler },
    ...{ firstContact, round, nextDue, unmet, breached, openedAt, updatedAt, version },
  };
}

/** A resident whom customer service looks for; the number stands there whole for who said it whole. */
export function residentView({ id, name, phone, address, open, last }: FoundResident, { keys }: Search) {
  const isKnown = keys.tel !== undefined && keys.tel === telOf(phone);
  const newest = last && { number: last.number, subject: last.subject, at: last.openedAt };
  return { id, name, phone: isKnown ? phone : maskedPhone(phone), address, open, last: newest };
}

function masked({ name, phone, address }: Resident) {
  return { name, phone: maskedPhone(phone), address };
}
