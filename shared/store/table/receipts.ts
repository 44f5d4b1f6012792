/** Receipts: the first answer to a request, remembered so that the same request again changes nothing. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { canonical, sha256 } from '../../domain/kernel/ledger.ts';
import { receiptKey } from './keys.ts';
import type { Table } from './table.ts';

/** What a client is told, in the terms of HTTP. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request that asks to be done once: whose key it is, and what it asks. */
export interface Claim {
  /** Hash of caller, method, path and key. */
  readonly key: string;
  /** Hash of the canonical body. */
  readonly body: string;
}

/** Longer than the promised day, so that a client that retries over a day's change is still answered. */
const KEPT_SECONDS = 48 * 3600;

/** The claim of a request: a key binds caller, method, path and canonical body (contract section 1). */
export function claim(caller: string, method: string, path: string, key: string, body: unknown): Claim {
  return { key: sha256(canonical([caller, method, path, key])), body: sha256(canonical(body)) };
}

/** The write that remembers an answer; fails where one is remembered already. `now` is an instant. */
export function receiptPut(table: string, { key, body }: Claim, answer: Answer, now: string) {
  const seconds = Math.floor(Date.parse(now) / 1000);
  return {
    Put: {
      TableName: table,
      Item: {
        ...receiptKey(key),
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
export async function firstAnswer(
  table: Table,
  { key, body }: Claim,
  now: string,
): Promise<Answer | 'mismatch' | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: receiptKey(key), ConsistentRead: true }),
  );
  if (Item === undefined || Item.expiresAt < Math.floor(Date.parse(now) / 1000)) return undefined;
  if (Item.request !== body) return 'mismatch';
  return {
    statusCode: Item.statusCode,
    headers: JSON.parse(Item.headers),
    body: inflateRawSync(Item.answer).toString('utf8'),
  };
}
