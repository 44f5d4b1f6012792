/** The typed client of the API, as whoever is logged in, in their language. */
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from '../../shared/client/api.ts';
import type { Language } from '../words/words.ts';
import type { Session } from './session.ts';

export type Api = Client<paths>;
export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];

/** An answer that was a refusal: what the API says of it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly problem: Partial<Problem>;
  /** From when on it is possible, where it is too early: milliseconds since 1970, by this device's clock. */
  readonly againAt: number | undefined;

  constructor(status: number, problem: Partial<Problem>, againAt?: number) {
    super(problem.detail ?? String(status));
    this.status = status;
    this.problem = problem;
    this.againAt = againAt;
  }
}

export interface ApiOptions {
  /** Where the API is. */
  readonly origin: string;
  readonly session: Session;
  readonly language: () => Language;
  /** The login has ended, and what was asked was not done. */
  readonly onExpired: () => void;
}

/** A request whose token the API takes no more is made once again with a new one. */
export function openApi({ origin, session, language, onExpired }: ApiOptions): Api {
  async function withToken(request: Request): Promise<Response> {
    const token = await session.token();
    if (token === undefined) return new Response('{}', { status: 401 });
    request.headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(request);
    if (response.status === 401) session.reject(token);
    return response;
  }
  return createClient<paths>({
    baseUrl: origin,
    fetch: async (request) => {
      request.headers.set('accept-language', language());
      const again = request.clone();
      const first = await withToken(request);
      const response = first.status === 401 ? await withToken(again) : first;
      if (response.status === 401) onExpired();
      return response;
    },
  });
}

/** Asks the API where the browser may keep a public answer for a minute: whoever has just published something looks at that. */
export const FRESHLY = { cache: 'no-cache' } as const;

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The answer of a request; text is told of only where something else than JSON was asked for.
 * @throws Refusal where the API refused it
 */
export async function answered<T>(asked: Promise<Answered<T>>): Promise<Exclude<T, string>> {
  const { data, error, response } = await asked;
  if (response.ok && data !== undefined) return data as Exclude<T, string>;
  throw new Refusal(
    response.status,
    typeof error === 'object' && error !== null ? error : {},
    againAt(response.headers.get('retry-after')),
  );
}

/** `Retry-After`, which the API gives in seconds. */
function againAt(seconds: string | null): number | undefined {
  return seconds !== null && /^\d+$/.test(seconds) ? Date.now() + Number(seconds) * 1000 : undefined;
}
