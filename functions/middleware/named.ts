/** Answers with the names of whom they name by id (contract section 1). */
import { type NameSources, type Names, namedIn, namesFor } from '../../shared/contract/names.ts';
import type { DomainError } from '../../shared/domain/kernel/errors.ts';
import type { Directory, Person } from '../../shared/domain/model/directory.ts';
import { isStaff } from '../../shared/domain/model/roles.ts';
import { commandContext } from './command-context.ts';
import { type Refused, type RouteRequest, refusedBy } from './request.ts';

/** Who reads an answer, in which language. */
export type AnswerReader = Pick<RouteRequest<unknown, unknown>, 'caller' | 'language' | 'now'>;

/** More ids of people who left the site than this are named nowhere but in the ledger. */
const MOST_LOOKED_UP = 25;

/**
 * The answer with `names`, where it names anybody by id: by a directory that was read for it, or as it is remembered of a
 * site, the reader's unless another is given. Staff who have left for another site are looked up; residents are called what the
 * answer itself calls them.
 */
export async function named<A extends object>(
  answer: A,
  { caller, language, now }: AnswerReader,
  where: Directory | string = caller.site,
): Promise<A & { readonly names?: Names }> {
  const found = namedIn(answer);
  if (found.people.size + found.sections.size === 0) return answer;
  const directory = typeof where === 'string' ? await directoryWith(found.sections, where, now) : where;
  const sources: NameSources = {
    language,
    staff: [...(directory?.staff ?? []), caller],
    sections: directory?.sections ?? [],
  };
  const { names, unknown } = namesFor(found, sources);
  const others = await Promise.all(unknown.slice(0, MOST_LOOKED_UP).map(staffCalled));
  const more = others.flatMap((person) => (person === undefined ? [] : [[person.id, person.name]]));
  return { ...answer, names: { ...names, ...Object.fromEntries(more) } };
}

/** A refusal, to be thrown, with `names` of whom it names by id. */
export async function refusedNaming(refused: DomainError, reader: AnswerReader): Promise<Refused> {
  const { extensions } = refused;
  return refusedBy(extensions === undefined ? refused : refused.telling(await named(extensions, reader)));
}

/** A site's directory as it is remembered, or as it is now where a section may have been made since. */
async function directoryWith(sections: ReadonlySet<string>, site: string, now: string) {
  const known = await commandContext.directory.directory(site, now);
  const ids = new Set(known?.sections.map(({ id }) => id));
  return [...sections].every((id) => ids.has(id)) ? known : commandContext.directory.current(site, now);
}

async function staffCalled(id: string): Promise<Person | undefined> {
  const person = await commandContext.directory.person(id);
  return person !== undefined && isStaff(person) ? person : undefined;
}
