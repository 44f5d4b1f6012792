import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Config } from '../../web/session/config.ts';
import { refreshed } from '../../web/session/login.ts';

const issuer = 'https://issuer.test';
const config: Config = {
  ...{
    issuer,
    discovery: `${issuer}/.well-known/openid-configuration`,
    clientId: 'console',
    scope: 'openid',
  },
  ...{ logout: { kind: 'oidc', url: `${issuer}/logout` }, filesOrigin: 'https://files.test', version: '1' },
};
afterEach(() => vi.unstubAllGlobals());

/** An issuer that answers like that where it is asked for new tokens. */
const issuing = (status: number, body: object) =>
  vi.stubGlobal('fetch', async (address: string | URL) =>
    String(address) === config.discovery
      ? Response.json({ issuer, token_endpoint: `${issuer}/token` })
      : Response.json(body, { status }),
  );

describe('a login', () => {
  it('goes on with what the issuer gives, and with what it was refreshed with where it gives no other', async () => {
    issuing(200, { access_token: 'new', token_type: 'bearer', expires_in: 60 });
    expect(await refreshed(config, 'kept')).toMatchObject({ access: 'new', refresh: 'kept' });
  });

  it.each([400, 401])('has ended where the issuer answers %i', async (status) => {
    issuing(status, { error: 'invalid_grant' });
    expect(await refreshed(config, 'kept')).toBeUndefined();
  });

  it.each([403, 404, 429, 503])(
    'has not ended where the issuer answers %i, which may change',
    async (status) => {
      issuing(status, {});
      await expect(refreshed(config, 'kept')).rejects.toThrow();
    },
  );
});
