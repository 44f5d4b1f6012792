/** Who is there: leave and duty shifts, loaded afresh, decided and written together (contract section 2, A1.4). */

import { DomainError } from '../domain/kernel/errors.ts';
import type { Duty, Leave, Person, Shift } from '../domain/model/directory.ts';
import { dutyDigest } from '../domain/organisation/directory-ledger.ts';
import { readableDuty, withShifts } from '../domain/organisation/duty.ts';
import { granterOf, withLeave } from '../domain/organisation/leave.ts';
import { leads } from '../domain/organisation/organisation.ts';
import { seesPerson } from '../domain/organisation/visibility.ts';
import { readLedgerEnd } from '../store/organisation/directory-ledger.ts';
import { readDuty, writeDuty } from '../store/organisation/duty.ts';
import { readDirectory, readPerson } from '../store/organisation/organisation.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import type { StepRequest } from './command.ts';
import {
  changePerson,
  type DirectoryContext,
  type Put,
  type PutPerson,
  readerNow,
  written,
} from './organisation.ts';

/** Somebody's entry of the directory, or `not-found` for whoever may not see it. */
export async function getPersonEntry(
  table: Table,
  request: StepRequest,
  id: string,
): Promise<Person | DomainError> {
  const [reader, person] = await Promise.all([readerNow(table, request), readPerson(table, id)]);
  const isShown = person !== undefined && seesPerson(reader, person);
  return isShown ? person : new DomainError('not-found', 'person-not-visible');
}

/** Puts somebody on leave, or ends theirs where `leave` is undefined; gives what came of it, or why not. */
export function putLeave(
  context: DirectoryContext,
  request: StepRequest,
  id: string,
  leave: Leave | undefined,
): Promise<PutPerson | DomainError> {
  const { table } = context;
  return retryOnConflict(async () => {
    const [reader, before, end] = await Promise.all([
      readerNow(table, request),
      readPerson(table, id),
      readLedgerEnd(table, { of: 'person', id }),
    ]);
    const directory = before && (await readDirectory(table, before.site, request.now));
    const after = withLeave(leave, { reader, before, directory, expected: request.expected });
    if (after instanceof DomainError) return after;
    if (before === undefined || directory === undefined) throw new Error('leave of nobody');
    const actor = granterOf(before, after, reader, directory);
    if (actor instanceof DomainError) return actor;
    return changePerson(context, request, { actor, before, after, former: directory, directory }, end);
  });
}

/** A section of a site. */
interface Place {
  readonly site: string;
  readonly section: string;
}

/** What is known of a section's duty, and who asks; read afresh. */
async function dutyAt(table: Table, request: StepRequest, { site, section }: Place) {
  const [reader, before, directory] = await Promise.all([
    readerNow(table, request),
    readDuty(table, site, section),
    readDirectory(table, site, request.now),
  ]);
  return { reader, before, directory };
}

/** The shifts of a section as they were set, or `not-found` for whoever may not see them. */
export async function getDuty(table: Table, request: StepRequest, place: Place): Promise<Duty | DomainError> {
  return readableDuty(await dutyAt(table, request, place));
}

/** Sets the shifts of a section; gives them, or why not. */
export function putDuty(
  table: Table,
  request: StepRequest,
  place: Place,
  shifts: readonly Shift[],
): Promise<Put<Duty> | DomainError> {
  return retryOnConflict(async () => {
    const [context, end] = await Promise.all([
      dutyAt(table, request, place),
      readLedgerEnd(table, { of: 'site', id: place.site }),
    ]);
    const { before, directory, reader } = context;
    const after = withShifts(shifts, context, request.expected);
    if (after instanceof DomainError) return after;
    const actor = reader.actors.find((each) => leads(each, place.section));
    if (actor === undefined || directory === undefined) throw new Error('shifts set by nobody');
    const by = { at: request.now, actor, kind: 'duty', subject: place.section } as const;
    const was = before.version === 0 ? undefined : dutyDigest(before);
    return written(before, after, (duty) =>
      writeDuty(table, duty, directory, { event: { ...by, before: was, after: dutyDigest(duty) }, end }),
    );
  });
}
