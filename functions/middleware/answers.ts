import type { Answer } from '../../shared/store/table/receipts.ts';

/** An answer in JSON. What one person may see is for nobody else's cache. */
export function json(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
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
