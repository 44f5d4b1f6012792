/** What scans mail and chats opens whatever link it finds (contract section 10): of no letter does that change anything. */
import type { ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Delivery } from '../../infra/local/sinks.ts';
import { canonical } from '../../shared/domain/kernel/ledger.ts';
import { LANGUAGES, ROBOT_FORMATS } from '../../shared/domain/model/directory.ts';
import { NOTICE_KINDS } from '../../shared/domain/notices/notice-table.ts';
import { letterOf } from '../../shared/mail/letter.ts';
import type { Told } from '../../shared/mail/paragraph.ts';
import { robotItem } from '../../shared/mail/robot-items.ts';
import { robotMessage } from '../../shared/mail/robot-messages.ts';
import { openedCase, signedCase, TO_DELIVERY } from '../support/cases.ts';
import { person } from '../support/factories.ts';
import { HAND_OVER, INTAKES, newKey, opened, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { due, notice } from '../support/sample-notices.ts';
import { tableOf } from '../support/table-of.ts';

const DESK = { name: 'Customer service', zh: '客服部', function: 'customer-service' };
const ENGINEERING = { name: 'Engineering', zh: '工程部', function: 'repair' };
const SITE = { name: 'Riverside', zh: '滨河花园', timeZone: 'Asia/Shanghai' };
/** As programs ask, and as browsers do. */
const ASKING: readonly Readonly<Record<string, string>>[] = [
  { 'user-agent': 'LinkScanner/1.0' },
  {
    ...{ accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' },
    ...{ 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8', 'upgrade-insecure-requests': '1' },
    ...{ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' },
    'user-agent':
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  },
];

let cloud: TestCloud;
const ids = { sheet: '', complaint: '', case: '' };

beforeAll(async () => {
  cloud = await startTestCloud();
  const put = async (path: string, body: object) => {
    const { status, text } = await cloud.as('director-wei').request('PUT', path, body);
    expect(status, text).toBe(200);
  };
  await put('/sites/riverside', { ...SITE, robots: [{ format: 'wecom', url: 'office' }] });
  for (const [id, body, format] of [
    ['engineering', ENGINEERING, 'json'],
    ['customer-service', DESK, 'dingtalk'],
  ] as const)
    await put(`/sites/riverside/sections/${id}`, { ...body, robots: [{ format, url: id }] });
  const desk = cloud.as('receptionist-sun');
  ids.sheet = (await opened(desk, INTAKES.repair)).id;
  await signed(cloud, ids.sheet, [['receptionist-sun', HAND_OVER]]);
  ids.complaint = (await opened(desk, INTAKES.complaint)).id;
  ids.case = (await openedCase(cloud)).id;
  await signedCase(cloud, ids.case, TO_DELIVERY);
  // Nobody accepts it: it is broken, and raised to the office.
  await cloud.clock.advance('PT2H');
  await cloud.settle();
});
afterAll(() => cloud.stop());

const LINK = /https?:\/\/[^\s"'<>()[\]\\|]+/g;
/** Without a port of its own a cloud writes its address into letters without one. */
const here = (link: string) => link.replace(/^http:\/\/127\.0\.0\.1(?=\/)/, cloud.url);
const linksIn = (texts: readonly string[]) => [
  ...new Set(texts.flatMap((text) => (text.match(LINK) ?? []).map(here))),
];

/** What was sent: by mail to staff and residents, and by robots. */
async function sent(): Promise<{ readonly letters: readonly string[]; readonly robots: readonly string[] }> {
  const { items } = (await cloud.anonymous.get<{ items: readonly Delivery[] }>('/_local/sinks')).json;
  expect(new Set(items.map(({ channel }) => channel))).toEqual(new Set(ROBOT_FORMATS));
  const letters = cloud.effects.mail.mail();
  expect(letters.map(({ to }) => to)).toContain('resident-zhao@riverside.example');
  return {
    letters: letters.flatMap(({ text, html }) => [text, html]),
    robots: items.map(({ body }) => body),
  };
}

/** The letters and messages of every kind, about what there is, in both languages; residents' with the link that theirs had. */
function ofEveryKind(ownLink: string): readonly string[] {
  const baseUrl = `${cloud.url}/app`;
  const telling = { baseUrl, now: new Date(cloud.clock.now()).toISOString(), site: SITE };
  const told = NOTICE_KINDS.flatMap((kind): readonly Told[] => {
    const of = { ...due(telling.now), level: 1, message: '…', ownLink };
    return [
      { ...notice(kind, { ...of, sheet: ids.sheet }), ownLink },
      { ...notice(kind, { ...of, sheet: ids.case, path: `/cases/${ids.case}` }), ownLink },
    ];
  });
  return LANGUAGES.flatMap((language) => [
    ...told.flatMap((each) => {
      const { text, html } = letterOf({ ...person('worker-wu'), language }, [each], telling);
      return [text, html];
    }),
    ...ROBOT_FORMATS.map((format) => {
      const items = told.slice(0, 20).map((each) => robotItem(each, false, language, telling));
      return robotMessage(format, items, { id: '3f', to: 'engineering', language, title: '…' }).body;
    }),
  ]);
}

/** Everything in the table, whatever it is. */
async function everything(): Promise<readonly string[]> {
  await cloud.settle();
  const table = tableOf(cloud);
  const items: string[] = [];
  let from: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page = await table.client.send(new ScanCommand({ TableName: table.name, ExclusiveStartKey: from }));
    items.push(...(page.Items ?? []).map((item) => canonical(item)));
    from = page.LastEvaluatedKey as typeof from;
  } while (from !== undefined);
  table.client.destroy();
  return items.sort();
}

/** Opens an address in every way, and gives what came by the pages' own links. */
async function opens(address: string): Promise<readonly string[]> {
  const pages: string[] = [];
  for (const headers of ASKING) {
    for (const method of ['HEAD', 'GET']) {
      const response = await fetch(address, { method, headers }).catch((error: unknown) => {
        throw new Error(`${method} ${address}`, { cause: error });
      });
      expect(response.status, `${method} ${address}`).toBeLessThan(500);
      pages.push(await response.text());
    }
  }
  const within = pages.flatMap((page) => [...page.matchAll(/(?:href|src|action)="([^"#]+)/g)]);
  return within.map(([, to = '']) => new URL(to.replaceAll('&amp;', '&'), address).href);
}

it('no link of a letter or message changes anything when it is opened, nor what its page leads to', async () => {
  const { letters, robots } = await sent();
  const links = linksIn([...letters, ...robots]);
  const [ownLink = ''] = links.filter((link) => new URL(link).pathname.startsWith('/r/'));
  // Every one that any letter could have, too.
  const all = linksIn([...links, ...ofEveryKind(ownLink), `${cloud.url}/app`]);
  expect(all.filter((link) => new URL(link).origin !== cloud.url)).toEqual([]);
  const places = new Set(all.map((link) => new URL(link).pathname.split('/').slice(0, 3).join('/')));
  for (const place of ['/app/sheets', '/app/cases']) expect(places).toContain(place);
  expect(linksIn(robots).length).toBeGreaterThan(0);
  const before = await everything();
  const further = new Set<string>();
  for (const link of all) for (const each of await opens(link)) further.add(each);
  const own = [...further].filter((link) => new URL(link).origin === cloud.url && !all.includes(link));
  expect(own.length).toBeGreaterThan(0);
  for (const link of own) await opens(link);
  expect(await everything()).toEqual(before);
  // What the page sends is seen here.
  const { status, text } = await cloud.anonymous.post(
    new URL(ownLink).pathname,
    { step: 'urge', message: '请尽快' },
    newKey(),
  );
  expect(status, text).toBe(201);
  expect(await everything()).not.toEqual(before);
});
