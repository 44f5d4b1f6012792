/** What stands for robots locally takes what their makers take, and refuses the rest as they do (contract section 8). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signedRequest } from '../../../functions/mailer/robot-request.ts';
import { type LocalSinks, startSinks } from '../../../infra/local/sinks.ts';
import type { RobotFormat } from '../../../shared/domain/model/directory.ts';

const AT = Date.parse('2026-11-23T08:00:00.000Z');
let now = AT;
let sinks: LocalSinks;
let names = 0;
let name = '';
beforeAll(async () => {
  sinks = await startSinks({ now: () => now }, 'key', (error) => expect.unreachable(String(error)));
});
afterAll(() => sinks.stop());
beforeEach(() => {
  names += 1;
  now = AT;
  name = `shoujie/robot-${names}`;
});

const ITEMS = JSON.stringify({ id: '3f', to: 'engineering', language: 'en', items: [] });
const BODIES: { readonly [F in RobotFormat]: (content: string) => string } = {
  json: (content) => JSON.stringify({ ...JSON.parse(ITEMS), items: [{ title: content }] }),
  wecom: (content) => JSON.stringify({ msgtype: 'markdown', markdown: { content } }),
  dingtalk: (text) => JSON.stringify({ msgtype: 'markdown', markdown: { title: 't', text } }),
};
const post = async (format: RobotFormat, body: string, secret = sinks.secretOf(name), at = now) => {
  const { url, headers } = signedRequest(format, secret, body, at);
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' });
  return [response.status, await response.json()] as const;
};
const last = () => sinks.deliveries(name).at(-1);

describe('a sink', () => {
  it.each(['json', 'wecom', 'dingtalk'] as const)('takes %s, and shows it as it was sent', async (format) => {
    const body = BODIES[format]('漏水');
    const [status] = await post(format, body);
    expect(status).toBe(200);
    expect(sinks.deliveries(name)).toEqual([
      expect.objectContaining({
        ...{ channel: format, to: name, body, status: 200, secret: sinks.secretOf(name).secret },
        ...{ at: '2026-11-23T08:00:00.000Z', headers: expect.any(Object) },
      }),
    ]);
  });

  it.each([
    ['json', 65_536 - Buffer.byteLength(BODIES.json('')), 413, 413],
    ['wecom', 4_096, 200, 413],
    ['dingtalk', 20_000 - Buffer.byteLength(BODIES.dingtalk('')), 200, 413],
  ] as const)('takes %s up to its length, and no byte more', async (format, most, answered, status) => {
    await post(format, BODIES[format]('x'.repeat(most)));
    expect(last()?.status).toBe(200);
    const [http] = await post(format, BODIES[format]('x'.repeat(most + 1)));
    expect([http, last()?.status]).toEqual([answered, status]);
  });

  it.each(['json', 'dingtalk'] as const)(
    'takes %s by its own signature alone, of within the hour',
    async (format) => {
      const body = BODIES[format]('x');
      await post(format, body, { ...sinks.secretOf(name), secret: 'another' });
      expect(last()?.status).toBe(401);
      await post(format, body, undefined, now - 61 * 60_000);
      expect(last()?.status).toBe(401);
      await post(format, body, undefined, now - 59 * 60_000);
      expect(last()?.status).toBe(200);
    },
  );

  it.each([
    ['json', 429, { status: 429 }],
    ['wecom', 200, { errcode: 45_009, errmsg: 'api freq out of limit' }],
    ['dingtalk', 200, { errcode: 130_101, errmsg: 'api freq out of limit' }],
  ] as const)('takes twenty of %s in any minute, each name its own', async (format, http, answer) => {
    const body = BODIES[format]('x');
    for (let nth = 0; nth < 20; nth += 1) {
      now = AT + nth * 1_000;
      await post(format, body);
    }
    expect(await post(format, body)).toEqual([http, answer]);
    expect(last()?.status).toBe(429);
    now = AT + 59_999;
    await post(format, body);
    expect(last()?.status).toBe(429);
    name = `${name}-other`;
    expect((await post(format, body))[0]).toBe(200);
  });

  it.each([
    ['wecom', 200],
    ['dingtalk', 429],
  ] as const)(
    'bans a robot of %s that said too much for ten minutes: %i a minute later',
    async (format, then) => {
      const body = BODIES[format]('x');
      for (let nth = 0; nth < 21; nth += 1) await post(format, body);
      expect(last()?.status).toBe(429);
      now = AT + 61_000;
      await post(format, body);
      expect(last()?.status).toBe(then);
      now = AT + 600_000;
      await post(format, body);
      expect(last()?.status).toBe(200);
    },
  );

  it('refuses what is in nobody’s form', async () => {
    for (const body of ['{', '[]', 'null', '{"msgtype":"text","text":{"content":"x"}}']) {
      expect((await post('wecom', body))[0]).toBe(400);
    }
  });

  it('answers the next delivery as it was told, once for each time', async () => {
    sinks.answerNext(name, 500);
    sinks.answerNext(name, 302);
    const statuses = [];
    for (let nth = 0; nth < 3; nth += 1) statuses.push((await post('wecom', BODIES.wecom('x')))[0]);
    expect(statuses).toEqual([500, 302, 200]);
  });

  it('lets no page in', async () => {
    const { url } = sinks.secretOf(name);
    const response = await fetch(url, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: ITEMS,
    });
    expect([response.status, sinks.deliveries(name)]).toEqual([403, []]);
  });
});
