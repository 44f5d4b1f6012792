/** What every command needs and how it ends: the world, the request, and the first answer to a repeated one. */
import { DomainError } from '../domain/kernel/errors.ts';
import type { Person } from '../domain/model/directory.ts';
import type { LookIntoStorage } from '../store/files/files.ts';
import type { DirectoryCache } from '../store/organisation/directory-cache.ts';
import type { CommandResponse, IdempotencyKey } from '../store/table/idempotency.ts';
import { recordedResponse } from '../store/table/idempotency.ts';
import type { Table } from '../store/table/table.ts';
import type { Committed } from '../store/table/transact.ts';

/** What a command needs of the world. */
export interface CommandContext {
  readonly table: Table;
  readonly directory: DirectoryCache;
  /** A new ULID for an instant. */
  readonly newId: (now: string) => string;
  /** Says what was uploaded of a file; functions that take no files have none. */
  readonly storage?: LookIntoStorage;
}

/** A request as it comes in: who asks, when, and what makes it safe to repeat. */
export interface CommandRequest {
  readonly caller: Person;
  /** The present instant. */
  readonly now: string;
  readonly idempotencyKey?: IdempotencyKey | undefined;
}

/** What a step asks beside its command. */
export interface StepRequest extends CommandRequest {
  /** Versions one of which the sheet must be in (`If-Match`). */
  readonly expected?: readonly number[] | undefined;
}

/** What a client is told of a transaction: its own answer, the first answer to the same request, or to decide again. */
export async function responseAfter(
  table: Table,
  claim: IdempotencyKey | undefined,
  now: string,
  answer: CommandResponse,
  done: Committed,
): Promise<CommandResponse | DomainError | 'conflict'> {
  if (done === 'committed') return answer;
  if (done === 'conflict' || claim === undefined) return 'conflict';
  // The receipt is there now, unless it has just expired; then the next attempt writes over it.
  return (await recordedBefore(table, claim, now)) ?? 'conflict';
}

/**
 * A refusal, unless this very request was met before: then it is its own first answer that stands in the way.
 * What is bad in itself stays bad input, also under a used key (contract section 1's order).
 */
export async function refusal(
  context: CommandContext,
  { idempotencyKey: claim, now }: CommandRequest,
  error: DomainError,
): Promise<CommandResponse | DomainError> {
  if (claim === undefined) return error;
  const before = await recordedBefore(context.table, claim, now);
  if (before === undefined) return error;
  return before instanceof DomainError && error.code === 'validation-failed' ? error : before;
}

/** The first answer to a request, if it was met before; or that its key was used for another. */
export async function recordedBefore(
  table: Table,
  claim: IdempotencyKey,
  now: string,
): Promise<CommandResponse | DomainError | undefined> {
  const before = await recordedResponse(table, claim, now);
  return before === 'mismatch' ? new DomainError('idempotency-mismatch', 'key-used-for-other-body') : before;
}
