/** The code flow of the local issuer (contract section 8): a page on which one picks who one is, in the place of a password. */
import { createHash, randomBytes } from 'node:crypto';
import type { ProblemResponse } from '../../shared/contract/problem.ts';
import type { Language } from '../../shared/domain/model/directory.ts';
import type { Issuer } from './issuer.ts';
import { type Pickable, pickerPage } from './login-page.ts';

export interface LoginOptions {
  readonly issuer: Issuer;
  /** Whom one may be. */
  readonly people: () => Promise<readonly Pickable[]>;
  /** Milliseconds since 1970 of real time: a code is for the browser, which knows no other. */
  readonly realNow: () => number;
  /** Where pages that one is sent back to may be: origins of this cloud. */
  readonly isOwn: (origin: string) => boolean;
}

export interface Login {
  /** `GET /authorize`: the page to pick a person on or, with `person`, the way back with a code. */
  authorize(query: URLSearchParams, language: Language): Promise<ProblemResponse>;
  /** `POST /token` with a form: a code, or a token to refresh with, for tokens. */
  token(form: URLSearchParams): Promise<ProblemResponse>;
  /** `GET /logout`: nothing is kept here that would have to end; the way back. */
  logout(query: URLSearchParams): ProblemResponse;
}

const CODE_LIFE_MS = 60_000;
/** As a user pool's. */
const TOKEN_LIFE_SECONDS = 3_600;

interface Grant {
  readonly person: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string | undefined;
  readonly until: number;
}

const secret = () => randomBytes(32).toString('base64url');
const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

const json = (statusCode: number, value: unknown): ProblemResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
});
/** RFC 6749, section 5.2. */
const refused = (error: string, why: string) => json(400, { error, error_description: why });
const sentTo = (url: string): ProblemResponse => ({
  statusCode: 302,
  headers: { location: url, 'cache-control': 'no-store' },
  body: '',
});

/** Opens the login; codes and tokens to refresh with are good for one use, and none outlives this process. */
export function openLogin({ issuer, people, realNow, isOwn }: LoginOptions): Login {
  const codes = new Map<string, Grant>();
  const refreshing = new Map<string, string>();

  const ownPage = (url: string | null): url is string =>
    url !== null && URL.canParse(url) && isOwn(new URL(url).origin);

  async function tokensFor(person: string, nonce?: string): Promise<ProblemResponse> {
    const refresh = secret();
    refreshing.set(refresh, person);
    return json(200, {
      access_token: await issuer.tokenFor(person, { lifeSeconds: TOKEN_LIFE_SECONDS }),
      id_token: await issuer.tokenFor(person, { lifeSeconds: TOKEN_LIFE_SECONDS, nonce }),
      refresh_token: refresh,
      token_type: 'Bearer',
      expires_in: TOKEN_LIFE_SECONDS,
    });
  }

  /** Each is taken out by its first use, whatever comes of it. */
  function taken<T>(from: Map<string, T>, key: string): T | undefined {
    const found = from.get(key);
    from.delete(key);
    return found;
  }

  return {
    async authorize(query, language) {
      const redirectUri = query.get('redirect_uri');
      if (query.get('client_id') !== issuer.audience)
        return refused('invalid_request', 'client_id is unknown');
      if (!ownPage(redirectUri)) return refused('invalid_request', 'redirect_uri is no page of this origin');
      const challenge = query.get('code_challenge') ?? '';
      if (query.get('response_type') !== 'code') return refused('unsupported_response_type', 'only code');
      if (query.get('code_challenge_method') !== 'S256' || challenge === '')
        return refused('invalid_request', 'code_challenge with S256 is required');
      const all = await people();
      const person = query.get('person');
      if (person === null) return pickerPage({ people: all, query, language });
      if (!all.some(({ id }) => id === person)) return refused('invalid_request', 'person is unknown');
      const code = secret();
      const nonce = query.get('nonce') ?? undefined;
      codes.set(code, { person, challenge, redirectUri, nonce, until: realNow() + CODE_LIFE_MS });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      const state = query.get('state');
      if (state !== null) back.searchParams.set('state', state);
      return sentTo(back.href);
    },
    async token(form) {
      if (form.get('client_id') !== issuer.audience) return refused('invalid_client', 'client_id is unknown');
      switch (form.get('grant_type')) {
        case 'authorization_code': {
          const grant = taken(codes, form.get('code') ?? '');
          const isGood =
            grant !== undefined &&
            realNow() <= grant.until &&
            form.get('redirect_uri') === grant.redirectUri &&
            s256(form.get('code_verifier') ?? '') === grant.challenge;
          return isGood ? tokensFor(grant.person, grant.nonce) : refused('invalid_grant', 'code is not good');
        }
        case 'refresh_token': {
          const person = taken(refreshing, form.get('refresh_token') ?? '');
          return person === undefined
            ? refused('invalid_grant', 'refresh_token is not good')
            : tokensFor(person);
        }
        default:
          return refused('unsupported_grant_type', 'authorization_code or refresh_token');
      }
    },
    logout(query) {
      const back = query.get('post_logout_redirect_uri');
      return ownPage(back) ? sentTo(back) : sentTo('/app');
    },
  };
}
