import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeFunctions } from '../../support/infra/fake-functions.ts';
import { apiClient, startTestCloud, TEST_NOW, type TestCloud } from '../../support/local-cloud.ts';

const route = (key: string, auth: 'jwt' | 'none' = 'none') => ({ key, auth });
const LARGE = 11 * 1024 * 1024;

interface Echo {
  readonly version: string;
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Record<string, string>;
  readonly cookies?: string[];
  readonly queryStringParameters?: Record<string, string>;
  readonly pathParameters?: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly authorizer?: { readonly jwt: { readonly claims: Record<string, string> } };
    readonly http: Record<string, string>;
    readonly requestId: string;
    readonly stage: string;
    readonly time: string;
    readonly timeEpoch: number;
  };
}

const results: Record<string, string> = {
  structured: `{ statusCode: 201, headers: { Location: '/x', 'x-count': 3 }, cookies: ['a=1', 'b=2'], body: '中' }`,
  plain: `{ hello: 'there' }`,
  text: `'just text'`,
  nothing: 'undefined',
  binary: `{ statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'AAH/', isBase64Encoded: true }`,
  malformed: `{ statusCode: 'many' }`,
};

let cloud: TestCloud;
const logged: unknown[] = [];

beforeAll(async () => {
  const functions = await fakeFunctions({
    echo: {
      trigger: {
        kind: 'api',
        routes: [
          route('GET /open'),
          route('POST /open'),
          route('GET /mine/{id}', 'jwt'),
          route('POST /mine/{id}', 'jwt'),
          route('$default', 'jwt'),
        ],
      },
      source: 'export const handler = async (event) => event;',
    },
    result: {
      trigger: { kind: 'api', routes: [route('GET /results/{kind}')] },
      source: `const results = { ${Object.entries(results).map(([name, value]) => `${name}: ${value}`)} };
        export const handler = async ({ pathParameters }) => results[pathParameters.kind];`,
    },
    environment: {
      trigger: { kind: 'api', routes: [route('GET /environment')] },
      source: 'const seen = { ...process.env }; export const handler = async () => seen;',
    },
    large: {
      trigger: { kind: 'api', routes: [route('GET /large/{bytes}')] },
      source: `export const handler = async ({ pathParameters }) =>
        ({ statusCode: 200, body: '"'.repeat(Number(pathParameters.bytes)) });`,
    },
    broken: {
      trigger: { kind: 'api', routes: [route('GET /broken')] },
      source: `export const handler = async () => { throw new Error('the secret cause'); };`,
    },
    slow: {
      trigger: { kind: 'api', routes: [route('GET /slow')] },
      source: 'export const handler = () => new Promise(() => {});',
      timeoutSeconds: 0.05,
    },
  });
  cloud = await startTestCloud({
    origins: 'http://web.example',
    ...functions,
    empty: true,
    log: (error) => logged.push(error),
  });
});
afterAll(() => cloud.stop());

describe('the event of a request', () => {
  it('has the shape of payload 2.0', async () => {
    const { json, headers } = await cloud.anonymous.get<Echo>('/open?b=%E4%B8%AD+%2B&a=1&a=2&flag&b64=%ZZ', {
      'X-Thing': 'one',
      cookie: 'a=1; b=2',
      'user-agent': 'a test',
    });
    expect(headers.get('content-type')).toBe('application/json');
    expect(json).toMatchObject({
      version: '2.0',
      routeKey: 'GET /open',
      rawPath: '/open',
      rawQueryString: 'b=%E4%B8%AD+%2B&a=1&a=2&flag&b64=%ZZ',
      queryStringParameters: { b: '中 +', a: '1,2', flag: '', b64: '%ZZ' },
      cookies: ['a=1', 'b=2'],
      isBase64Encoded: false,
    });
    expect(json.headers).toMatchObject({ 'x-thing': 'one' });
    expect(json.headers).not.toHaveProperty('cookie');
    expect(json.requestContext.http).toEqual({
      method: 'GET',
      path: '/open',
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: 'a test',
    });
    for (const absent of ['body', 'pathParameters']) expect(json).not.toHaveProperty(absent);
    expect(json.requestContext).not.toHaveProperty('authorizer');
  });

  it('tells the time of the cloud, and no request like another', async () => {
    const [one, two] = [await cloud.anonymous.get<Echo>('/open'), await cloud.anonymous.get<Echo>('/open')];
    expect(one.json.requestContext).toMatchObject({
      timeEpoch: Date.parse(TEST_NOW),
      time: '23/Nov/2026:08:00:00 +0000',
      stage: '$default',
    });
    expect(one.json.requestContext.requestId).not.toBe(two.json.requestContext.requestId);
  });

  it('carries claims and decoded path parameters', async () => {
    const { json } = await cloud.as('worker-wu').get<Echo>('/mine/a%2Fb');
    expect(json.pathParameters).toEqual({ id: 'a/b' });
    expect(json.rawPath).toBe('/mine/a%2Fb');
    expect(json.requestContext.authorizer?.jwt.claims).toMatchObject({ sub: 'worker-wu', aud: 'shoujie' });
  });

  it('carries text as it is and anything else in base64', async () => {
    const text = await cloud.anonymous.post<Echo>('/open', '{"a":"中"}');
    expect(text.json).toMatchObject({ body: '{"a":"中"}', isBase64Encoded: false });
    const response = await fetch(`${cloud.url}/open`, { method: 'POST', body: new Uint8Array([0, 255, 1]) });
    expect(await response.json()).toMatchObject({ body: 'AP8B', isBase64Encoded: true });
  });

  it('goes to $default, with its authorizer, where nothing else matches', async () => {
    expect((await cloud.as('worker-wu').get<Echo>('/nowhere')).json.routeKey).toBe('$default');
    expect((await cloud.anonymous.get('/nowhere')).status).toBe(401);
  });
});

describe('a function', () => {
  it('sees the environment that the manifest names, and the AWS of this cloud', async () => {
    const { json } = await cloud.anonymous.get('/environment');
    expect(json).toMatchObject({
      TABLE_NAME: cloud.tableName,
      // The engine itself, not the door before it.
      AWS_ENDPOINT_URL_DYNAMODB: expect.stringMatching(/^http:\/\/127\.\d+\.\d+\.\d+:\d+$/),
      AWS_LAMBDA_FUNCTION_NAME: 'environment',
    });
    const own = Object.keys(json).filter((name) => !/^(?:AWS|POWERTOOLS)_/.test(name));
    expect(own).toEqual(['PATIENCE', 'TABLE_NAME']);
  });

  it('that answers with a status code decides on everything', async () => {
    const { status, headers, text } = await cloud.anonymous.get('/results/structured');
    expect({ status, text }).toEqual({ status: 201, text: '中' });
    expect(headers.get('location')).toBe('/x');
    expect(headers.get('x-count')).toBe('3');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it.each([
    ['plain', '{"hello":"there"}'],
    ['text', 'just text'],
    ['nothing', ''],
  ])('that answers otherwise (%s) gives the body of a 200 in JSON', async (kind, body) => {
    const { status, headers, text } = await cloud.anonymous.get(`/results/${kind}`);
    expect({ status, text }).toEqual({ status: 200, text: body });
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('may answer bytes', async () => {
    const response = await fetch(`${cloud.url}/results/binary`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 1, 255]));
  });

  it('refuses a result of more than 6 MB as Lambda does, counted as JSON', async () => {
    // A quotation mark takes two bytes there.
    const most = 3 * 1024 * 1024;
    const small = await cloud.anonymous.get(`/large/${most - 100}`);
    expect([small.status, small.text.length]).toEqual([200, most - 100]);
    const large = await cloud.anonymous.get(`/large/${most}`);
    expect([large.status, large.json.code]).toEqual([500, 'internal']);
    expect(logged).toContainEqual(expect.objectContaining({ name: 'ResultTooLarge' }));
  });

  it.each(['/broken', '/results/malformed'])(
    'that fails at %s reveals nothing, and is logged',
    async (path) => {
      logged.length = 0;
      const { status, json, text } = await cloud.anonymous.get(path, { 'accept-language': 'en' });
      expect({ status, code: json.code, title: json.title }).toEqual({
        status: 500,
        code: 'internal',
        title: 'Internal error',
      });
      expect(text).not.toMatch(/secret|many|at /);
      expect(logged).toHaveLength(1);
    },
  );

  it('that takes too long is given up with a 503', async () => {
    const { status, json, headers } = await cloud.anonymous.get('/slow');
    expect({ status, code: json.code }).toEqual({ status: 503, code: 'unavailable' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the gateway', () => {
  it('refuses a bad token before it reads the body, in the reader’s language', async () => {
    const { status, json, headers } = await apiClient(cloud.url).post('/mine/1', 'x'.repeat(LARGE), {
      authorization: 'Bearer garbage',
      'accept-language': 'en',
    });
    expect({ status, code: json.code, title: json.title }).toEqual({
      status: 401,
      code: 'unauthenticated',
      title: 'Please sign in',
    });
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect((await cloud.anonymous.get('/mine/1')).json.title).toBe('请先登录');
  });

  it('refuses more than 10 MiB, told beforehand or not', async () => {
    const told = await cloud.anonymous.post('/open', 'x'.repeat(LARGE));
    expect({ status: told.status, code: told.json.code }).toEqual({ status: 413, code: 'payload-too-large' });
    const body = new ReadableStream({
      pull(controller) {
        for (let sent = 0; sent < LARGE; sent += 1024 * 1024) controller.enqueue(new Uint8Array(1024 * 1024));
        controller.close();
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
    expect((await fetch(`${cloud.url}/open`, init)).status).toBe(413);
  });

  it('answers pages of its own origin and of those that are named, and no other', async () => {
    const own = cloud.url.replace('127.0.0.1', 'localhost');
    for (const origin of [cloud.url, own, 'http://web.example']) {
      const preflight = await cloud.anonymous.request('OPTIONS', '/mine/1', undefined, {
        origin,
        'access-control-request-method': 'POST',
      });
      expect(preflight.status, origin).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
      const { headers } = await cloud.anonymous.get('/open', { origin });
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
    for (const origin of ['http://evil.example', 'http://localhost:1', 'null']) {
      const { status, json, headers } = await cloud.anonymous.get('/open', { origin });
      expect([status, json.code, headers.get('access-control-allow-origin')], origin).toEqual([
        ...[403, 'forbidden', null],
      ]);
      const token = await cloud.anonymous.post('/_local/tokens', { person: 'director-wei' }, { origin });
      expect(token.status, origin).toBe(403);
    }
  });

  it('shows no page of another origin what is local alone', async () => {
    const { status, headers } = await cloud.anonymous.get('/_local/clock', { origin: 'http://web.example' });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });

  it('keeps every page from the services, and foreign ones from the inbox', async () => {
    const { scheduler, stepFunctions, mail } = cloud.effects;
    const status = async (url: string, origin?: string) =>
      (await fetch(url, { headers: origin === undefined ? {} : { origin } })).status;
    for (const { endpoint } of [scheduler, stepFunctions, mail]) {
      expect(await status(endpoint, 'http://web.example'), endpoint).toBe(403);
      expect(await status(endpoint, cloud.url), endpoint).toBe(403);
      expect(await status(endpoint), endpoint).not.toBe(403);
    }
    expect(await status(mail.inboxUrl)).toBe(200);
    expect(await status(mail.inboxUrl, new URL(mail.inboxUrl).origin)).toBe(200);
    expect(await status(mail.inboxUrl, 'http://web.example')).toBe(403);
  });

  it('answers under no name but this machine’s own', async () => {
    const { port } = new URL(cloud.url);
    const asked = (host: string) =>
      new Promise<number | undefined>((done, fail) => {
        request({ host: '127.0.0.1', port, path: '/_local', headers: { host } }, (response) => {
          response.resume();
          done(response.statusCode);
        })
          .on('error', fail)
          .end();
      });
    expect(await asked(`localhost:${port}`)).toBe(200);
    expect(await asked(`evil.example:${port}`)).toBe(403);
  });

  it('answers HEAD without a body', async () => {
    const head = await cloud.as('worker-wu').request('HEAD', '/open');
    expect(head).toMatchObject({ status: 200, text: '' });
  });
});
