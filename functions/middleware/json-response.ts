import type { CommandResponse } from '../../shared/store/table/idempotency.ts';

/** An answer in JSON. What one person may see is for nobody else's cache. */
export function json(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): CommandResponse {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-cache',
      ...headers,
    },
    body: JSON.stringify(body),
  };
}
