/** Changes of the organisation directory: load afresh, decide, write together (contract section 2). */

import { DomainError } from '../domain/kernel/errors.ts';
import { canonical } from '../domain/kernel/ledger.ts';
import type { Actor, Directory, Person, Section, Site } from '../domain/model/directory.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import {
  leavesWork,
  organiserAmong,
  organiserBarrier,
  personBarrier,
  sectionBarrier,
  versionOf,
} from '../domain/organisation/directory-rules.ts';
import { activeInRole, actorOf } from '../domain/organisation/organisation.ts';
import type { OrganisationReader } from '../domain/organisation/visibility.ts';
import { readDirectory, readPerson, readSites } from '../store/organisation/organisation.ts';
import { writePerson, writeSection, writeSite } from '../store/organisation/organisation-writes.ts';
import { hasInHand } from '../store/sheets/work-in-hand.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import type { StepRequest } from './command.ts';

/** What was written, and whether it is new. */
export interface Put<T> {
  readonly entry: T;
  readonly isNew: boolean;
}

/** The caller with everybody as whom they act now, by the directory as it is now. */
export async function readerNow(
  table: Table,
  { caller, now }: Pick<StepRequest, 'caller' | 'now'>,
): Promise<OrganisationReader> {
  const [person, directory] = await Promise.all([
    readPerson(table, caller.id),
    readDirectory(table, caller.site, now),
  ]);
  if (person?.active !== true) return { person: caller, actors: [], directory };
  const actors = directory === undefined ? [actorOf(person)] : actorsOf(person, directory, now);
  return { person, actors, directory };
}

/** Writes a site; gives what was written, or why not. */
export function putSiteEntry(
  table: Table,
  request: StepRequest,
  site: Site,
): Promise<Put<Site> | DomainError> {
  return retryOnConflict(async () => {
    const [{ actors }, before] = await Promise.all([
      readerNow(table, request),
      readDirectory(table, site.id, request.now),
    ]);
    const barrier = organiserBarrier(actors, versionOf(before?.site), request.expected);
    if (barrier !== undefined) return barrier;
    return written(before?.site, site, (entry) => writeSite(table, entry, before));
  });
}

/** Writes a section of a site; gives what was written, or why not. */
export function putSectionEntry(
  table: Table,
  request: StepRequest,
  site: string,
  section: Section,
): Promise<Put<Section> | DomainError> {
  return retryOnConflict(async () => {
    const [{ actors }, directory] = await Promise.all([
      readerNow(table, request),
      readDirectory(table, site, request.now),
    ]);
    if (directory === undefined) return new DomainError('not-found', 'unknown-site');
    const before = directory.sections.find(({ id }) => id === section.id);
    const barrier =
      organiserBarrier(actors, versionOf(before), request.expected) ??
      sectionBarrier(before, section, directory);
    if (barrier !== undefined) return barrier;
    return written(before, section, (entry) => writeSection(table, entry, directory));
  });
}

/** Writes a person, staff or resident; gives what was written, or why not. */
export function putPersonEntry(
  table: Table,
  request: StepRequest,
  person: Person,
): Promise<Put<Person> | DomainError> {
  return retryOnConflict(async () => {
    // The person is read before the directories. Where somebody moves them to another site in between, the write
    // fails on the condition of their version, and is decided again.
    const before = await readPerson(table, person.id);
    const moves = before !== undefined && before.site !== person.site;
    const [{ actors }, directory, other] = await Promise.all([
      readerNow(table, request),
      readDirectory(table, person.site, request.now),
      moves ? readDirectory(table, before.site, request.now) : undefined,
    ]);
    // Looking through somebody's sheets takes many reads, so it is not done for a caller who may not change the
    // directory.
    const may = organiserAmong(actors) !== undefined;
    const [inHand, isDirected] = await Promise.all([
      may && leavesWork(before, person) && hasInHand(table, person.id),
      isAnySiteDirected(table, actors, person, request.now),
    ]);
    const { expected } = request;
    const former = moves ? other : directory;
    const context = { actors, before, directory, former, expected, hasInHand: inHand, isDirected };
    const barrier = personBarrier(person, context);
    if (barrier !== undefined) return barrier;
    return written(before, person, (after) =>
      writePerson(table, { before, after, directory: directory as Directory, former: other }),
    );
  });
}

/** Whether there is a director anywhere; looked up only where an administrator would appoint the first one. */
async function isAnySiteDirected(
  table: Table,
  actors: readonly Actor[],
  person: Person,
  now: string,
): Promise<boolean> {
  if (person.role !== 'director' || organiserAmong(actors)?.role !== 'administrator') return true;
  for (const site of await readSites(table)) {
    const directory = await readDirectory(table, site, now);
    if (directory !== undefined && activeInRole(directory, 'director').length > 0) return true;
  }
  return false;
}

/** Writes an entry in its next version, unless it says already what it is to say. */
export async function written<T extends { readonly version?: number }>(
  before: T | undefined,
  after: T,
  write: (entry: T) => Promise<'committed' | 'conflict'>,
): Promise<Put<T> | 'conflict'> {
  if (before !== undefined && isSame(before, after)) {
    return { entry: { ...before, version: versionOf(before) ?? 1 }, isNew: false };
  }
  const entry = { ...after, version: (versionOf(before) ?? 0) + 1 };
  return (await write(entry)) === 'conflict' ? 'conflict' : { entry, isNew: before === undefined };
}

function isSame(before: object, after: object): boolean {
  const said = (entry: object) => canonical({ ...entry, version: undefined });
  return said(before) === said(after);
}
