import type { LoggedIn } from './people.ts';

const ANSWERS_WITHIN_MS = 30_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came. */
  readonly text: string;
}

export interface Call {
  readonly as?: LoggedIn | { readonly token: string };
  readonly key?: string;
  readonly body?: unknown;
  readonly accept?: string;
}

export type Api = (route: string, call?: Call) => Promise<Answer>;

/** A client of the deployed API: takes a route such as `GET /sheets` and gives the answer, whatever its status. */
export function apiAt(url: string): Api {
  return async (route, { as, key, body, accept } = {}) => {
    const [method, path] = route.split(' ');
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${as.token}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(accept !== undefined && { accept }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}
