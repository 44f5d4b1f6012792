/** One command from the table and back: load, decide, evolve, commit (design, "the way of one request"). */
import { randomBytes } from 'node:crypto';
import { DomainError, invalid } from '../domain/kernel/errors.ts';
import { filesOf } from '../domain/kernel/files.ts';
import { chain, GENESIS, type LedgerEntry } from '../domain/kernel/ledger.ts';
import type { Command, OpenCommand, Sheet, SheetEvent } from '../domain/model/sheet.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import type { Actor, Directory, Person } from '../domain/organisation/organisation.ts';
import {
  entryShownTo,
  readerOf,
  type ShownEntry,
  shownTo,
  tellsResident,
} from '../domain/sheets/anonymity.ts';
import { decideAs } from '../domain/sheets/decide.ts';
import { evolve } from '../domain/sheets/evolve.ts';
import { localDay } from '../domain/sheets/number.ts';
import { openAs, type Turns } from '../domain/sheets/open.ts';
import { fileFinder, type LookIntoStorage } from '../store/files/files.ts';
import type { DirectoryCache } from '../store/organisation/directory-cache.ts';
import { type Change, type Committed, commit, type Intake } from '../store/sheets/commit.ts';
import { readCounter, readHead, readTurns } from '../store/sheets/sheets.ts';
import { inTurn, type Task } from '../store/table/in-turn.ts';
import { type Answer, type Claim, firstAnswer } from '../store/table/receipts.ts';
import { untilCommitted } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import { currentDirectoryFor, directoryFor } from './directory.ts';

/** What a command needs of the world. */
export interface House {
  readonly table: Table;
  readonly directory: DirectoryCache;
  /** A new ULID for an instant. */
  readonly newId: (now: string) => string;
  /** Says what was uploaded of a file; functions that take no files have none. */
  readonly storage?: LookIntoStorage;
}

/** A request as it comes in: who asks, when, and what makes it safe to repeat. */
export interface Asked {
  readonly caller: Person;
  /** The present instant. */
  readonly now: string;
  readonly claim?: Claim | undefined;
}

/**
 * Makes the answer to a change, of the sheet and the entry as whoever asks is shown them; it is remembered byte for
 * byte with the change itself.
 */
export type Reply = (sheet: Sheet, entry: ShownEntry) => Answer;

/** Opens a sheet; gives the answer, or why not. A refused intake takes no number. */
export async function openSheet(
  house: House,
  asked: Asked,
  command: OpenCommand,
  reply: Reply,
): Promise<Answer | DomainError> {
  const { table, directory } = house;
  const { caller, now } = asked;
  const [remembered, resident] = await Promise.all([
    directory.directory(command.site),
    command.resident?.id === undefined ? undefined : directory.person(command.resident.id),
  ]);
  if (remembered === undefined) return refusal(house, asked, invalid('/site', 'unknown-site'));
  const day = localDay(now, remembered.site.timeZone);
  // A plan that was published a moment ago holds for the very next sheet.
  const present = awaitedLater(currentDirectoryFor(house, command.site, command));
  const find = fileFinder(table, house.storage, command.files, caller.id, now);

  const attempt: Task<Answer | DomainError | 'conflict', Counted> = async (before, handOn) => {
    const [last, turns, files, site = remembered] = await Promise.all([
      // Who waited in line knows the number: it is being written this moment, and a failed guess only retries.
      before?.day === day ? before.last : readCounter(table, command.site, day),
      command.channel === 'online' ? readTurns(table, command.site) : undefined,
      find(),
      present,
    ]);
    const nth = last + 1;
    const context = { now, id: house.newId(now), nth, turns: turns ?? {}, caller, resident, files };
    const event = openAs(command, actorsOf(caller, site, now), site, context);
    if (event instanceof DomainError) {
      handOn({ day, last });
      return refusal(house, asked, event);
    }
    const after = evolve(undefined, event);
    const intake: Intake = {
      day,
      nth,
      ...(turns === undefined ? {} : { turns: taking(turns, event.firstContact) }),
    };
    const attached = filesOf(command.files, files);
    const entries = chain(salted([event], after), GENESIS);
    const change: Change = { before: undefined, after, entries, attached };
    const written = write(house, asked, change, reply, intake);
    const counted = { day, last: nth };
    // The next is made ready while this one is written. It counts on this one: where this one fails, so does it.
    // Not so where a turn is taken: the next would not see whose it is by then.
    if (turns === undefined) handOn(counted);
    const { answer, done } = await written;
    if (done === 'committed') handOn(counted);
    return answer;
  };
  // Intakes of one site share a counter; those of one process need not race each other for it.
  return untilCommitted(() => inTurn(command.site, attempt));
}

/** What an intake that waits can count on: the last number of a day. */
interface Counted {
  readonly day: string;
  readonly last: number;
}

/** Whoever was chosen goes to the end of the line. */
function taking(before: Turns, chosen: string): NonNullable<Intake['turns']> {
  const turn = Math.max(0, ...Object.values(before)) + 1;
  return { before, after: { ...before, [chosen]: turn } };
}

/** What a step asks beside its command. */
export interface StepAsked extends Asked {
  /** Versions one of which the sheet must be in (`If-Match`). */
  readonly expected?: readonly number[] | undefined;
}

/** Signs a step of a sheet; gives the answer, or why not. */
export async function signStep(
  house: House,
  asked: StepAsked,
  id: string,
  command: Command,
  reply: Reply,
): Promise<Answer | DomainError> {
  const { caller, now, expected } = asked;
  const named = command.step === 'amend' ? command.fields.resident?.id : undefined;
  const known = awaitedLater(
    Promise.all([
      // Its plan may be younger than what is remembered, and whoever is named may have left a moment ago.
      house.directory.directory(caller.site, 'current'),
      named === undefined ? undefined : house.directory.person(named),
    ]),
  );
  const written = command.step === 'amend' ? command.fields : undefined;
  const find = fileFinder(house.table, house.storage, command.files, caller.id, now);
  return untilCommitted(async () => {
    const [head, files, [, resident]] = await Promise.all([readHead(house.table, id), find(), known]);
    const remembered = await directoryFor(house, caller.site, head?.sheet, written);
    if (head === undefined || remembered === undefined) {
      return refusal(house, asked, new DomainError('not-found', 'not-visible'));
    }
    const decided = (site: Directory) => {
      const actors = actorsOf(caller, site, now);
      const context = { now, expected, resident, files };
      return { site, actors, events: decideAs(head.sheet, command, actors, site, context) };
    };
    let done = decided(remembered);
    // Nobody is refused for what is only remembered.
    if (done.events instanceof DomainError) {
      const present = await currentDirectoryFor(house, caller.site, head.sheet, written);
      if (present !== undefined && present !== remembered) done = decided(present);
    }
    const { site, actors, events } = done;
    if (events instanceof DomainError) return refusal(house, asked, events);
    const after = events.reduce<Sheet>(evolve, head.sheet);
    const entries = chain(salted(events, after), head.hash);
    const change = { before: head.sheet, after, entries, attached: filesOf(command.files, files) };
    return (await write(house, asked, change, shownBy(reply, actors, site))).answer;
  });
}

/** The reply as it may be given to one of these actors; who just signed has seen the sheet as far as they may. */
function shownBy(reply: Reply, actors: readonly Actor[], directory: Directory): Reply {
  return (sheet, entry) => {
    const reader = readerOf(actors, sheet, directory) ?? actors[0];
    return reader === undefined
      ? reply(sheet, entry)
      : reply(
          shownTo(reader, sheet, directory),
          entryShownTo(reader, entry as LedgerEntry, sheet, directory),
        );
  };
}

const SALT_BYTES = 16;

/**
 * An anonymous complaint's entries that tell who the resident is, with chance in them: whoever knows all residents
 * could else try which of them gives the hash.
 */
function salted(events: readonly SheetEvent[], sheet: Sheet): readonly SheetEvent[] {
  if (sheet.complaint?.anonymous !== true) return events;
  const salt = () => randomBytes(SALT_BYTES).toString('hex');
  return events.map((event) => (tellsResident(event, sheet) ? { ...event, salt: salt() } : event));
}

/** A promise that fails before anybody waits for it fails when somebody does, and not the process. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

interface Written {
  readonly answer: Answer | DomainError | 'conflict';
  readonly done: Committed;
}

async function write(
  house: House,
  { claim, now }: Asked,
  change: Change,
  reply: Reply,
  intake?: Intake,
): Promise<Written> {
  const entry = change.entries.at(-1);
  if (entry === undefined) throw new Error('a step that writes nothing');
  const answer = reply(change.after, entry);
  const done = await commit(house.table, change, claim && { claim, answer, now }, intake);
  return { answer: await answerTo(house.table, claim, now, answer, done), done };
}

/** What a client is told of a transaction: its own answer, the first answer to the same request, or to decide again. */
export async function answerTo(
  table: Table,
  claim: Claim | undefined,
  now: string,
  answer: Answer,
  done: Committed,
): Promise<Answer | DomainError | 'conflict'> {
  if (done === 'committed') return answer;
  if (done === 'conflict' || claim === undefined) return 'conflict';
  // The receipt is there now, unless it has just expired; then the next attempt writes over it.
  return (await remembered(table, claim, now)) ?? 'conflict';
}

/**
 * A refusal, unless this very request was met before: then it is its own first answer that stands in the way.
 * What is bad in itself stays bad input, also under a used key (contract section 1's order).
 */
export async function refusal(
  house: House,
  { claim, now }: Asked,
  error: DomainError,
): Promise<Answer | DomainError> {
  if (claim === undefined) return error;
  const before = await remembered(house.table, claim, now);
  if (before === undefined) return error;
  return before instanceof DomainError && error.code === 'validation-failed' ? error : before;
}

/** The first answer to a request, if it was met before; or that its key was used for another. */
export async function remembered(
  table: Table,
  claim: Claim,
  now: string,
): Promise<Answer | DomainError | undefined> {
  const before = await firstAnswer(table, claim, now);
  return before === 'mismatch' ? new DomainError('idempotency-mismatch', 'key-used-for-other-body') : before;
}
