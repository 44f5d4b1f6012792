/** Robots of groups (contract section 11), from the directory to what their makers' stand-ins take. */
import { createHmac } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../../infra/local/sinks.ts';
import { sectionResponse, siteResponse } from '../../shared/contract/organisation/organisation-responses.ts';
import { robotReader } from '../../shared/domain/notices/robot-notices.ts';
import { letterKey, noticesPartition, waitingKey } from '../../shared/store/table/keys.ts';
import { changed } from '../support/directory.ts';
import { HAND_OVER, INTAKES, type LedgerJson, opened, type ProblemJson, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

let cloud: TestCloud;
/** Each part has a cloud of its own. */
function onOneCloud(): void {
  beforeAll(async () => {
    cloud = await startTestCloud({ limits: 'off' });
  });
  afterAll(() => cloud.stop());
}

const SITE = { name: 'Riverside', zh: '滨河花园', timeZone: 'Asia/Shanghai' };
const ENGINEERING = { name: 'Engineering', zh: '工程部', function: 'repair' };
const DESK = { name: 'Customer service', zh: '客服部', function: 'customer-service' };
const put = <T = Json>(path: string, body: object, by = 'director-wei') =>
  cloud.as(by).request<T>('PUT', path, body);
const robotsOfSection = (id: string, body: object, ...robots: object[]) =>
  put(`/sites/riverside/sections/${id}`, { ...body, robots });
const sinks = async (to?: string): Promise<readonly Delivery[]> =>
  (await cloud.anonymous.get<{ items: Delivery[] }>(`/_local/sinks${to ? `?to=${to}` : ''}`)).json.items;
const taken = async (to: string) => (await sinks(to)).filter(({ status }) => status === 200);
const failNext = (to: string, answer: number) => cloud.anonymous.post('/_local/sinks', { to, answer });

interface Said {
  readonly id: string;
  readonly to: string;
  readonly language: string;
  readonly items: readonly { kind: string; number: string; title: string; dueAt?: string; url: string }[];
}
const saidIn = ({ body }: Delivery): Said => JSON.parse(body);
const itemsIn = (deliveries: readonly Delivery[]) => deliveries.flatMap((each) => saidIn(each).items);
const ORDINARY = { ...INTAKES.repair, category: 'other' };
const handedOver = async (intake: object = ORDINARY, section = 'engineering', by = 'receptionist-sun') => {
  const sheet = await opened(cloud.as('receptionist-sun'), intake);
  await signed(cloud, sheet.id, [[by, { ...HAND_OVER, section }]]);
  return sheet;
};

describe('the robots of the directory', () => {
  onOneCloud();
  const ROBOTS = [
    { format: 'wecom', url: 'shoujie/robots/office' },
    { format: 'json', url: 'hook' },
  ];

  it('are put with site and section, shown back as given, and entered in the site’s ledger', async () => {
    const site = await put('/sites/riverside', { ...SITE, language: 'en', robots: ROBOTS });
    expect([site.status, siteResponse.parse(site.json)]).toEqual([
      200,
      expect.objectContaining({ language: 'en', robots: ROBOTS }),
    ]);
    const section = await robotsOfSection('engineering', ENGINEERING, ...ROBOTS.slice(1));
    expect(sectionResponse.parse(section.json).robots).toEqual(ROBOTS.slice(1));
    const { json } = await cloud.as('director-wei').get<LedgerJson>('/sites/riverside/ledger');
    const after = json.entries.map((entry) => (entry as { after?: { robots?: object } }).after?.robots);
    expect([json.intact, after]).toEqual([true, [ROBOTS, ROBOTS.slice(1)]]);
    // Another change of the site keeps what stands in its other entries.
    const { json: organisation } = await cloud.as('worker-wu').get<{
      site: object;
      sections: readonly { id: string; robots?: object }[];
    }>('/organisation?site=riverside');
    expect(organisation.site).toMatchObject({ robots: ROBOTS });
    expect(organisation.sections.find(({ id }) => id === 'engineering')?.robots).toEqual(ROBOTS.slice(1));
  });

  it('are shown to no resident and nobody without a token', async () => {
    for (const path of ['/organisation?site=riverside', '/me', '/commitments?site=riverside']) {
      for (const client of [cloud.as('resident-zhao'), cloud.anonymous]) {
        const { text } = await client.get(path);
        expect(text, path).not.toContain('robots');
        expect(text, path).not.toContain('hook');
      }
    }
  });

  it.each([
    [[{ format: 'wecom', url: 'https://qyapi.weixin.qq.com/x' }], '/robots/0/url'],
    [[{ format: 'wecom', url: '' }], '/robots/0/url'],
    [[{ format: 'slack', url: 'hook' }], '/robots/0/format'],
    [[{ format: 'json' }], '/robots/0/url'],
    [[{ format: 'json', url: 'hook', secret: 'x' }], '/robots/0/secret'],
    [{}, '/robots'],
    [new Array(11).fill(ROBOTS[0]), '/robots'],
  ])('are not %j', async (robots, pointer) => {
    for (const [path, body] of [
      ['/sites/riverside', SITE],
      ['/sites/riverside/sections/engineering', ENGINEERING],
    ] as const) {
      const { status, json } = await put<ProblemJson>(path, { ...body, robots });
      expect([status, json.errors?.map((each) => each.pointer)]).toEqual([400, [pointer]]);
    }
  });

  it('are changed by nobody but who may change the directory', async () => {
    const { status } = await put('/sites/riverside', { ...SITE, robots: ROBOTS }, 'engineering-manager-wang');
    expect(status).toBe(403);
  });

  it('go with the next PUT that does not name them', async () => {
    const { json } = await put('/sites/riverside/sections/engineering', ENGINEERING);
    expect(json).not.toHaveProperty('robots');
  });
});

describe('what a section’s leads are told', () => {
  onOneCloud();
  beforeAll(async () => {
    await robotsOfSection('engineering', ENGINEERING, { format: 'json', url: 'hook' });
    await robotsOfSection('customer-service', DESK, { format: 'dingtalk', url: 'ding' });
  });

  it('its robot says, gathered by the minute, signed, and once, however many of them are told', async () => {
    const [first, second] = [await handedOver(), await handedOver()];
    await cloud.settle();
    expect(await sinks('hook')).toEqual([]);
    await cloud.clock.advance('PT1M');
    const [delivery, ...more] = await sinks('hook');
    expect([delivery?.status, more]).toEqual([200, []]);
    const { body = '', headers = {}, secret = '' } = delivery ?? {};
    const said: Said = JSON.parse(body);
    expect(said).toEqual({
      ...{ id: headers['x-shoujie-id'], to: 'engineering', language: 'zh-CN' },
      items: [first, second].map(({ number, id }) => ({
        ...{ kind: 'hand-over', number, title: expect.stringContaining('移交本部门，请签收 · 厨房水管漏水') },
        ...{ dueAt: expect.any(String), url: expect.stringMatching(new RegExp(`/sheets/${id}$`)) },
      })),
    });
    const [, t = '', v1] = /^t=(\d+),v1=(.*)$/.exec(headers['x-shoujie-signature'] ?? '') ?? [];
    expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'));
    expect(body).not.toMatch(/138|1栋/);
  });

  it('is an urgent repair at once', async () => {
    const before = (await taken('hook')).length;
    const { number } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await cloud.settle();
    const [urgent] = (await taken('hook')).slice(before);
    expect(urgent && saidIn(urgent).items).toEqual([expect.objectContaining({ kind: 'urgent', number })]);
  });

  it('is of a complaint nothing but its number, and nothing where it is against one of them', async () => {
    const about = (complaint: object) => ({ ...INTAKES.complaint, complaint });
    const { complaint } = INTAKES.complaint;
    const mine = await handedOver(INTAKES.complaint, 'engineering', 'cs-supervisor-he');
    const against = await opened(
      cloud.as('receptionist-sun'),
      about({ ...complaint, against: { person: 'cs-supervisor-he' } }),
    );
    await cloud.clock.advance('PT2M');
    const all = await sinks();
    const [ours] = itemsIn(await sinks('hook')).filter(({ number }) => number === mine.number);
    expect(ours).toEqual({
      ...{ kind: 'confidential', number: mine.number, title: '请有关人员登录系统查看' },
      url: expect.stringContaining(mine.id),
    });
    const text = all.map(({ body }) => body).join('\n');
    for (const word of ['噪声', '施工', '投诉', '赵敏', '5678', against.number])
      expect(text).not.toContain(word);
    // Customer service hears of the other by its number.
    const ding = (await sinks('ding')).map(({ body }) => body).join();
    expect([ding.includes(mine.number), ding.includes(against.number)]).toEqual([true, false]);
  });

  it('is signed as DingTalk has it', async () => {
    const [delivery] = await taken('ding');
    const { query = {}, secret = '' } = delivery ?? {};
    const sign = createHmac('sha256', secret).update(`${query.timestamp}\n${secret}`).digest('base64');
    expect(query.sign).toBe(sign);
  });

  it('is not what is told to somebody alone', async () => {
    const { json } = await cloud.as('director-wei').get<Json>('/people/engineering-supervisor-feng');
    const { id: _id, version: _version, names: _names, ...entry } = json;
    const feng = { ...entry, phone: '13900001111' };
    expect((await changed(cloud, 'director-wei', 'engineering-supervisor-feng', feng)).status).toBe(200);
    await cloud.clock.advance('PT2M');
    const letters = cloud.effects.mail.mail('engineering-supervisor-feng@riverside.example');
    expect(letters.at(-1)?.text).toContain('名录中的资料已更改');
    expect((await sinks()).filter(({ body }) => body.includes('名录'))).toEqual([]);
  });

  it('is nothing any more once it has no robot', async () => {
    const before = (await sinks('hook')).length;
    await handedOver();
    await robotsOfSection('engineering', ENGINEERING);
    await cloud.clock.advance('PT2M');
    expect(await sinks('hook')).toHaveLength(before);
    await cloud.clock.advance('PT1H');
    expect(await sinks('hook')).toHaveLength(before);
  });
});

describe('what a site’s office is told', () => {
  onOneCloud();

  it('its robot says in the site’s language: breaches that are raised to it', async () => {
    await put('/sites/riverside', { ...SITE, language: 'en', robots: [{ format: 'wecom', url: 'office' }] });
    const { number } = await handedOver();
    // Level 3 of what nobody accepts is the director's.
    await cloud.clock.advance('PT3H');
    const bodies = (await taken('office')).map(({ body }) => JSON.parse(body).markdown.content);
    expect(bodies.join('\n')).toMatch(/^\*\*Riverside\*\*\n- \[KF-/);
    expect(bodies.join('\n')).toContain(`[${number}](`);
    expect(bodies.join('\n')).not.toMatch(/逾期|到场|签收/);
  });
});

describe('a robot that fails', () => {
  onOneCloud();
  beforeAll(() => robotsOfSection('engineering', ENGINEERING, { format: 'json', url: 'hook' }));

  it.each([500, 429, 302])(
    'with %i is told the same again, by the same id and in the same words',
    async (status) => {
      const before = (await sinks('hook')).length;
      await failNext('hook', status);
      const { number } = await handedOver();
      await cloud.clock.advance('PT1M');
      // What comes meanwhile goes with the next message.
      const other = await handedOver();
      await cloud.clock.advance('PT2M');
      const [failed, again, next, ...more] = (await sinks('hook')).slice(before);
      expect([failed?.status, again?.status, next?.status, more]).toEqual([status, 200, 200, []]);
      expect(again?.body).toBe(failed?.body);
      expect([again, next].map((each) => each && saidIn(each).items.map((item) => item.number))).toEqual([
        [number],
        [other.number],
      ]);
    },
  );

  it('does not keep letters waiting', async () => {
    await failNext('hook', 500);
    await handedOver();
    const letters = () => cloud.effects.mail.mail('engineering-manager-wang@riverside.example').length;
    const before = letters();
    await cloud.clock.advance('PT1M');
    expect(letters()).toBe(before + 1);
    await cloud.clock.advance('PT2M');
  });

  it('is given up after a day: a dead letter, which is said once it is redriven, by its id, and once', async () => {
    // What was tried for a day, as a run left it.
    const since = new Date(cloud.clock.now() - 25 * 3_600_000).toISOString();
    const body = JSON.stringify({ id: 'f0a1', to: 'engineering', language: 'zh-CN', items: [] });
    const message = { id: 'f0a1', format: 'json', body, since };
    const letter = {
      slot: since,
      notices: [],
      state: 'claimed',
      leaseUntil: since,
      message,
      refusedSince: since,
    };
    const table = tableOf(cloud);
    const Item = { ...letterKey('@hook'), letter: JSON.stringify(letter) };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    await failNext('hook', 503);
    const minute = new Date(cloud.clock.now()).toISOString();
    await redriven(JSON.stringify({ person: '@hook', minute }));
    await cloud.settle();
    const dead = await deadLetters();
    expect(dead).toEqual([{ person: '@hook', minute: expect.any(String), message: 'f0a1' }]);
    const said = async () =>
      (await sinks('hook')).flatMap((each) => (each.body === body ? [each.status] : []));
    expect(await said()).toEqual([503]);
    for (let twice = 0; twice < 2; twice += 1) {
      await redriven(JSON.stringify(dead[0]));
      await cloud.clock.advance('PT2M');
      expect(await said()).toEqual([503, 200]);
    }
  });

  const sqs = async <T>(operation: string, body: object): Promise<T> => {
    const overview = await cloud.anonymous.get<{ aws: { sqs: string } }>('/_local');
    const response = await fetch(overview.json.aws.sqs, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      body: JSON.stringify(body),
    });
    return (await response.json()) as T;
  };
  const urlOf = async (name: string) =>
    (await sqs<{ QueueUrls: string[] }>('ListQueues', { QueueNamePrefix: name })).QueueUrls[0] ?? '';
  const deadLetters = async () => {
    const QueueUrl = await urlOf('dead-letters');
    const { Messages = [] } = await sqs<{ Messages?: { Body: string }[] }>('ReceiveMessage', {
      ...{ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 },
    });
    return Messages.map(({ Body }): object => JSON.parse(Body));
  };
  const redriven = async (MessageBody: string) =>
    sqs('SendMessage', { QueueUrl: await urlOf('letters'), MessageBody });
});

describe('a notice of a robot that cannot be read', () => {
  onOneCloud();

  it('keeps none of the others from being said', async () => {
    await robotsOfSection('engineering', ENGINEERING, { format: 'json', url: 'hook' });
    const table = tableOf(cloud);
    const minute = new Date(cloud.clock.now()).toISOString();
    for (const notice of ['{"id":"', '{"kind":"hand-over","number":"KF-x"}']) {
      const key = waitingKey(robotReader({ url: 'hook' }), minute, `bad-${notice.length}`, 1);
      expect(key.pk).toBe(noticesPartition('@hook'));
      await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, notice } }));
    }
    const { number } = await handedOver();
    await cloud.clock.advance('PT2M');
    expect(itemsIn(await taken('hook')).map((item) => item.number)).toEqual([number]);
  });
});
