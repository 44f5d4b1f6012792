import { createHmac, generateKeyPairSync } from 'node:crypto';
import { exportJWK, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Authorizer, jwtAuthorizer } from '../../../infra/local/authorizer.ts';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'shoujie';
const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
const now = () => Math.floor(Date.now() / 1000);
const good = (): JWTPayload => ({
  sub: 'worker-wu',
  iss: ISSUER,
  aud: AUDIENCE,
  iat: now() - 1,
  exp: now() + 60,
});

const sign = (payload: JWTPayload, key = own.privateKey, header: object = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key);
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const without = (name: string) => {
  const { [name]: _, ...rest } = good();
  return rest;
};

let authorize: Authorizer;
beforeAll(async () => {
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'RS256' };
  authorize = jwtAuthorizer({
    issuer: ISSUER,
    audience: AUDIENCE,
    jwks: { keys: [jwk] },
    algorithm: 'RS256',
  });
});

describe('a bearer token', () => {
  it('that is good gives its claims as text', async () => {
    const token = await sign({ ...good(), groups: ['a', 'b'], level: 3 });
    expect(await authorize(`Bearer ${token}`)).toMatchObject({
      sub: 'worker-wu',
      groups: '[a b]',
      level: '3',
    });
  });

  it('may say its audience as one of several, or as client_id where it has none', async () => {
    expect(await authorize(`Bearer ${await sign({ ...good(), aud: ['x', AUDIENCE] })}`)).toBeDefined();
    expect(await authorize(`Bearer ${await sign({ ...without('aud'), client_id: AUDIENCE })}`)).toBeDefined();
  });

  const refused: Record<string, () => Promise<string> | string> = {
    'missing altogether': () => '',
    'of another scheme': async () => `Basic ${await sign(good())}`,
    'without a scheme': async () => sign(good()),
    garbage: () => 'Bearer garbage',
    'three times garbage': () => 'Bearer a.b.c',
    'with alg none': () => `Bearer ${encoded({ alg: 'none', kid: 'one' })}.${encoded(good())}.`,
    'with the public key as an HMAC secret': () => {
      const body = `${encoded({ alg: 'HS256', kid: 'one' })}.${encoded(good())}`;
      const secret = own.publicKey.export({ type: 'spki', format: 'pem' });
      return `Bearer ${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
    },
    'of a foreign key': async () => `Bearer ${await sign(good(), foreign.privateKey)}`,
    'of an unknown key id': async () => `Bearer ${await sign(good(), own.privateKey, { kid: 'two' })}`,
    'without a key id': async () => `Bearer ${await sign(good(), own.privateKey, { kid: undefined })}`,
    'with other claims than were signed': async () => {
      const [header, , signature] = (await sign(good())).split('.');
      return `Bearer ${header}.${encoded({ ...good(), sub: 'director-wei' })}.${signature}`;
    },
    expired: async () => `Bearer ${await sign({ ...good(), exp: now() - 1 })}`,
    'without an expiry': async () => `Bearer ${await sign(without('exp'))}`,
    'not valid yet': async () => `Bearer ${await sign({ ...good(), nbf: now() + 60 })}`,
    'issued in the future': async () => `Bearer ${await sign({ ...good(), iat: now() + 60 })}`,
    'of another issuer': async () => `Bearer ${await sign({ ...good(), iss: 'https://other.example' })}`,
    'without an issuer': async () => `Bearer ${await sign(without('iss'))}`,
    'for another audience': async () => `Bearer ${await sign({ ...good(), aud: 'other' })}`,
    'for nobody': async () => `Bearer ${await sign(without('aud'))}`,
    'for another audience with the right client_id': async () =>
      `Bearer ${await sign({ ...good(), aud: 'other', client_id: AUDIENCE })}`,
  };

  it.each(Object.keys(refused))('%s is refused', async (kind) => {
    expect(await authorize(await refused[kind]?.())).toBeUndefined();
  });

  it('is verified once and remembered until it expires, not longer', async () => {
    const authorization = `Bearer ${await sign(good())}`;
    expect(await authorize(authorization)).toBeDefined();
    // Remembered: the answer comes at once, without a promise.
    expect(authorize(authorization)).toMatchObject({ sub: 'worker-wu' });
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
    try {
      expect(await authorize(authorization)).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });
});
