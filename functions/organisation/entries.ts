/** What the directory's routes share: the id in the path, and the response. */

import type { Put, PutPerson } from '../../shared/commands/organisation.ts';
import { directoryId } from '../../shared/contract/forms/directory-id.ts';
import { changeView } from '../../shared/contract/organisation/change-view.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import type { Person } from '../../shared/domain/model/directory.ts';
import { versionOf } from '../../shared/domain/organisation/directory-rules.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { json } from '../middleware/json-response.ts';
import { type AnswerReader, named } from '../middleware/named.ts';
import { orRefused, Refused } from '../middleware/request.ts';

/** The id of that name in the path; a path with none that the directory could have is bad input. */
export function idIn(params: Readonly<Record<string, string | undefined>>, name: string): string {
  const read = directoryId.safeParse(params[name]);
  if (read.success) return read.data;
  throw new Refused('validation-failed', 'id-form', { pointer: `/${name}` });
}

/** An entry of the directory. */
type Entry = { readonly version?: number; readonly site?: string };

/** 200 with an entry and its version. */
export const entryResponse = <T extends Entry>(
  entry: T | DomainError,
  reader: AnswerReader,
): Promise<CommandResponse> =>
  putResponse(entry instanceof DomainError ? entry : { entry, isNew: false }, reader);

/** 201 with what is new, 200 with what has changed, each with its version. */
export async function putResponse<T extends Entry>(
  done: Put<T> | DomainError,
  reader: AnswerReader,
): Promise<CommandResponse> {
  const { entry, isNew } = orRefused(done);
  const version = versionOf(entry);
  const answer = await named({ ...entry, version }, reader, entry.site);
  return json(isNew ? 201 : 200, answer, { etag: `"${version}"` });
}

/** 200 with a person as they are once a change of theirs is settled. */
export const settledPerson = async (person: Person, reader: AnswerReader): Promise<CommandResponse> =>
  json(200, await named(person, reader, person.site), { etag: `"${versionOf(person)}"` });

/** The response to a change of a person: as of any entry or, where it waits for a second pair of eyes, 202. */
export async function changeResponse(
  done: PutPerson | DomainError,
  reader: AnswerReader,
): Promise<CommandResponse> {
  return !(done instanceof DomainError) && 'asked' in done
    ? json(202, await named({ change: changeView(done.asked) }, reader, done.asked.site))
    : putResponse(done, reader);
}
