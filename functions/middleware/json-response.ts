import type { CommandResponse } from '../../shared/store/table/idempotency.ts';

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

/** How many rows a list holds, for the access log. */
function rowsOf(body: unknown): { readonly rows?: number } {
  const { items }: { readonly items?: unknown } = Object(body);
  return Array.isArray(items) ? { rows: items.length } : {};
}
