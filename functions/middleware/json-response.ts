import { canonical } from '../../shared/domain/kernel/ledger.ts';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import { digestTag } from './etag.ts';

/** A response in JSON. It is for the eyes of one person, so no cache may keep it. */
export function json(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): CommandResponse {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      ...headers,
    },
    body: JSON.stringify(body),
    ...rowsOf(body),
  };
}

/** What differs each time that nothing has changed: the present instant, and the text of a cursor. */
interface Varying {
  readonly now?: string;
  readonly nextCursor?: string;
}

/**
 * 200 with an answer that has no version: it is tagged with a digest of itself without what differs each time, so that its
 * reader may ask whether anything has changed (contract section 1, `If-None-Match`).
 */
export function tagged(answer: object): CommandResponse {
  const { now: _now, nextCursor, ...said }: Varying = answer;
  const isLast = nextCursor === undefined;
  return json(200, answer, { etag: digestTag(canonical({ ...said, isLast })) });
}

/** How many rows a list holds, for the access log. */
function rowsOf(body: unknown): { readonly rows?: number } {
  const { items }: { readonly items?: unknown } = Object(body);
  return Array.isArray(items) ? { rows: items.length } : {};
}
