/**
 * Erasures that people ask for (contract section 12): an administrator asks, a second pair of eyes confirms, and what is
 * archived of a resident, or one sheet of somebody without an id, is forgotten.
 */
import { isRecused } from '../domain/complaints/recusal.ts';
import { DomainError, forbidden, notAllowed } from '../domain/kernel/errors.ts';
import type { Actor, Person } from '../domain/model/directory.ts';
import { isResident } from '../domain/model/roles.ts';
import type { Sheet } from '../domain/model/sheet.ts';
import {
  askedErasure,
  type ErasureChange,
  eraserOf,
  isWaiting,
  type KeptChange,
  type WaitingChange,
} from '../domain/organisation/changes.ts';
import { peopleIn, type ReadLedger } from '../domain/organisation/directory-ledger.ts';
import { versionOf } from '../domain/organisation/directory-rules.ts';
import { actorsAt, type OrganisationReader } from '../domain/organisation/reach.ts';
import { erasureBarrier } from '../domain/sheets/erasure.ts';
import {
  forgetDirectoryValues,
  readDirectoryLedger,
  readLedgerEnd,
} from '../store/organisation/directory-ledger.ts';
import { readDirectory, readPerson } from '../store/organisation/organisation.ts';
import { writePerson } from '../store/organisation/organisation-writes.ts';
import { preferencesRemoval } from '../store/organisation/preferences.ts';
import {
  forgetSettlements,
  readChange,
  readChangesAbout,
  settlingWrites,
  writeChange,
} from '../store/organisation/waiting-changes.ts';
import { personRowRemovals } from '../store/sheets/finding.ts';
import { readHead, readSheets } from '../store/sheets/sheets.ts';
import { LINK_PREFIX, personPartition, sheetPartition } from '../store/table/keys.ts';
import { linkedIds } from '../store/table/links.ts';
import { UnreadableLedger } from '../store/table/readable.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import { transact } from '../store/table/transact.ts';
import type { CommandRequest } from './command.ts';
import { eraseSheet, hasOpenCases } from './erasing.ts';
import { type DirectoryContext, readerNow } from './organisation.ts';

/** What is to be erased: a resident with all that is archived of them, or one sheet. */
export interface WhatToErase {
  readonly of: 'person' | 'sheet';
  readonly id: string;
}

/** Asks for an erasure; gives the change that waits, or why not. Asked again while it waits, it is the same. */
export async function askForErasure(
  { table, newId }: DirectoryContext,
  request: CommandRequest,
  what: WhatToErase,
  reason: string,
): Promise<WaitingChange | DomainError> {
  const { now } = request;
  const found = await foundOf(table, what);
  if (found === undefined) return new DomainError('not-found', 'nothing-to-erase');
  const { site, sheets } = found;
  const actor = await administratorAt(table, request, site);
  if (actor instanceof DomainError) return actor;
  const barrier = await barrierTo(table, what, found);
  if (barrier !== undefined) return barrier;
  const known = (await readChangesAbout(table, what.id)).find(
    (kept) => kept.change.kind === 'erasure' && isWaiting(kept, now),
  );
  if (known !== undefined) return known.change;
  const complaints = sheets.some(({ kind }) => kind === 'complaint');
  const asked = { id: newId(now), subject: what.id, site, actor, at: now, of: what.of, reason, complaints };
  const change = askedErasure(asked);
  return (await writeChange(table, change)) === 'conflict'
    ? new DomainError('unavailable', 'busy', { retryAfter: 1 })
    : change;
}

interface Found {
  readonly site: string;
  readonly person?: Person;
  /** What is archived and not erased of them, or the sheet. */
  readonly sheets: readonly Sheet[];
  /** Whether something of theirs is not archived yet. */
  readonly isOpen: boolean;
}

async function foundOf(table: Table, { of, id }: WhatToErase): Promise<Found | undefined> {
  if (of === 'sheet') {
    const sheet = (await readHead(table, id))?.sheet;
    return sheet && { site: sheet.site, sheets: [sheet], isOpen: sheet.status !== 'archived' };
  }
  const person = await readPerson(table, id);
  if (person === undefined || !isResident(person)) return undefined;
  const all = await sheetsOf(table, id);
  return {
    ...{ site: person.site, person },
    sheets: all.filter(({ status, erased }) => status === 'archived' && erased !== true),
    isOpen: all.some(({ status }) => status !== 'archived'),
  };
}

/**
 * Every sheet of which somebody is the resident.
 * @throws UnreadableLedger where nobody can say that these are all, since one that may be theirs cannot be read
 */
export async function sheetsOf(table: Table, id: string): Promise<readonly Sheet[]> {
  const found = await readSheets(table, await linkedIds(table, personPartition(id), LINK_PREFIX));
  return [...found].flatMap(([each, sheet]) => {
    if (sheet === undefined) throw new UnreadableLedger(`${sheetPartition(each)} cannot be read`);
    return sheet.resident?.id === id ? sheet : [];
  });
}

/** The administrator as whom somebody asks; whoever reaches the site and is none is refused, all else is not there. */
async function administratorAt(
  table: Table,
  request: CommandRequest,
  site: string,
): Promise<Actor | DomainError> {
  const actors = actorsAt(await readerNow(table, request), site);
  if (actors.length === 0) return new DomainError('not-found', 'nothing-to-erase');
  return actors.find(({ role }) => role === 'administrator') ?? forbidden('administrator-erases');
}

async function barrierTo(
  table: Table,
  { of }: WhatToErase,
  { sheets, person }: Found,
): Promise<DomainError | undefined> {
  if (person?.erased === true && sheets.length === 0) return notAllowed('erased-already');
  for (const sheet of sheets) {
    if (of === 'sheet' && sheet.resident?.id !== undefined) return notAllowed('erase-the-resident');
    const barrier = erasureBarrier(sheet, await hasOpenCases(table, sheet.id));
    if (barrier !== undefined) return barrier;
  }
  return undefined;
}

/** What became of an erasure: the person, or the sheet, as they are now. */
export type Settled = { readonly person: Person } | { readonly sheet: Sheet };

/** The erasure with that id that is about a person or a sheet; undefined where there is none, or it is no erasure. */
export async function findErasure(
  table: Table,
  subject: string,
  id: string,
): Promise<KeptChange<ErasureChange> | undefined> {
  const kept = await readChange(table, subject, id);
  return kept?.change.kind === 'erasure' ? { change: kept.change, state: kept.state } : undefined;
}

/**
 * An erasure that waits, as whoever lists a site's changes is shown it: a complaint against them (B5.2.2c) neither counts among what is
 * erased nor, where it is the one sheet to be erased, is there. Who asked, and whose it is to confirm, are told all of it.
 */
export async function erasureFor(
  table: Table,
  reader: OrganisationReader & { readonly person: Person },
  change: ErasureChange,
  now: string,
): Promise<ErasureChange | undefined> {
  const mayConfirm = !(eraserOf('confirm', { change, state: 'waiting' }, reader, now) instanceof DomainError);
  if (!change.complaints || mayConfirm || change.actor.id === reader.person.id) return change;
  const [directory, ids] = await Promise.all([
    readDirectory(table, change.site, now),
    change.of === 'sheet' ? [change.subject] : linkedIds(table, personPartition(change.subject), LINK_PREFIX),
  ]);
  if (directory === undefined) return undefined;
  const actors = actorsAt(reader, change.site);
  // One that cannot be read may be against them.
  const isTold = (sheet: Sheet | undefined) =>
    sheet !== undefined && !actors.some((actor) => isRecused(actor, sheet, directory));
  const found = [...(await readSheets(table, ids)).values()];
  if (change.of === 'sheet') return found.every(isTold) ? change : undefined;
  const isCounted = (sheet: Sheet | undefined) =>
    sheet?.kind === 'complaint' && sheet.status === 'archived' && sheet.erased !== true && isTold(sheet);
  return { ...change, complaints: found.some(isCounted) };
}

/**
 * Confirms or dismisses an erasure; gives what it is of as it then is, or why not. Confirmed, sheet after sheet is erased
 * before the change is settled, so that a run which is cut off is gone on with by confirming once more.
 */
export async function settleErasure(
  table: Table,
  request: CommandRequest,
  how: 'confirm' | 'dismiss',
  kept: KeptChange<ErasureChange> | undefined,
): Promise<Settled | DomainError> {
  const { now } = request;
  const reader = await readerNow(table, request);
  const isShown = kept !== undefined && (await erasureFor(table, reader, kept.change, now)) !== undefined;
  const settler = eraserOf(how, isShown ? kept : undefined, reader, now);
  if (settler instanceof DomainError) return settler;
  const { change } = kept as KeptChange<ErasureChange>;
  const what = { of: change.of, id: change.subject };
  const found = await foundOf(table, what);
  if (found === undefined) return new DomainError('not-found', 'nothing-to-erase');
  if (how === 'dismiss') return settled(table, change, 'dismissed');
  const barrier = await barrierTo(table, what, found);
  if (barrier !== undefined && barrier.reason !== 'erased-already') return barrier;
  for (const sheet of found.sheets) {
    const erased = await eraseSheet(table, sheet.id, settler, now);
    if (erased instanceof DomainError && erased.reason !== 'erased-already') return erased;
  }
  const isForgotten = change.of === 'person' && !found.isOpen;
  return isForgotten
    ? retryOnConflict(() => forgetPerson(table, change, settler, now))
    : settled(table, change, 'confirmed');
}

/** Settles an erasure and nothing else; gives what it is of as it then is. */
function settled(
  table: Table,
  change: ErasureChange,
  state: 'confirmed' | 'dismissed',
): Promise<Settled | DomainError> {
  return retryOnConflict(async () => {
    if ((await transact(table, settlingWrites(table.name, change, state))) !== 'committed') return 'conflict';
    const [person, sheet] = await Promise.all([
      change.of === 'person' ? readPerson(table, change.subject) : undefined,
      change.of === 'sheet' ? readHead(table, change.subject) : undefined,
    ]);
    if (person !== undefined) return { person };
    return sheet === undefined ? new DomainError('not-found', 'nothing-to-erase') : { sheet: sheet.sheet };
  });
}

/** Who somebody ever was, as far as their ledger says it still. */
const everybodyIn = ({ entries, values }: ReadLedger): readonly Person[] =>
  entries.flatMap((entry) => peopleIn({ entry, values: values[entry.seq] ?? {} }));

/** Nothing of theirs is open: what the directory knows of the person goes as well. */
async function forgetPerson(
  table: Table,
  change: ErasureChange,
  confirmedBy: Actor,
  at: string,
): Promise<Settled | DomainError | 'conflict'> {
  const before = await readPerson(table, change.subject);
  if (before === undefined) return new DomainError('not-found', 'nothing-to-erase');
  const { id, role, site } = before;
  const after: Person = {
    ...{ id, role, site, name: '', active: false, erased: true },
    version: (versionOf(before) ?? 0) + 1,
  };
  const [directory, end, changes, { ledger }] = await Promise.all([
    readDirectory(table, site, at),
    readLedgerEnd(table, { of: 'person', id }),
    readChangesAbout(table, id),
    readDirectoryLedger(table, { of: 'person', id }),
  ]);
  if (directory === undefined) throw new Error(`no site ${site}`);
  const event = { at, actor: change.actor, confirmedBy, kind: 'person', subject: id, before, after } as const;
  const people = { before, after, directory, former: undefined };
  // Before it is settled, so that confirming once more goes on where this was cut off.
  await forgetDirectoryValues(table, id);
  await forgetSettlements(table, id);
  // What else waits about them says who they are, and is for nobody any more.
  const others = changes.filter((kept) => kept.change.id !== change.id && isWaiting(kept, at));
  const settling = [
    ...settlingWrites(table.name, change, 'confirmed'),
    preferencesRemoval(table.name, id),
    ...(await personRowRemovals(table, id, [before, ...everybodyIn(ledger)])),
    ...others.flatMap((kept) => settlingWrites(table.name, kept.change, 'dismissed')),
  ];
  const written = await writePerson(table, people, { event, end }, settling);
  return written === 'committed' ? { person: after } : 'conflict';
}
