/** One command from the table and back: load, decide, evolve, commit (design, "the way of one request"). */

import { defined } from '../domain/kernel/defined.ts';
import { DomainError, invalid } from '../domain/kernel/errors.ts';
import { filesOf } from '../domain/kernel/files.ts';
import type { Written } from '../domain/kernel/inscribe.ts';
import { localDay } from '../domain/kernel/local-time.ts';
import type { Actor, Directory, Person } from '../domain/model/directory.ts';
import type { Command, LedgerEntry, OpenCommand, Sheet } from '../domain/model/sheet.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { intakeLimit, isIntakeCounted, withUse } from '../domain/organisation/limits.ts';
import { standsAt } from '../domain/organisation/reach.ts';
import { entryFor, type RedactedEntry, readerOf, redactFor } from '../domain/sheets/anonymity.ts';
import { decideAs, type StepContext } from '../domain/sheets/decide.ts';
import { openAs, type Turns, takesTurn } from '../domain/sheets/open.ts';
import { withOwes } from '../domain/sheets/owing.ts';
import { fileFinder } from '../store/files/files.ts';
import { readUses } from '../store/organisation/uses.ts';
import { withAttachments } from '../store/sheets/attachments.ts';
import { type Change, commit, type Intake } from '../store/sheets/commit.ts';
import { linkWrites } from '../store/sheets/link-tokens.ts';
import type { Head } from '../store/sheets/sheet-items.ts';
import { isErased, readHead, readLedger, readTurns } from '../store/sheets/sheets.ts';
import type { CommandResponse, RecordedResponse, Rendered } from '../store/table/idempotency.ts';
import { nextNumber } from '../store/table/numbers.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import { bytesAfter } from '../store/table/written.ts';
import { type AllowedOnSheet, allowedOn } from './allowed.ts';
import {
  type CommandContext,
  type CommandRequest,
  type LinkContext,
  type Repeatable,
  refusal,
  respondOnce,
  type StepRequest,
} from './command.ts';
import { currentDirectoryFor, directoryFor, stanceOf } from './directory.ts';
import { inscribed } from './inscribed.ts';
import { tellingSheet } from './present.ts';

/**
 * Makes the response to a change from the sheet and the entry as whoever asks is shown them, with what they may sign next
 * and the directory that this was decided by; it is recorded byte for byte together with the change.
 */
export type RenderResponse = (
  sheet: Sheet,
  written: Written<RedactedEntry>,
  beside: { readonly allowed: AllowedOnSheet; readonly directory: Directory },
) => Rendered;

/**
 * Why an intake is one too many of whoever asks, and nothing else stands against it; undefined also where this very request
 * was met before. Asked before anything else is begun: whoever is beyond their limit takes no turn at the counter, where
 * others would wait behind them, and costs no search.
 */
export async function intakeBeyondLimit(
  { table, directory, storage, limits }: CommandContext,
  request: CommandRequest,
  command: OpenCommand,
): Promise<DomainError | undefined> {
  const { caller, now } = request;
  if (!isIntakeCounted(command.channel) || limits === 'off') return undefined;
  const { uses } = await readUses(table, caller.id, 'INTAKES');
  const limit = intakeLimit(command.channel, uses, now, limits);
  if (limit === undefined) return undefined;
  const [known, files, resident] = await Promise.all([
    directory.directory(command.site, now),
    fileFinder(table, storage, command.files, caller.id, now)(),
    command.resident?.id === undefined ? undefined : directory.person(command.resident.id),
  ]);
  if (known === undefined) return undefined;
  const facts = { ...{ now, id: '', nth: 0, turns: {}, caller }, resident, files };
  if (openAs(command, actorsOf(caller, known, now), known, facts) instanceof DomainError) return undefined;
  return (await refusal(table, request, limit)) === limit ? limit : undefined;
}

/** Opens a sheet; gives the response, or why not. A refused intake takes no number. */
export async function openSheet(
  context: LinkContext,
  request: CommandRequest,
  command: OpenCommand,
  render: RenderResponse,
): Promise<CommandResponse | DomainError> {
  const { table, directory } = context;
  const { caller, now } = request;
  const asking = command.resident?.id === undefined ? undefined : directory.person(command.resident.id);
  // Whoever is refused before does not wait for it.
  asking?.catch(() => {});
  const known = await directory.directory(command.site, now);
  if (known === undefined) return refusal(table, request, invalid('/site', 'unknown-site'));
  const day = localDay(now, known.site.timeZone);
  const find = fileFinder(table, context.storage, command.files, caller.id, now);

  let isRefused = false;
  const answer = await retryOnConflict(async () => {
    const [number, turns, files, site = known, lately, resident] = await Promise.all([
      nextNumber(table, command.site, day, isRefused),
      takesTurn(command) ? readTurns(table, command.site) : undefined,
      find(),
      // A plan that was published a moment ago holds for the very next sheet.
      currentDirectoryFor(context, command.site, now, command),
      isIntakeCounted(command.channel) ? readUses(table, caller.id, 'INTAKES') : undefined,
      asking,
    ]);
    isRefused = true;
    const { nth } = number;
    const facts = { now, id: context.newId(now), nth, turns: turns ?? {}, caller, resident, files };
    const event = openAs(command, actorsOf(caller, site, now), site, facts);
    if (event instanceof DomainError) return refusal(table, request, event);
    const limit = lately && intakeLimit(command.channel, lately.uses, now, context.limits);
    if (limit !== undefined) return refusal(table, request, limit);
    const { after, entries } = inscribed(undefined, [event]);
    const bytes = bytesAfter(0, entries);
    const allowed = await allowedOn(directory, { sheet: after, bytes }, actorsOf(caller, site, now), site);
    const beside = { allowed, directory: site };
    const shown = (written: Written<LedgerEntry>) => render(withOwes(after, site), written, beside);
    const uses = lately && { before: lately, after: withUse(lately.uses, { at: now }) };
    const intake = { number, ...defined({ turns: turns && taking(turns, event.firstContact), uses }) };
    const attached = filesOf(command.files, files);
    const links = await linkWrites(table.name, undefined, after, context.tokenOf);
    const change = { before: undefined, after, bytes: 0, entries, attached, links };
    return write(context, request, change, shown, intake);
  }, `intakes of ${command.site}`);
  return asItIsNow(context, request, answer, render);
}

/** Puts the receptionist who was chosen at the end of the line. */
function taking(before: Turns, chosen: string): NonNullable<Intake['turns']> {
  const turn = Math.max(0, ...Object.values(before)) + 1;
  return { before, after: { ...before, [chosen]: turn } };
}

/** A step of a sheet whose head was begun to be read before it was known who asks. */
interface SheetStepRequest extends StepRequest {
  readonly reading?: Promise<Head | undefined>;
}

/** Signs a step of a sheet; gives the response, or why not. */
export async function signStep(
  context: CommandContext,
  request: SheetStepRequest,
  id: string,
  command: Command,
  render: RenderResponse,
): Promise<CommandResponse | DomainError> {
  const { table } = context;
  const { caller, now } = request;
  const amended = command.step === 'amend' ? command.fields : undefined;
  const find = fileFinder(table, context.storage, command.files, caller.id, now);
  let begun = request.reading;
  const answer = await retryOnConflict(async () => {
    const reading = begun ?? readHead(table, id);
    // After a conflict the sheet is another.
    begun = undefined;
    const [head, files, resident, stance] = await Promise.all([
      reading,
      find(),
      amended?.resident?.id === undefined ? undefined : context.directory.person(amended.resident.id),
      stanceOf(
        context,
        caller,
        now,
        reading.then((found) => found?.sheet),
        amended,
      ),
    ]);
    if (head === undefined || stance === undefined) {
      return refusal(table, request, new DomainError('not-found', 'not-visible'));
    }
    const { actors, directory: site } = stance;
    // Whoever may not see it is refused without this, for as many requests as what is not there.
    const asker = stance.reader && (await askerOf(context, head.sheet, command));
    const known = { resident, asker, files };
    const signing = { command, actors, directory: site, known };
    const done = await signAs(context, request, head, signing, async (after, bytes) => {
      const [whole, allowed] = await Promise.all([
        withAttachments(table, after),
        allowedOn(context.directory, { sheet: after, bytes }, actors, site),
      ]);
      const beside = { allowed, directory: site };
      return (written) => {
        const reader = readerOf(actors, whole, site) ?? actors[0];
        return reader === undefined
          ? render(whole, written, beside)
          : render(redactFor(reader, whole, site), entryFor(reader, written, whole, site), beside);
      };
    });
    return tellingSheet(table, done, head.sheet, actors, site);
  }, `steps of ${id}`);
  return asItIsNow(context, request, answer, render);
}

/** Who signs what, and by what is known of it. */
interface Signing {
  readonly command: Command;
  readonly actors: readonly Actor[];
  readonly directory: Directory;
  readonly known?: Pick<StepContext, 'resident' | 'asker' | 'files' | 'generation'>;
}

/** Makes the response to a step from the entry that it writes; asked for once the sheet after it, and its ledger's bytes, are known. */
type RespondWith = (
  after: Sheet,
  bytes: number | undefined,
) => Promise<(own: Written<LedgerEntry>) => Rendered>;

/** Decides a step on a sheet as it was just read, and writes it. */
export async function signAs(
  context: CommandContext,
  request: Repeatable & Pick<StepRequest, 'expected'>,
  head: Head,
  { command, actors, directory, known = {} }: Signing,
  respondWith: RespondWith,
): Promise<RecordedResponse | DomainError | 'conflict'> {
  const { table, limits } = context;
  const { now, expected } = request;
  const events = decideAs(head.sheet, command, actors, directory, {
    ...{ now, expected, ...known },
    ...defined({ limits, bytes: head.bytes }),
  });
  if (events instanceof DomainError) return refusal(table, request, events);
  const { after, entries } = inscribed(head, events);
  const change = {
    ...{ before: head.sheet, after, bytes: head.bytes, entries },
    attached: filesOf(command.files, known.files),
  };
  return write(context, request, change, await respondWith(after, bytesAfter(head.bytes, entries)));
}

/**
 * What is answered. A remembered response tells of the sheet as it then was; of one that was erased since, nobody is told
 * but how it is (contract section 12).
 */
async function asItIsNow(
  context: CommandContext,
  { caller, now }: CommandRequest,
  answer: RecordedResponse | DomainError,
  render: RenderResponse,
): Promise<CommandResponse | DomainError> {
  if (answer instanceof DomainError) return answer;
  const { about, ...response } = answer;
  if (about?.sheet === undefined || !(await isErased(context.table, about.sheet))) return response;
  const found = await readLedger(context.table, about.sheet);
  const written = found?.entries[about.seq - 1];
  const site =
    found && (await directoryFor(context, standsAt(caller, found.head.sheet.site), now, found.head.sheet));
  if (found === undefined || written === undefined || site === undefined) return response;
  const { sheet } = found.head;
  const actors = actorsOf(caller, site, now);
  const reader = readerOf(actors, sheet, site) ?? actors[0];
  // Of what was erased nobody may sign anything.
  return reader === undefined
    ? response
    : render(redactFor(reader, sheet, site), entryFor(reader, written, sheet, site), {
        ...{ allowed: [], directory: site },
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

async function write(
  { table }: CommandContext,
  request: Repeatable,
  change: Change,
  responseWith: (own: Written<LedgerEntry>) => Rendered,
  intake?: Intake,
): Promise<CommandResponse | DomainError | 'conflict'> {
  const own = change.entries.at(-1);
  if (own === undefined) throw new Error('a step that writes nothing');
  return respondOnce(table, request, await responseWith(own), (record) =>
    commit(table, change, record, intake),
  );
}
