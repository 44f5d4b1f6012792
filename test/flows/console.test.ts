import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
let page = '';
beforeAll(async () => {
  cloud = await startTestCloud();
  page = (await cloud.anonymous.get('/app')).text;
});
afterAll(() => cloud.stop());

const script = () => /src="(\/app\/assets\/[\w.-]+\.js)"/.exec(page)?.[1] ?? '';

describe('the console’s page', () => {
  it('is what the address of the product leads to', async () => {
    const response = await fetch(cloud.url, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/app']);
  });

  it('is what its address with a slash at the end leads to', async () => {
    const response = await fetch(`${cloud.url}/app/`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/app']);
  });

  it.each(['/app', '/app/work', '/app/sheets/01J', '/app/login?code=x&state=y', '/app/sheets/01J/'])(
    'stands at %s',
    async (path) => {
      const { status, headers, text } = await cloud.anonymous.get(path);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(text).toBe(page);
    },
  );

  it('leads to a site’s board, which the API shows without script, in any browser and without a login', async () => {
    const response = await fetch(`${cloud.url}/app/board/riverside`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/commitments?site=riverside']);
    const board = await fetch(`${cloud.url}/app/board/riverside`, { headers: { accept: 'text/html' } });
    expect(await board.text()).toContain('滨河花园 公开服务承诺');
    const nowhere = await fetch(`${cloud.url}/app/board/nowhere`, { headers: { accept: 'text/html' } });
    expect(nowhere.status).toBe(404);
  });

  it('lets nothing run or be framed that is not its own file', async () => {
    const { headers } = await cloud.anonymous.get('/app');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe');
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      expect.stringMatching(/^style-src 'self' 'sha256-[\w+/]{43}='$/),
      "frame-ancestors 'none'",
    ])
      expect(policy.split('; ')).toContainEqual(rule);
    expect(policy).toContain(`connect-src 'self' ${new URL(cloud.s3.endpoint).origin} ${cloud.url};`);
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(page).not.toMatch(/<style|style=|<script>/);
  });

  it('is only read', async () => {
    for (const path of ['/', '/app', '/app/work']) {
      const { status, headers, json } = await cloud.as('receptionist-sun').post(path, {});
      expect([status, headers.get('allow'), json.code]).toEqual([405, 'GET', 'method-not-allowed']);
    }
  });
});

describe('its files', () => {
  it.each(['/app/link.js', '/app/worker.js'])('%s is asked for anew each time', async (path) => {
    const { status, headers } = await cloud.anonymous.get(path);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('are all known to what keeps them on a device, which is for the whole console', async () => {
    const { text, headers } = await cloud.anonymous.get('/app/worker.js');
    expect(headers.get('service-worker-allowed')).toBe('/app');
    const named = [...new Set(text.match(/\/app\/assets\/[\w.-]+/g))];
    expect(named).toContain(script());
    for (const name of named) expect((await cloud.anonymous.get(name)).status, name).toBe(200);
  });

  it('bear a digest in their name and are kept for ever', async () => {
    const { status, headers } = await cloud.anonymous.get(script());
    expect([status, headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('come in the smallest form that the browser takes', async () => {
    const raw = async (encoding: string) => {
      const { request } = await import('node:http');
      return new Promise<{ encoding: string | undefined; body: Buffer }>((done, failed) => {
        request(`${cloud.url}${script()}`, { headers: { 'accept-encoding': encoding } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            done({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }),
          );
        })
          .on('error', failed)
          .end();
      });
    };
    const plain = await raw('identity');
    const [br, gzip] = [await raw('gzip, deflate, br'), await raw('gzip')];
    expect([plain.encoding, br.encoding, gzip.encoding]).toEqual([undefined, 'br', 'gzip']);
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  });

  it.each(['/app/assets/none.js', '/app/assets/', '/app/assets/..%2Findex.html'])(
    'are 404 where missing: %s',
    async (path) => {
      const { status, json } = await cloud.anonymous.get(path);
      expect([status, json.code]).toEqual([404, 'not-found']);
    },
  );
});

describe('GET /app/config.json', () => {
  it('says how to log in and where files are, to everybody', async () => {
    const { status, headers, json } = await cloud.anonymous.get('/app/config.json');
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const { version } = (await cloud.anonymous.get('/health')).json;
    expect(json).toEqual({
      issuer: 'https://issuer.shoujie.local',
      discovery: `${cloud.url}/.well-known/openid-configuration`,
      clientId: 'shoujie',
      scope: 'openid',
      logout: { kind: 'oidc', url: `${cloud.url}/logout` },
      filesOrigin: new URL(cloud.s3.endpoint).origin,
      version,
    });
  });
});
