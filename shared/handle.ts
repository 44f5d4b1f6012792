/** One command from the table and back: load, decide, evolve, commit (design, "the way of one request"). */
import { decide } from './domain/decide.ts';
import { DomainError, invalid } from './domain/errors.ts';
import { evolve } from './domain/evolve.ts';
import { chain, GENESIS, type LedgerEntry } from './domain/ledger.ts';
import { localDay } from './domain/number.ts';
import { open, type Turns } from './domain/open.ts';
import { actorOf, type Person } from './domain/organisation.ts';
import type { Command, OpenCommand, Sheet } from './domain/sheet.ts';
import { type Change, type Committed, commit, type Intake } from './store/commit.ts';
import type { DirectoryCache } from './store/directory-cache.ts';
import { inTurn } from './store/in-turn.ts';
import { type Answer, type Claim, firstAnswer } from './store/receipts.ts';
import { untilCommitted } from './store/retry.ts';
import { readCounter, readHead, readTurns } from './store/sheets.ts';
import type { Table } from './store/table.ts';

/** What a command needs of the world. */
export interface House {
  readonly table: Table;
  readonly directory: DirectoryCache;
  /** A new ULID for an instant. */
  readonly newId: (now: string) => string;
}

/** A request as it comes in: who asks, when, and what makes it safe to repeat. */
export interface Asked {
  readonly caller: Person;
  /** The present instant. */
  readonly now: string;
  readonly claim?: Claim | undefined;
}

/** Makes the answer to a change; it is remembered byte for byte with the change itself. */
export type Reply = (sheet: Sheet, entry: LedgerEntry) => Answer;

/** Opens a sheet; gives the answer, or why not. A refused intake takes no number. */
export async function openSheet(
  house: House,
  asked: Asked,
  command: OpenCommand,
  reply: Reply,
): Promise<Answer | DomainError> {
  const { table, directory } = house;
  const { caller, now } = asked;
  const [site, resident] = await Promise.all([
    directory.directory(command.site),
    command.resident?.id === undefined ? undefined : directory.person(command.resident.id),
  ]);
  if (site === undefined) return refusal(house, asked, invalid('/site', 'unknown-site'));
  const day = localDay(now, site.site.timeZone);
  const actor = actorOf(caller);

  const attempt = async (before: Counted | undefined): Promise<Counted> => {
    const [last, turns] = await Promise.all([
      // Who waited in line knows the number: it was written a moment ago, and a failed guess only retries.
      before?.day === day ? before.last : readCounter(table, command.site, day),
      command.channel === 'online' ? readTurns(table, command.site) : undefined,
    ]);
    const nth = last + 1;
    const context = { now, id: house.newId(now), nth, turns: turns ?? {}, caller, resident };
    const event = open(command, actor, site, context);
    if (event instanceof DomainError) return { result: await refusal(house, asked, event), day, last };
    const after = evolve(undefined, event);
    const intake: Intake = {
      day,
      nth,
      ...(turns === undefined ? {} : { turns: taking(turns, event.firstContact) }),
    };
    const change: Change = { before: undefined, after, entries: chain([event], GENESIS) };
    const { answer, done } = await write(house, asked, change, reply, intake);
    // Only what was committed says what the counter is now.
    return { result: answer, day: done === 'committed' ? day : '', last: nth };
  };
  // Intakes of one site share a counter; those of one process need not race each other for it.
  return untilCommitted(async () => (await inTurn(command.site, attempt)).result);
}

/** What came of an intake, and the last number of its day then. */
interface Counted {
  readonly result: Answer | DomainError | 'conflict';
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
  const [site, resident] = await Promise.all([
    house.directory.directory(caller.site),
    named === undefined ? undefined : house.directory.person(named),
  ]);
  const actor = actorOf(caller);
  return untilCommitted(async () => {
    const head = await readHead(house.table, id);
    const events =
      head === undefined || site === undefined
        ? new DomainError('not-found', 'not-visible')
        : decide(head.sheet, command, actor, site, { now, expected, resident });
    if (head === undefined || events instanceof DomainError)
      return refusal(house, asked, events as DomainError);
    const after = events.reduce<Sheet>(evolve, head.sheet);
    const change = { before: head.sheet, after, entries: chain(events, head.hash) };
    return (await write(house, asked, change, reply)).answer;
  });
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
async function remembered(
  table: Table,
  claim: Claim,
  now: string,
): Promise<Answer | DomainError | undefined> {
  const before = await firstAnswer(table, claim, now);
  return before === 'mismatch' ? new DomainError('idempotency-mismatch', 'key-used-for-other-body') : before;
}
