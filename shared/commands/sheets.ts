/** One command from the table and back: load, decide, evolve, commit (design, "the way of one request"). */

import { randomBytes } from 'node:crypto';
import { DomainError, invalid } from '../domain/kernel/errors.ts';
import { filesOf } from '../domain/kernel/files.ts';
import { chain, GENESIS } from '../domain/kernel/ledger.ts';
import type { Actor, Directory } from '../domain/model/directory.ts';
import type { Command, LedgerEntry, OpenCommand, Sheet, SheetEvent } from '../domain/model/sheet.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import {
  type RedactedEntry,
  readerOf,
  redactEntryFor,
  redactFor,
  tellsResident,
} from '../domain/sheets/anonymity.ts';
import { decideAs } from '../domain/sheets/decide.ts';
import { evolve } from '../domain/sheets/evolve.ts';
import { localDay } from '../domain/sheets/number.ts';
import { openAs, type Turns } from '../domain/sheets/open.ts';
import { fileFinder } from '../store/files/files.ts';
import { type Change, type Committed, commit, type Intake } from '../store/sheets/commit.ts';
import { readCounter, readHead, readTurns } from '../store/sheets/sheets.ts';
import type { CommandResponse } from '../store/table/idempotency.ts';
import { inTurn, type Task } from '../store/table/in-turn.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { CommandContext, CommandRequest, StepRequest } from './command.ts';
import { refusal, responseAfter } from './command.ts';
import { currentDirectoryFor, directoryFor } from './directory.ts';
/**
 * Makes the answer to a change, of the sheet and the entry as whoever asks is shown them; it is remembered byte for
 * byte with the change itself.
 */
export type RenderResponse = (sheet: Sheet, entry: RedactedEntry) => CommandResponse;

/** Opens a sheet; gives the answer, or why not. A refused intake takes no number. */
export async function openSheet(
  context: CommandContext,
  request: CommandRequest,
  command: OpenCommand,
  reply: RenderResponse,
): Promise<CommandResponse | DomainError> {
  const { table, directory } = context;
  const { caller, now } = request;
  const [remembered, resident] = await Promise.all([
    directory.directory(command.site),
    command.resident?.id === undefined ? undefined : directory.person(command.resident.id),
  ]);
  if (remembered === undefined) return refusal(context, request, invalid('/site', 'unknown-site'));
  const day = localDay(now, remembered.site.timeZone);
  // A plan that was published a moment ago holds for the very next sheet.
  const present = awaitedLater(currentDirectoryFor(context, command.site, command));
  const find = fileFinder(table, context.storage, command.files, caller.id, now);

  const attempt: Task<CommandResponse | DomainError | 'conflict', Counted> = async (before, handOn) => {
    const [last, turns, files, site = remembered] = await Promise.all([
      // Who waited in line knows the number: it is being written this moment, and a failed guess only retries.
      before?.day === day ? before.last : readCounter(table, command.site, day),
      command.channel === 'online' ? readTurns(table, command.site) : undefined,
      find(),
      present,
    ]);
    const nth = last + 1;
    const facts = { now, id: context.newId(now), nth, turns: turns ?? {}, caller, resident, files };
    const event = openAs(command, actorsOf(caller, site, now), site, facts);
    if (event instanceof DomainError) {
      handOn({ day, last });
      return refusal(context, request, event);
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
    const written = write(context, request, change, reply, intake);
    const counted = { day, last: nth };
    // The next is made ready while this one is written. It counts on this one: where this one fails, so does it.
    // Not so where a turn is taken: the next would not see whose it is by then.
    if (turns === undefined) handOn(counted);
    const { answer, done } = await written;
    if (done === 'committed') handOn(counted);
    return answer;
  };
  // Intakes of one site share a counter; those of one process need not race each other for it.
  return retryOnConflict(() => inTurn(command.site, attempt));
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

/** Signs a step of a sheet; gives the answer, or why not. */
export async function signStep(
  context: CommandContext,
  request: StepRequest,
  id: string,
  command: Command,
  reply: RenderResponse,
): Promise<CommandResponse | DomainError> {
  const { caller, now, expected } = request;
  const named = command.step === 'amend' ? command.fields.resident?.id : undefined;
  const known = awaitedLater(
    Promise.all([
      // Its plan may be younger than what is remembered, and whoever is named may have left a moment ago.
      context.directory.directory(caller.site, 'current'),
      named === undefined ? undefined : context.directory.person(named),
    ]),
  );
  const written = command.step === 'amend' ? command.fields : undefined;
  const find = fileFinder(context.table, context.storage, command.files, caller.id, now);
  return retryOnConflict(async () => {
    const [head, files, [, resident]] = await Promise.all([readHead(context.table, id), find(), known]);
    const remembered = await directoryFor(context, caller.site, head?.sheet, written);
    if (head === undefined || remembered === undefined) {
      return refusal(context, request, new DomainError('not-found', 'not-visible'));
    }
    const decided = (site: Directory) => {
      const actors = actorsOf(caller, site, now);
      const facts = { now, expected, resident, files };
      return { site, actors, events: decideAs(head.sheet, command, actors, site, facts) };
    };
    let done = decided(remembered);
    // Nobody is refused for what is only remembered.
    if (done.events instanceof DomainError) {
      const present = await currentDirectoryFor(context, caller.site, head.sheet, written);
      if (present !== undefined && present !== remembered) done = decided(present);
    }
    const { site, actors, events } = done;
    if (events instanceof DomainError) return refusal(context, request, events);
    const after = events.reduce<Sheet>(evolve, head.sheet);
    const entries = chain(salted(events, after), head.hash);
    const change = { before: head.sheet, after, entries, attached: filesOf(command.files, files) };
    return (await write(context, request, change, shownBy(reply, actors, site))).answer;
  });
}

/** The reply as it may be given to one of these actors; who just signed has seen the sheet as far as they may. */
function shownBy(reply: RenderResponse, actors: readonly Actor[], directory: Directory): RenderResponse {
  return (sheet, entry) => {
    const reader = readerOf(actors, sheet, directory) ?? actors[0];
    return reader === undefined
      ? reply(sheet, entry)
      : reply(
          redactFor(reader, sheet, directory),
          redactEntryFor(reader, entry as LedgerEntry, sheet, directory),
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
  readonly answer: CommandResponse | DomainError | 'conflict';
  readonly done: Committed;
}

async function write(
  context: CommandContext,
  { idempotencyKey: claim, now }: CommandRequest,
  change: Change,
  reply: RenderResponse,
  intake?: Intake,
): Promise<Written> {
  const entry = change.entries.at(-1);
  if (entry === undefined) throw new Error('a step that writes nothing');
  const answer = reply(change.after, entry);
  const done = await commit(context.table, change, claim && { claim, answer, now }, intake);
  return { answer: await responseAfter(context.table, claim, now, answer, done), done };
}
