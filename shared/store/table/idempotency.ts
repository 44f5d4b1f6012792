/** Receipts: the first answer to a request, remembered so that the same request again changes nothing. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { canonical, sha256 } from '../../domain/kernel/ledger.ts';
import { idempotencyRecordKey } from './keys.ts';
import type { Table } from './table.ts';

/** What a client is told, in the terms of HTTP. */
export interface CommandResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request that asks to be done once: whose key it is, and what it asks. */
export interface IdempotencyKey {
  /** Hash of caller, method, path and key. */
  readonly key: string;
  /** Hash of the canonical body. */
  readonly body: string;
}

/** Longer than the promised day, so that a client that retries over a day's change is still answered. */
const KEPT_SECONDS = 48 * 3600;

/** The claim of a request: a key binds caller, method, path and canonical body (contract section 1). */
export function idempotencyKey(
  caller: string,
  method: string,
  path: string,
  key: string,
  body: unknown,
): IdempotencyKey {
  return { key: sha256(canonical([caller, method, path, key])), body: sha256(canonical(body)) };
}

/** The write that remembers an answer; fails where one is remembered already. `now` is an instant. */
export function recordPut(
  table: string,
  { key, body }: IdempotencyKey,
  answer: CommandResponse,
  now: string,
) {
  const seconds = Math.floor(Date.parse(now) / 1000);
  return {
    Put: {
      TableName: table,
      Item: {
        ...idempotencyRecordKey(key),
        request: body,
        statusCode: answer.statusCode,
        headers: JSON.stringify(answer.headers),
        answer: deflateRawSync(answer.body),
        expiresAt: seconds + KEPT_SECONDS,
      },
      // Time to live deletes late, so an old receipt may still stand here.
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
      ExpressionAttributeValues: { ':now': seconds },
    },
  };
}

/** The first answer to a request, `mismatch` where its key was used for another body, or undefined. */
export async function recordedResponse(
  table: Table,
  { key, body }: IdempotencyKey,
  now: string,
): Promise<CommandResponse | 'mismatch' | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: idempotencyRecordKey(key), ConsistentRead: true }),
  );
  if (Item === undefined || Item.expiresAt < Math.floor(Date.parse(now) / 1000)) return undefined;
  if (Item.request !== body) return 'mismatch';
  return {
    statusCode: Item.statusCode,
    headers: JSON.parse(Item.headers),
    body: inflateRawSync(Item.answer).toString('utf8'),
  };
}
