/** Idempotency: the first response to a request is recorded, so that the same request again changes nothing. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { defined } from '../../domain/kernel/defined.ts';
import { canonical, sha256 } from '../../domain/kernel/ledger.ts';
import { deflated, inflated, isPlain } from './deflated.ts';
import { idempotencyRecordKey } from './keys.ts';
import { readItem } from './read.ts';
import { shaped, shapeOf } from './shapes.ts';
import type { Item, Table } from './table.ts';

/** What a client is told of a command, in the terms of HTTP. */
export interface CommandResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How many rows of a list it holds; for the access log alone, and told to no client. */
  readonly rows?: number;
}

/** A response as it is made: what it names may have to be looked up. */
export type Rendered = CommandResponse | Promise<CommandResponse>;

/** A request that asks to be done once: whose key it is, and what it asks. */
export interface IdempotencyKey {
  /** Hash of caller, method, path and key. */
  readonly key: string;
  /** Hash of the canonical body. */
  readonly body: string;
}

/** The response to a request, as it is recorded under the request's key at an instant. */
export interface IdempotencyRecord {
  readonly key: IdempotencyKey;
  readonly response: CommandResponse;
  readonly now: string;
  readonly about?: AnsweredAbout;
}

/** The sheet or case that a response tells of, and the entry that the request wrote. */
export interface AnsweredAbout {
  readonly sheet?: string;
  readonly case?: string;
  readonly seq: number;
}

/** A response that was recorded; `about` is what it tells of, as that may have been erased since. */
export type RecordedResponse = CommandResponse & { readonly about?: AnsweredAbout };

/** Seven days (contract section 1). */
const KEPT_SECONDS = 7 * 24 * 3600;

const secondsOf = (instant: string) => Math.floor(Date.parse(instant) / 1000);

/** The idempotency key of a request: it binds caller, method, path and canonical body (contract section 1). */
export function idempotencyKey(
  caller: string,
  method: string,
  path: string,
  key: string,
  body: unknown,
): IdempotencyKey {
  return { key: sha256(canonical([caller, method, path, key])), body: sha256(canonical(body)) };
}

/** The write that records a response; it fails where one is recorded already. `table` is the table's name. */
export function recordPut(table: string, { key, response, now, about }: IdempotencyRecord) {
  const seconds = secondsOf(now);
  return {
    Put: {
      TableName: table,
      Item: {
        ...idempotencyRecordKey(key.key),
        ...shaped('receipt'),
        request: key.body,
        statusCode: response.statusCode,
        headers: deflated(JSON.stringify(response.headers)),
        // Versions before this one deflated it without a dictionary.
        answer: isPlain() ? deflateRawSync(response.body) : deflated(response.body),
        ...defined({ about }),
        expiresAt: seconds + KEPT_SECONDS,
      },
      // The table deletes expired items late, so an expired record may still stand here.
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
      ExpressionAttributeValues: { ':now': seconds },
    },
  };
}

/** The body of a recorded response; of what was erased it is gone. */
function bodyIn(item: Item): string {
  const { answer } = item;
  if (answer === undefined) return '';
  return shapeOf(item) > 1 ? inflated(answer) : inflateRawSync(answer as Uint8Array).toString('utf8');
}

/** The first response to a request, `mismatch` where its key was used for another body, or undefined. */
export async function recordedResponse(
  table: Table,
  { key, body }: IdempotencyKey,
  now: string,
): Promise<RecordedResponse | 'mismatch' | undefined> {
  const item = await readItem(table, idempotencyRecordKey(key));
  if (item === undefined || Number(item.expiresAt) < secondsOf(now)) return undefined;
  if (item.request !== body) return 'mismatch';
  return {
    statusCode: Number(item.statusCode),
    headers: JSON.parse(inflated(item.headers)),
    body: bodyIn(item),
    ...defined({ about: item.about as AnsweredAbout | undefined }),
  };
}
