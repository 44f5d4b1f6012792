/** Changes of the organisation directory: load afresh, decide, write together (contract section 2). */

import { isRecused } from '../domain/complaints/recusal.ts';
import { DomainError } from '../domain/kernel/errors.ts';
import { canonical } from '../domain/kernel/ledger.ts';
import type { Actor, Directory, Person, Section, Site } from '../domain/model/directory.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import {
  askedChange,
  type DirectoryChange,
  isWaiting,
  type WaitingChange,
} from '../domain/organisation/changes.ts';
import type { LedgerEnd } from '../domain/organisation/directory-ledger.ts';
import {
  altererOf,
  isOverseen,
  leavesWork,
  organiserAmong,
  organiserBarrier,
  personBarrier,
  sectionBarrier,
  versionOf,
} from '../domain/organisation/directory-rules.ts';
import { type Asked, waitsAt } from '../domain/organisation/four-eyes.ts';
import { actorOf } from '../domain/organisation/organisation.ts';
import { actorsAt, type OrganisationReader, reaches } from '../domain/organisation/reach.ts';
import { readLedgerEnd } from '../store/organisation/directory-ledger.ts';
import { readFirstPerson } from '../store/organisation/first-person.ts';
import { readDirectory, readPerson, readSites } from '../store/organisation/organisation.ts';
import { writePerson, writeSection, writeSite } from '../store/organisation/organisation-writes.ts';
import { readChangesAbout, writeChange } from '../store/organisation/waiting-changes.ts';
import { readInHand } from '../store/sheets/work-in-hand.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import type { Committed } from '../store/table/transact.ts';
import type { CommandContext, StepRequest } from './command.ts';

/** What a change of the directory needs beside its request. */
export type DirectoryContext = Pick<CommandContext, 'table' | 'newId'>;

/** What was written, and whether it is new. */
export interface Put<T> {
  readonly entry: T;
  readonly isNew: boolean;
}

/** What a change of a person came to: it is written, or waits for a second pair of eyes. */
export type PutPerson = Put<Person> | { readonly asked: WaitingChange };

/** The caller with everybody as whom they act now, by the directory as it is now. */
export async function readerNow(
  table: Table,
  { caller, now }: Pick<StepRequest, 'caller' | 'now'>,
): Promise<OrganisationReader & { readonly person: Person }> {
  const [person, directory] = await Promise.all([
    readPerson(table, caller.id),
    readDirectory(table, caller.site, now),
  ]);
  if (person?.active !== true) return { person: caller, actors: [], directory };
  const actors = directory === undefined ? [actorOf(person)] : actorsOf(person, directory, now);
  return { person, actors, directory };
}

/** Who changes a site or a section; only asked where nothing kept them from it. */
function organiser(actors: readonly Actor[]): Actor {
  const actor = organiserAmong(actors);
  if (actor === undefined) throw new Error('a change by nobody');
  return actor;
}

/** Writes a site; gives what was written, or why not. */
export function putSiteEntry(
  table: Table,
  request: StepRequest,
  site: Site,
): Promise<Put<Site> | DomainError> {
  return retryOnConflict(async () => {
    const [reader, before, end] = await Promise.all([
      readerNow(table, request),
      readDirectory(table, site.id, request.now),
      readLedgerEnd(table, { of: 'site', id: site.id }),
    ]);
    const actors = actorsAt(reader, site.id);
    const barrier = organiserBarrier(actors, versionOf(before?.site), request.expected);
    if (barrier !== undefined) return barrier;
    const by = { at: request.now, actor: organiser(actors), kind: 'site', subject: site.id } as const;
    return written(before?.site, site, (after) =>
      writeSite(table, after, before, { event: { ...by, before: before?.site, after }, end }),
    );
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
    const [reader, directory, end] = await Promise.all([
      readerNow(table, request),
      readDirectory(table, site, request.now),
      readLedgerEnd(table, { of: 'site', id: site }),
    ]);
    if (directory === undefined || !reaches(reader.person, site)) {
      return new DomainError('not-found', 'unknown-site');
    }
    const actors = actorsAt(reader, site);
    const before = directory.sections.find(({ id }) => id === section.id);
    const barrier =
      organiserBarrier(actors, versionOf(before), request.expected) ??
      sectionBarrier(before, section, directory);
    if (barrier !== undefined) return barrier;
    const by = { at: request.now, actor: organiser(actors), kind: 'section', subject: section.id } as const;
    return written(before, section, (after) =>
      writeSection(table, after, directory, { event: { ...by, before, after }, end }),
    );
  });
}

/** Writes a person, staff or resident, or asks for it where it takes four eyes; gives what came of it, or why not. */
export function putPersonEntry(
  context: DirectoryContext,
  request: StepRequest,
  person: Person,
): Promise<PutPerson | DomainError> {
  const { table } = context;
  return retryOnConflict(async () => {
    // The person is read before the directories. Where somebody moves them to another site in between, the write
    // fails on the condition of their version, and is decided again.
    const [before, end] = await Promise.all([
      readPerson(table, person.id),
      readLedgerEnd(table, { of: 'person', id: person.id }),
    ]);
    const [reader, places, sites] = await Promise.all([
      readerNow(table, request),
      placesOf(table, before, person, request.now),
      person.sites === undefined ? undefined : readSites(table),
    ]);
    const { directory, former } = places;
    const isFirst = await isFirstThere(table, reader, directory);
    const alterer = altererOf(person, { reader, before, directory, isFirst });
    // Looking through somebody's sheets takes many reads, so it is not done for a caller who may not change them.
    const may = !(alterer instanceof DomainError);
    const leaves = may && leavesWork(before, person) && former !== undefined;
    const inHand = leaves ? await readInHand(table, person.id, former) : [];
    const { expected } = request;
    const hasInHand = inHand.length > 0;
    const facts = { reader, before, directory, former, expected, hasInHand, isFirst };
    const barrier = personBarrier(person, { ...facts, ...(sites && { sites }) });
    if (barrier !== undefined) return tellingInHand(barrier, inHand, reader);
    if (alterer instanceof DomainError || directory === undefined) throw new Error('a change by nobody');
    const asked = { actor: alterer, before, after: person, former, directory, isFirst };
    return changePerson(context, request, asked, end);
  });
}

/**
 * What stands against a change, with the sheets that are to be re-assigned first where it is these; no complaint against
 * whoever asks is among them (B5.2.2c).
 */
export function tellingInHand(
  barrier: DomainError,
  inHand: readonly Sheet[],
  { actors, directory }: OrganisationReader,
): DomainError {
  if (barrier.reason !== 'handles-open-sheets') return barrier;
  const isKept = (sheet: Sheet) =>
    directory !== undefined && actors.some((actor) => isRecused(actor, sheet, directory));
  const sheets = inHand.filter((sheet) => !isKept(sheet)).map(({ id, number }) => ({ id, number }));
  return barrier.telling({ sheets });
}

/** The directories of the sites to which somebody belongs before a change and after it, each once. */
export async function placesOf(table: Table, before: Person | undefined, after: Person, now: string) {
  const directory = await readDirectory(table, after.site, now);
  if (before === undefined) return { directory, former: undefined };
  const stays = before.site === after.site;
  return { directory, former: stays ? directory : await readDirectory(table, before.site, now) };
}

/** Whether the caller is the first person of the table, at a site that is not overseen yet. */
async function isFirstThere(table: Table, reader: OrganisationReader, directory: Directory | undefined) {
  if (directory === undefined || isOverseen(directory)) return false;
  if (!reader.actors.some(({ role }) => role === 'administrator')) return false;
  return (await readFirstPerson(table)) === reader.person.id;
}

/** Writes a change of a person that nothing stands against, or asks for it where it takes four eyes. */
export async function changePerson(
  { table, newId }: DirectoryContext,
  { now: at }: Pick<StepRequest, 'now'>,
  asked: Asked,
  end: LedgerEnd | undefined,
): Promise<PutPerson | 'conflict'> {
  const { actor, before, directory, former } = asked;
  const site = waitsAt(asked);
  if (site === undefined) {
    const event = { at, actor, kind: 'person', subject: asked.after.id, before } as const;
    return written(before, asked.after, (after) =>
      writePerson(
        table,
        { before, after, directory, former: former?.site.id === directory.site.id ? undefined : former },
        { event: { ...event, after }, end },
      ),
    );
  }
  const wanted = { site, actor, at, before: before ?? null, after: asked.after };
  const known = (await readChangesAbout(table, asked.after.id)).find(
    (kept) => isWaiting(kept, at) && isWanted(kept.change, wanted),
  );
  if (known !== undefined) return { asked: known.change };
  const change = askedChange({ ...wanted, id: newId(at) });
  return (await writeChange(table, change)) === 'conflict' ? 'conflict' : { asked: change };
}

/** Whether somebody asks for the very change that waits already: the same PUT again changes nothing. */
const isWanted = (
  change: WaitingChange,
  { actor, before, after }: Pick<DirectoryChange, 'actor' | 'before' | 'after'>,
) =>
  change.kind === 'person' &&
  change.actor.id === actor.id &&
  versionOf(change.before ?? undefined) === versionOf(before ?? undefined) &&
  isSame(change.after, after);

/** Writes an entry in its next version, unless it says already what it is to say. */
export async function written<T extends { readonly version?: number }>(
  before: T | undefined,
  after: T,
  write: (entry: T) => Promise<Committed>,
): Promise<Put<T> | 'conflict'> {
  if (before !== undefined && isSame(before, after)) {
    return { entry: { ...before, version: versionOf(before) ?? 1 }, isNew: false };
  }
  const entry = { ...after, version: (versionOf(before) ?? 0) + 1 };
  return (await write(entry)) === 'committed' ? { entry, isNew: before === undefined } : 'conflict';
}

function isSame(before: object, after: object): boolean {
  const said = (entry: object) => canonical({ ...entry, version: undefined });
  return said(before) === said(after);
}
