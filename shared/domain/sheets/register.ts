/** The registers of customer service (B5.2a, B5.2b, B5.2.1a): who reads them, and their rows. Pure. */

import { maskedPhone } from '../kernel/masked-phone.ts';
import type { Actor, Directory } from '../model/directory.ts';
import type { HandOver, Signatory } from '../model/history.ts';
import { isOffice } from '../model/roles.ts';
import type { Sheet } from '../model/sheet.ts';
import { isCustomerService } from '../organisation/organisation.ts';
import { isResidentHidden, readerOf } from './anonymity.ts';

export const REGISTERS = ['hand-over', 'repairs'] as const;
export type Register = (typeof REGISTERS)[number];

/** A line that a sheet has in a register: when it was written, and the ledger entry that it stands for. */
export interface Line {
  readonly register: Register;
  readonly at: string;
  readonly seq: number;
}

/** Every line of a sheet; those of a sheet before a step are always among those after it. */
export function linesOf(sheet: Sheet): readonly Line[] {
  const passed = sheet.history.handOvers.map(({ at, seq }): Line => ({ register: 'hand-over', at, seq }));
  return sheet.kind === 'repair' ? [{ register: 'repairs', at: sheet.openedAt, seq: 1 }, ...passed] : passed;
}

/** Registers are for customer service and the office (contract section 6). */
export function readsRegisters(actor: Actor, directory: Directory): boolean {
  return isOffice(actor) || isCustomerService(directory, actor);
}

/** As which of them the reader may read this sheet's lines, shown most; undefined where as none. */
export function registerReaderOf(
  actors: readonly Actor[],
  sheet: Sheet,
  directory: Directory,
): Actor | undefined {
  return readerOf(
    actors.filter((actor) => readsRegisters(actor, directory)),
    sheet,
    directory,
  );
}

const named = (who: Signatory | undefined, directory: Directory) =>
  who && (directory.staff.find(({ id }) => id === who.id)?.name ?? who.id);

/** A line of the hand-over ledger (会签单交接记录本); people and sections by id, people by name as well. */
export function handOverRow(sheet: Sheet, handOver: HandOver, directory: Directory) {
  const { seq, step, at, round, by, section, opinion, state, receiver, receivedAt } = handOver;
  const signed = state === 'disputed' ? undefined : receiver;
  const disputer = state === 'disputed' ? receiver : undefined;
  return {
    ...{ sheet: sheet.id, number: sheet.number, kind: sheet.kind, subject: sheet.subject },
    ...{
      entry: seq,
      step,
      at,
      round,
      by: by?.id,
      byName: named(by, directory),
      byStandInFor: by?.standInFor,
    },
    section,
    opinion: opinion === undefined ? undefined : sheet.opinions[opinion]?.text,
    state,
    receiver: signed?.id,
    receiverName: named(signed, directory),
    receiverStandInFor: signed?.standInFor,
    receivedAt: signed && receivedAt,
    disputedBy: disputer?.id,
    disputedByName: named(disputer, directory),
    disputedAt: disputer && receivedAt,
  };
}
export type HandOverRow = ReturnType<typeof handOverRow>;

/** A line of the repair register (报修登记台帐) as that reader is shown it. */
export function repairRow(sheet: Sheet, reader: Actor, directory: Directory) {
  const { number, category, urgency, subject, section, handler, round, status, channel } = sheet;
  const { arrivedAt, completedAt, returnedAt } = sheet.history;
  const isHidden = isResidentHidden(reader, sheet, directory);
  const resident = isHidden ? undefined : sheet.resident;
  return {
    ...{ sheet: sheet.id, number, at: sheet.openedAt, channel, category, urgency },
    where: resident?.address,
    subject,
    resident: resident?.name ?? named(requesterOf(sheet), directory),
    phone: resident === undefined ? undefined : maskedPhone(resident.phone),
    ...{ firstContact: sheet.firstContact, section, handler },
    handlerName: handler === undefined ? undefined : named({ id: handler }, directory),
    ...{ arrivedAt, completedAt, returnedAt, round, status },
  };
}
export type RepairRow = ReturnType<typeof repairRow>;

const requesterOf = ({ requester }: Sheet): Signatory | undefined =>
  requester === undefined ? undefined : { id: requester.person };
