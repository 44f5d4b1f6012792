/** Who is there: leave and duty shifts, loaded afresh, decided and written together (contract section 2, A1.4). */

import { DomainError } from '../domain/kernel/errors.ts';
import type { Directory, Duty, Leave, Person, Shift } from '../domain/model/directory.ts';
import { readableDuty, withShifts } from '../domain/organisation/duty.ts';
import { withLeave } from '../domain/organisation/leave.ts';
import { seesPerson } from '../domain/organisation/visibility.ts';
import { readDuty, writeDuty } from '../store/organisation/duty.ts';
import { readDirectory, readPerson } from '../store/organisation/organisation.ts';
import { writePerson } from '../store/organisation/organisation-writes.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import type { StepRequest } from './command.ts';
import { type Put, readerNow, written } from './organisation.ts';

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

/** Puts somebody on leave, or ends theirs where `leave` is undefined; gives the person, or why not. */
export function putLeave(
  table: Table,
  request: StepRequest,
  id: string,
  leave: Leave | undefined,
): Promise<Put<Person> | DomainError> {
  return retryOnConflict(async () => {
    const [reader, before] = await Promise.all([readerNow(table, request), readPerson(table, id)]);
    const directory = before && (await readDirectory(table, before.site, request.now));
    const after = withLeave(leave, { reader, before, directory, expected: request.expected });
    if (after instanceof DomainError) return after;
    return written(before, after, (person) =>
      writePerson(table, { before, after: person, directory: directory as Directory, former: undefined }),
    );
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
    const context = await dutyAt(table, request, place);
    const after = withShifts(shifts, context, request.expected);
    if (after instanceof DomainError) return after;
    return written(context.before, after, (duty) => writeDuty(table, duty, context.directory as Directory));
  });
}
