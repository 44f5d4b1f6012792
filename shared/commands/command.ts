/** What every command needs and how it ends: its context, the request, and the first response to a repeated one. */
import { DomainError } from '../domain/kernel/errors.ts';
import type { Person } from '../domain/model/directory.ts';
import type { SetLimits } from '../domain/organisation/limits.ts';
import type { LookIntoStorage } from '../store/files/files.ts';
import type { DirectoryCache } from '../store/organisation/directory-cache.ts';
import type { TokenOf } from '../store/sheets/link-tokens.ts';
import {
  type CommandResponse,
  type IdempotencyKey,
  type IdempotencyRecord,
  type RecordedResponse,
  recordedResponse,
} from '../store/table/idempotency.ts';
import type { Table } from '../store/table/table.ts';
import type { Committed } from '../store/table/transact.ts';

/** What a command needs beside its request. */
export interface CommandContext {
  readonly table: Table;
  readonly directory: DirectoryCache;
  /** A new ULID for an instant. */
  readonly newId: (now: string) => string;
  /** Says what was uploaded of a file; functions that take no files have none. */
  readonly storage?: LookIntoStorage;
  /** How often a person may do what is limited; unless given, as the contract has it. */
  readonly limits?: SetLimits;
}

/** What a command has that makes links of residents, or takes them: tokens, beside what every command has. */
export interface LinkContext extends CommandContext {
  readonly tokenOf: TokenOf;
}

/** When a request comes in, and what makes it safe to repeat. */
export interface Repeatable {
  /** The present instant. */
  readonly now: string;
  readonly idempotencyKey?: IdempotencyKey | undefined;
}

/** A request as it comes in of somebody whom the directory knows. */
export interface CommandRequest extends Repeatable {
  readonly caller: Person;
}

/** What a step asks beside its command. */
export interface StepRequest extends CommandRequest {
  /** Versions one of which the sheet must be in (`If-Match`). */
  readonly expected?: readonly number[] | undefined;
}

/**
 * Makes a change and gives the response to it; the two are written together. The same request once more is given what
 * was recorded the first time. `conflict`: somebody else was first, so the command is to be decided again.
 */
export async function respondOnce(
  table: Table,
  { idempotencyKey: key, now }: Repeatable,
  response: CommandResponse,
  write: (record: IdempotencyRecord | undefined) => Promise<Committed>,
): Promise<RecordedResponse | DomainError | 'conflict'> {
  const done = await write(key && { key, response, now });
  if (done === 'committed') return response;
  if (done === 'conflict' || key === undefined) return 'conflict';
  // The record is there, unless it has just expired; the next attempt then writes over it.
  return (await recordedBefore(table, key, now)) ?? 'conflict';
}

/**
 * A refusal, unless this very request was met before: then its own first change may be what refuses it now, and its
 * first response is given. Bad input is refused as such, also under a key that was used for another body (contract
 * section 1's order).
 */
export async function refusal(
  table: Table,
  { idempotencyKey: key, now }: Repeatable,
  error: DomainError,
): Promise<RecordedResponse | DomainError> {
  if (key === undefined) return error;
  const before = await recordedBefore(table, key, now);
  if (before === undefined) return error;
  return before instanceof DomainError && error.code === 'validation-failed' ? error : before;
}

/** The first response to a request, if it was met before; or that its key was used for another body. */
async function recordedBefore(
  table: Table,
  key: IdempotencyKey,
  now: string,
): Promise<CommandResponse | DomainError | undefined> {
  const before = await recordedResponse(table, key, now);
  return before === 'mismatch' ? new DomainError('idempotency-mismatch', 'key-used-for-other-body') : before;
}
