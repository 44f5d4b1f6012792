import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient, startTestCloud, TEST_NOW, type TestCloud } from '../../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const PEOPLE =
  `resident-zhao resident-qian receptionist-sun receptionist-zhou cs-supervisor-he cs-manager-li worker-wu
  worker-zheng engineering-supervisor-feng engineering-manager-wang guard-chu security-supervisor-lu
  security-manager-chen cleaner-shi cleaning-manager-kong director-wei deputy-director-jiang administrator-shen hr-yang
  overseer-han`.split(/\s+/);

const post = (path: string, body: unknown, headers = {}) => cloud.anonymous.post(path, body, headers);

describe('GET /_local', () => {
  it('lists the people of the demo organisation and where everything is', async () => {
    const { status, json } = await cloud.anonymous.get<{
      api: string;
      aws: { dynamodb: string };
      people: { id: string; name: string; role: string; section?: string }[];
    }>('/_local');
    expect(status).toBe(200);
    expect(json).toMatchObject({ api: cloud.url, aws: { dynamodb: cloud.dynamodbEndpoint } });
    expect(json.people.map(({ id }) => id).sort()).toEqual([...PEOPLE].sort());
    expect(json.people).toContainEqual({
      id: 'guard-chu',
      name: expect.stringMatching(/^\p{Script=Han}+$/u),
      role: 'worker',
      section: 'security',
    });
  });
});

describe('POST /_local/tokens', () => {
  it('gives a token that the API takes', async () => {
    const { status, json } = await post('/_local/tokens', { person: 'resident-zhao' });
    expect(status).toBe(200);
    const me = await apiClient(cloud.url, async () => String(json.token)).get('/me');
    expect(me).toMatchObject({ status: 200, json: { id: 'resident-zhao', role: 'resident' } });
  });

  it.each(['nobody', 'x'.repeat(3_000)])('gives none for people whom nobody knows', async (person) => {
    const { status, json } = await post('/_local/tokens', { person });
    expect({ status, code: json.code }).toEqual({ status: 404, code: 'not-found' });
  });

  it.each<[string, unknown, string]>([
    ['no person', {}, '/person'],
    ['an empty one', { person: '' }, '/person'],
    ['a number', { person: 7 }, '/person'],
    ['an unknown member', { person: 'worker-wu', role: 'director' }, '/role'],
    ['no object', ['worker-wu'], ''],
  ])('refuses %s', async (_, body, pointer) => {
    const { status, json } = await post('/_local/tokens', body);
    expect({ status, code: json.code }).toEqual({ status: 400, code: 'validation-failed' });
    expect(json.errors).toContainEqual({ pointer, detail: expect.stringMatching(/./) });
  });
});

describe('the clock', () => {
  it('is told, moved forward, and is the time of the API', async () => {
    expect((await cloud.anonymous.get('/_local/clock')).json).toEqual({ now: TEST_NOW });
    const moved = await post('/_local/clock', { advance: 'PT61M' });
    expect(moved).toMatchObject({ status: 200, json: { now: '2026-11-23T09:01:00.000Z' } });
    expect((await cloud.anonymous.get('/_local/clock')).json).toEqual({ now: '2026-11-23T09:01:00.000Z' });
  });

  it.each<[unknown, string]>([
    [{ advance: '-PT1M' }, '/advance'],
    [{ advance: 'PT0S' }, '/advance'],
    [{ advance: 'an hour' }, '/advance'],
    [{ advance: 60 }, '/advance'],
    [{}, '/advance'],
    [{ advance: 'PT1M', back: true }, '/back'],
  ])('is not moved by %j', async (body, pointer) => {
    const before = (await cloud.anonymous.get('/_local/clock')).json;
    const { status, json } = await post('/_local/clock', body);
    expect({ status, code: json.code }).toEqual({ status: 400, code: 'validation-failed' });
    expect(json.errors).toEqual([{ pointer, detail: expect.stringMatching(/./) }]);
    expect((await cloud.anonymous.get('/_local/clock')).json).toEqual(before);
  });
});

describe('everything under /_local', () => {
  it('settles when there is nothing to do', async () => {
    expect((await post('/_local/settle', undefined)).status).toBe(200);
  });

  it('knows its paths and their methods', async () => {
    expect((await cloud.anonymous.get('/_local/nothing')).json).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    const { status, json, headers } = await cloud.anonymous.request('DELETE', '/_local/clock');
    expect({ status, code: json.code }).toEqual({ status: 405, code: 'method-not-allowed' });
    expect(headers.get('allow')).toBe('GET, POST');
  });

  it('takes JSON only, and only JSON that is whole', async () => {
    const text = await post('/_local/clock', 'PT1M', { 'content-type': 'text/plain' });
    expect(text.json).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    const broken = await post('/_local/clock', '{"advance":', { 'accept-language': 'en' });
    expect(broken.json).toMatchObject({
      status: 400,
      code: 'validation-failed',
      title: 'The input is not valid',
    });
  });

  it('publishes the key of its tokens', async () => {
    const { json } = await cloud.anonymous.get('/.well-known/openid-configuration');
    const keys = await (await fetch(String(json.jwks_uri))).json();
    expect(keys).toEqual({ keys: [expect.objectContaining({ kty: 'RSA', alg: 'RS256', use: 'sig' })] });
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });
});

describe('a restart', () => {
  it('keeps tokens, clock and organisation', async () => {
    const token = await cloud.tokenFor('worker-wu');
    const { now } = (await cloud.anonymous.get('/_local/clock')).json;
    cloud = await cloud.restart();
    expect((await cloud.anonymous.get('/_local/clock')).json).toEqual({ now });
    const me = await apiClient(cloud.url, async () => token).get('/me');
    expect(me).toMatchObject({ status: 200, json: { id: 'worker-wu' } });
  });
});
