/** One command from the table and back: load, decide, evolve, commit (design, "the way of one request"). */

import { randomBytes } from 'node:crypto';
import { defined } from '../domain/kernel/defined.ts';
import { DomainError, invalid } from '../domain/kernel/errors.ts';
import { filesOf } from '../domain/kernel/files.ts';
import { chain, GENESIS } from '../domain/kernel/ledger.ts';
import { localDay } from '../domain/kernel/local-time.ts';
import type { Actor, Directory, Person } from '../domain/model/directory.ts';
import type { Command, LedgerEntry, OpenCommand, Sheet, SheetEvent } from '../domain/model/sheet.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { intakeLimit, isIntakeCounted, withUse } from '../domain/organisation/limits.ts';
import {
  type RedactedEntry,
  readerOf,
  redactEntryFor,
  redactFor,
  tellsResident,
} from '../domain/sheets/anonymity.ts';
import { decideAs } from '../domain/sheets/decide.ts';
import { evolve } from '../domain/sheets/evolve.ts';
import { openAs, type Turns, takesTurn } from '../domain/sheets/open.ts';
import { withOwes } from '../domain/sheets/owing.ts';
import { fileFinder } from '../store/files/files.ts';
import { readUses } from '../store/organisation/uses.ts';
import { withAttachments } from '../store/sheets/attachments.ts';
import { type Change, commit, type Intake } from '../store/sheets/commit.ts';
import { readCounter, readHead, readTurns } from '../store/sheets/sheets.ts';
import type { CommandResponse } from '../store/table/idempotency.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import {
  type CommandContext,
  type CommandRequest,
  refusal,
  respondOnce,
  type StepRequest,
} from './command.ts';
import { currentDirectoryFor, directoryFor } from './directory.ts';

/**
 * Makes the response to a change from the sheet and the entry as whoever asks is shown them; it is recorded byte for
 * byte together with the change.
 */
export type RenderResponse = (sheet: Sheet, entry: RedactedEntry) => CommandResponse;

/** Opens a sheet; gives the response, or why not. A refused intake takes no number. */
export async function openSheet(
  context: CommandContext,
  request: CommandRequest,
  command: OpenCommand,
  render: RenderResponse,
): Promise<CommandResponse | DomainError> {
  const { table, directory } = context;
  const { caller, now } = request;
  const [known, resident] = await Promise.all([
    directory.directory(command.site, now),
    command.resident?.id === undefined ? undefined : directory.person(command.resident.id),
  ]);
  if (known === undefined) return refusal(table, request, invalid('/site', 'unknown-site'));
  const day = localDay(now, known.site.timeZone);
  const find = fileFinder(table, context.storage, command.files, caller.id, now);

  if (isIntakeCounted(command.channel)) {
    const { uses } = await readUses(table, caller.id, 'INTAKES');
    const limit = intakeLimit(command.channel, uses, now, context.limits);
    const facts = { now, id: '', nth: 0, turns: {}, caller, resident, files: limit && (await find()) };
    // Whoever is beyond their limit, and nothing else stands against it, takes no turn at the counter: others would
    // wait behind them.
    if (
      limit !== undefined &&
      !(openAs(command, actorsOf(caller, known, now), known, facts) instanceof DomainError)
    )
      return refusal(table, request, limit);
  }

  return retryOnConflict(async () => {
    const [last, turns, files, site = known, lately] = await Promise.all([
      readCounter(table, command.site, day),
      takesTurn(command) ? readTurns(table, command.site) : undefined,
      find(),
      // A plan that was published a moment ago holds for the very next sheet.
      currentDirectoryFor(context, command.site, now, command),
      isIntakeCounted(command.channel) ? readUses(table, caller.id, 'INTAKES') : undefined,
    ]);
    const nth = last + 1;
    const facts = { now, id: context.newId(now), nth, turns: turns ?? {}, caller, resident, files };
    const event = openAs(command, actorsOf(caller, site, now), site, facts);
    if (event instanceof DomainError) return refusal(table, request, event);
    const limit = lately && intakeLimit(command.channel, lately.uses, now, context.limits);
    if (limit !== undefined) return refusal(table, request, limit);
    const after = evolve(undefined, event);
    const shown: RenderResponse = (sheet, entry) => render(withOwes(sheet, site), entry);
    const uses = lately && { before: lately, after: withUse(lately.uses, { at: now }) };
    const intake = { day, nth, ...defined({ turns: turns && taking(turns, event.firstContact), uses }) };
    const attached = filesOf(command.files, files);
    const entries = chain(salted([event], after), GENESIS);
    return write(context, request, { before: undefined, after, entries, attached }, shown, intake);
  }, `intakes of ${command.site}`);
}

/** Puts the receptionist who was chosen at the end of the line. */
function taking(before: Turns, chosen: string): NonNullable<Intake['turns']> {
  const turn = Math.max(0, ...Object.values(before)) + 1;
  return { before, after: { ...before, [chosen]: turn } };
}

/** Signs a step of a sheet; gives the response, or why not. */
export async function signStep(
  context: CommandContext,
  request: StepRequest,
  id: string,
  command: Command,
  render: RenderResponse,
): Promise<CommandResponse | DomainError> {
  const { table } = context;
  const { caller, now, expected } = request;
  const amended = command.step === 'amend' ? command.fields : undefined;
  const find = fileFinder(table, context.storage, command.files, caller.id, now);
  return retryOnConflict(async () => {
    const [head, files, resident] = await Promise.all([
      readHead(table, id),
      find(),
      amended?.resident?.id === undefined ? undefined : context.directory.person(amended.resident.id),
      // Brings what is remembered of the site up to date, for `directoryFor` below.
      context.directory.current(caller.site, now),
    ]);
    const site = await directoryFor(context, caller.site, now, head?.sheet, amended);
    if (head === undefined || site === undefined) {
      return refusal(table, request, new DomainError('not-found', 'not-visible'));
    }
    const actors = actorsOf(caller, site, now);
    const asker = await askerOf(context, head.sheet, command);
    const events = decideAs(head.sheet, command, actors, site, {
      ...{ now, expected, resident, asker, files },
      ...defined({ limits: context.limits }),
    });
    if (events instanceof DomainError) return refusal(table, request, events);
    const after = events.reduce<Sheet>(evolve, head.sheet);
    const entries = chain(salted(events, after), head.hash);
    const change = { before: head.sheet, after, entries, attached: filesOf(command.files, files) };
    const whole = await withAttachments(table, after);
    return write(context, request, change, renderFor(render, whole, actors, site));
  });
}

/** Who asked, for steps of which the asker must be told; of all others nobody need look them up. */
async function askerOf(
  { directory }: CommandContext,
  { resident }: Sheet,
  { step }: Command,
): Promise<Person | undefined> {
  const isToTell = step === 'answer' || step === 'reply' || step === 'decline';
  return isToTell && resident?.id !== undefined ? directory.person(resident.id) : undefined;
}

/** Renders a sheet after a change as one of these actors may see it: whoever just signed has seen it as far as they may. */
function renderFor(
  render: RenderResponse,
  sheet: Sheet,
  actors: readonly Actor[],
  directory: Directory,
): RenderResponse {
  return (_after, entry) => {
    const reader = readerOf(actors, sheet, directory) ?? actors[0];
    return reader === undefined
      ? render(sheet, entry)
      : render(
          redactFor(reader, sheet, directory),
          redactEntryFor(reader, entry as LedgerEntry, sheet, directory),
        );
  };
}

const SALT_BYTES = 16;

/**
 * Adds a random salt to the entries of an anonymous complaint that tell who the resident is. Without it, somebody who
 * knows all residents could hash the entry with each of them in turn and see which of them gives the entry's hash.
 */
function salted(events: readonly SheetEvent[], sheet: Sheet): readonly SheetEvent[] {
  if (sheet.complaint?.anonymous !== true) return events;
  const salt = () => randomBytes(SALT_BYTES).toString('hex');
  return events.map((event) => (tellsResident(event, sheet) ? { ...event, salt: salt() } : event));
}

async function write(
  { table }: CommandContext,
  request: CommandRequest,
  change: Change,
  render: RenderResponse,
  intake?: Intake,
): Promise<CommandResponse | DomainError | 'conflict'> {
  const entry = change.entries.at(-1);
  if (entry === undefined) throw new Error('a step that writes nothing');
  return respondOnce(table, request, render(change.after, entry), (record) =>
    commit(table, change, record, intake),
  );
}
