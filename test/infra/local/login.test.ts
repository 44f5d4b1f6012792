import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Issuer } from '../../../infra/local/issuer.ts';
import { openLogin } from '../../../infra/local/login.ts';
import { apiClient, startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const VERIFIER = 'a-verifier-that-is-long-enough-for-everybody-0123456789';
const challenge = createHash('sha256').update(VERIFIER).digest('base64url');

const asked = (changes: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    response_type: 'code',
    client_id: 'shoujie',
    redirect_uri: `${cloud.url}/app/login`,
    state: 'a state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  });
const authorize = (query: URLSearchParams, headers = {}) =>
  fetch(`${cloud.url}/authorize?${query}`, { redirect: 'manual', headers });

async function codeFor(person: string): Promise<string> {
  const response = await authorize(asked({ person }));
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

async function token(form: Readonly<Record<string, string>>) {
  const response = await fetch(`${cloud.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'shoujie', ...form }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, string> };
}
const exchange = (code: string, verifier = VERIFIER, redirect = `${cloud.url}/app/login`) =>
  token({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirect });

describe('the page to log in on', () => {
  it('lists everybody of the demo organisation, in the reader’s language', async () => {
    const zh = await (await authorize(asked())).text();
    expect(zh).toContain('您是哪一位');
    expect(zh).toContain('客服部 · 接待员');
    expect(zh.match(/<li>/g)).toHaveLength(20);
    const en = await (await authorize(asked(), { 'accept-language': 'en' })).text();
    expect(en).toContain('Who are you?');
    expect(en).not.toContain('接待员');
  });

  it.each([
    ['another client', { client_id: 'other' }],
    ['a page of another origin', { redirect_uri: 'https://evil.example/app/login' }],
    ['no page', { redirect_uri: 'nowhere' }],
    ['a token at once', { response_type: 'token' }],
    ['a challenge as it is', { code_challenge_method: 'plain' }],
    ['no challenge', { code_challenge: '' }],
    ['somebody unknown', { person: 'nobody' }],
  ])('refuses %s', async (_, changes) => {
    const response = await authorize(asked(changes));
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
  });
});

describe('a code', () => {
  it('comes back with the state, and is a token for who was picked', async () => {
    const response = await authorize(asked({ person: 'worker-wu' }));
    expect(response.status).toBe(302);
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe(`${cloud.url}/app/login`);
    expect(back.searchParams.get('state')).toBe('a state');
    const { status, json } = await exchange(back.searchParams.get('code') ?? '');
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const me = await apiClient(cloud.url, async () => String(json.access_token)).get('/me');
    expect(me.json).toMatchObject({ id: 'worker-wu' });
  });

  it('is good once', async () => {
    const code = await codeFor('worker-wu');
    expect((await exchange(code)).status).toBe(200);
    expect(await exchange(code)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
  });

  it('is good for who has the verifier, and is used up by who has not', async () => {
    const code = await codeFor('worker-wu');
    expect((await exchange(code, 'another-verifier')).status).toBe(400);
    expect((await exchange(code)).status).toBe(400);
  });

  it('is good for the page that it was sent to', async () => {
    expect((await exchange(await codeFor('worker-wu'), VERIFIER, `${cloud.url}/app`)).status).toBe(400);
  });

  it('is good for a minute', async () => {
    let now = 0;
    const issuer: Issuer = {
      ...{ name: '', audience: 'shoujie', jwks: { keys: [] } },
      discovery: () => ({}),
      tokenFor: async () => 'a token',
    };
    const login = openLogin({
      issuer,
      people: async () => [{ id: 'worker-wu', name: '吴建国', role: 'worker' }],
      realNow: () => now,
      isOwn: () => true,
    });
    const statusAfter = async (ms: number) => {
      now = 0;
      const { headers } = await login.authorize(asked({ person: 'worker-wu' }), 'zh-CN');
      now = ms;
      const code = new URL(headers.location ?? '').searchParams.get('code') ?? '';
      const form = { client_id: 'shoujie', grant_type: 'authorization_code', code, code_verifier: VERIFIER };
      const redirect = { redirect_uri: `${cloud.url}/app/login` };
      return (await login.token(new URLSearchParams({ ...form, ...redirect }))).statusCode;
    };
    expect([await statusAfter(60_000), await statusAfter(60_001)]).toEqual([200, 400]);
  });
});

describe('what one refreshes with', () => {
  it('is good once, and gives the next', async () => {
    const { json } = await exchange(await codeFor('resident-zhao'));
    const refresh = (value = '') => token({ grant_type: 'refresh_token', refresh_token: value });
    const next = await refresh(json.refresh_token);
    expect(next.status).toBe(200);
    expect((await refresh(json.refresh_token)).status).toBe(400);
    expect((await refresh(next.json.refresh_token)).status).toBe(200);
  });

  it('is the only other thing that gives tokens', async () => {
    expect(await token({ grant_type: 'password' })).toMatchObject({
      status: 400,
      json: { error: 'unsupported_grant_type' },
    });
    expect((await token({ grant_type: 'refresh_token', client_id: 'other' })).status).toBe(400);
  });
});

describe('logging out', () => {
  it('leads back to the console, and nowhere else', async () => {
    const at = async (query: string) =>
      (await fetch(`${cloud.url}/logout${query}`, { redirect: 'manual' })).headers.get('location');
    const own = `${cloud.url}/app`;
    expect(await at(`?post_logout_redirect_uri=${encodeURIComponent(own)}`)).toBe(own);
    expect(await at('?post_logout_redirect_uri=https%3A%2F%2Fevil.example')).toBe('/app');
    expect(await at('')).toBe('/app');
  });
});

describe('the discovery document', () => {
  it('says where all of this is', async () => {
    const { json } = await cloud.anonymous.get('/.well-known/openid-configuration');
    expect(json).toMatchObject({
      authorization_endpoint: `${cloud.url}/authorize`,
      token_endpoint: `${cloud.url}/token`,
      end_session_endpoint: `${cloud.url}/logout`,
      code_challenge_methods_supported: ['S256'],
    });
  });
});
