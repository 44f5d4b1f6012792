/**
 * Forgetting, to the last byte (contract section 12): everything that the cloud stores is searched for who somebody is, in
 * whatever form it may be written, while they are known and once they are erased.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { everythingKept, placesOf } from '../support/everything-kept.ts';
import { HAND_OVER, INTAKES, newKey, opened, type SheetJson, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { uploaded } from '../support/uploads.ts';

const [DESK, SHEN, WEI, HAN, QIAN] = [
  'receptionist-sun',
  'administrator-shen',
  'director-wei',
  'overseer-han',
  'resident-qian',
];
/** Of the directory, and somebody without a login. */
const WHO = { name: '郝忆安', phone: '13977770001', address: '9栋9单元909' };
const EMAIL = 'yian@riverside.example';
const OTHER = { name: '郝忆宁', phone: '13977770002', address: '9栋9单元910' };
const DRAWN = 'M 77 77 L 21 20 L 40 10';
/** What says who they are, also as it is written in other places: masked, apart, in short. */
const PERSONAL = [
  ...Object.values(WHO),
  ...Object.values(OTHER),
  ...['139****0001', '139****0002', '139-7777-0001', '9-9-909', EMAIL, DRAWN],
];
const PDF = {
  bytes: new TextEncoder().encode(`%PDF-1.4 ${WHO.name}的信，${WHO.phone}`),
  type: 'application/pdf',
  name: `${WHO.name}.pdf`,
};

let cloud: TestCloud;
let printed = '';
const places = async () =>
  placesOf([...(await everythingKept(cloud)), { where: 'console', bytes: Buffer.from(printed) }], PERSONAL);

const post = <T = Json>(who: string, path: string, body: object = {}, key = newKey()) =>
  cloud.as(who).post<T>(path, body, key);

beforeAll(async () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'INFO');
  for (const stream of [process.stdout, process.stderr]) {
    const own = stream.write.bind(stream);
    vi.spyOn(stream, 'write').mockImplementation((chunk, ...rest) => {
      const text = String(chunk);
      printed += text;
      return text.startsWith('{') || own(chunk, ...(rest as []));
    });
  }
  cloud = await startTestCloud();
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await cloud.stop();
});

/** What never holds who a resident is, not even while everybody may know it. */
const NEVER =
  /^(timer|workflow|queue|what a robot|console|file access\.log|file s3\/shoujie-(archive|anchors))/;

let sheets: SheetJson[] = [];
let dismissal: Parameters<typeof post>;

describe('while a resident is known', () => {
  it('lives: asks, complains without a name, is searched for, called upon and written to', async () => {
    const robots = [{ format: 'json', url: 'engineering' }];
    for (const [id, more] of [
      ['engineering', { name: 'Engineering', zh: '工程部', function: 'repair' }],
      ['customer-service', { name: 'Customer service', zh: '客服部', function: 'customer-service' }],
    ] as const) {
      const place = `/sites/riverside/sections/${id}`;
      expect((await cloud.as(WEI).request('PUT', place, { ...more, robots })).status).toBe(200);
    }
    const before = await cloud.as(SHEN).get<Json>(`/people/${QIAN}`);
    const { id: _id, version: _version, names: _names, ...person } = before.json;
    const put = async (who: string, body: object) => {
      const { headers } = await cloud.as(SHEN).get(`/people/${QIAN}`);
      return cloud
        .as(who)
        .request<Json>('PUT', `/people/${QIAN}`, body, { 'if-match': headers.get('etag') ?? '' });
    };
    const own = { ...person, ...WHO, email: EMAIL };
    expect((await put(SHEN, own)).status).toBe(200);
    // Somebody asks to take them on at the desk, and it is dismissed: the answer to that says who they are.
    const desk = await put(WEI, { ...own, role: 'receptionist', section: 'customer-service' });
    expect(desk.status, desk.text).toBe(202);
    const asked = desk.json as { change: { id: string } };
    dismissal = [WEI, `/people/${QIAN}/changes/${asked.change.id}/dismiss`, {}, newKey()];
    const dismissed = await post(...dismissal);
    expect([dismissed.status, dismissed.text.includes(WHO.phone)]).toEqual([200, true]);

    const file = await uploaded(cloud.as(QIAN), PDF);
    const complaint = { ...INTAKES.complaint.complaint, cause: `${WHO.name}家`, anonymous: true };
    const online = { channel: 'online', resident: undefined, signature: undefined };
    const against = await opened(cloud.as(QIAN), {
      ...INTAKES.complaint,
      ...online,
      complaint,
      files: [file],
    });
    await signed(cloud, against.id, [
      ['cs-manager-li', { ...HAND_OVER, section: 'security', opinion: `${WHO.name}住${WHO.address}` }],
      [QIAN, { step: 'withdraw', reason: `${WHO.phone}不用了` }],
    ]);
    const record = { at: TEST_NOW, words: `${WHO.name}来电，${WHO.address}`, caller: WHO.name };
    const repair = await opened(cloud.as(DESK), {
      ...{ ...INTAKES.repair, signature: undefined, channel: 'phone', subject: '厨房漏水' },
      ...{ resident: { ...WHO, id: QIAN }, record },
    });
    await signed(cloud, repair.id, [
      [DESK, { step: 'countersign', signature: { signer: WHO.name, path: DRAWN } }],
      [DESK, { ...HAND_OVER, opinion: `请联系${WHO.name}` }],
      ['worker-wu', { step: 'accept' }],
    ]);
    await cloud.clock.advance('PT90M');
    await post(DESK, `/sheets/${repair.id}/links`);
    await signed(cloud, repair.id, [
      ['worker-wu', { step: 'arrive' }],
      [
        'worker-wu',
        {
          step: 'complete',
          outcome: `${WHO.name}家已修好`,
          files: [await uploaded(cloud.as('worker-wu'), PDF)],
        },
      ],
      ['worker-wu', { step: 'return', opinion: `${WHO.name}满意` }],
      [
        'receptionist-zhou',
        { step: 'follow-up', reached: true, resolved: true, satisfaction: 5, feedback: `${WHO.name}致谢` },
      ],
      [QIAN, { step: 'rate', satisfaction: 5, feedback: WHO.name }],
    ]);
    const { signature: _none, ...report } = INTAKES.report;
    const letter = await opened(cloud.as(DESK), {
      ...{ ...report, channel: 'letter', resident: OTHER, details: `${OTHER.phone}请回电` },
      files: [await uploaded(cloud.as(DESK), PDF)],
    });
    const signature = { signer: OTHER.name, path: DRAWN };
    await signed(cloud, letter.id, [[DESK, { step: 'withdraw', reason: `${OTHER.name}不用了`, signature }]]);
    sheets = [against, repair, letter];
    for (const path of [
      `/sheets?site=riverside&q=${encodeURIComponent(WHO.name)}`,
      `/sheets?site=riverside&q=${WHO.phone}`,
      `/sheets?site=riverside&resident=${WHO.phone}`,
      `/residents?site=riverside&q=${encodeURIComponent(WHO.address)}`,
      `/sheets/${encodeURIComponent(WHO.name)}`,
      `/people/${WHO.phone}`,
    ]) {
      await cloud.as(DESK).get(path);
    }
    await post(DESK, '/sheets', { ...INTAKES.repair, resident: { ...WHO, phone: `${WHO.phone}x` } });
  });

  it('is found by this search wherever they should be, and by none of what only sets things going', async () => {
    const found = await places();
    for (const where of [
      'the engine’s file',
      'file s3/shoujie-files',
      'item SHEET#',
      'item RECEIPT#',
      'item LEDGER#',
      'letter ',
    ])
      expect(
        found.some((place) => place.startsWith(where)),
        where,
      ).toBe(true);
    const missed = PERSONAL.filter((text) => !found.some((place) => place.endsWith(`: ${text}`)));
    expect(missed).toEqual(['139****0002', '139-7777-0001', '9-9-909']);
    expect(found.filter((place) => NEVER.test(place))).toEqual([]);
  });
});

/**
 * What is still there once somebody is erased, and why.
 */
const STAYS = [
  // What was sent while they were known is in people's mailboxes; the product keeps no letter, only the inbox page here does.
  /^letter \d+ that was sent: /,
  // The stream of DynamoDB, which nobody can shorten: its records end after a day, within the two of section 12.
  /^the stream of the table: /,
];

/** What is left and should not be: also a letter that was sent since, beyond so many of before. */
const left = (found: readonly string[], sent: number) =>
  found.filter((place) => {
    const nth = /^letter (\d+)/.exec(place)?.[1];
    return (nth !== undefined && Number(nth) >= sent) || !STAYS.some((kind) => kind.test(place));
  });

it('once erased, no byte of them is anywhere', async () => {
  await signed(cloud, sheets[2]?.id ?? '', [[DESK, { step: 'archive' }]]);
  await signed(cloud, sheets[1]?.id ?? '', [[DESK, { step: 'archive' }]]);
  await signed(cloud, sheets[0]?.id ?? '', [['cs-manager-li', { step: 'archive' }]]);
  await cloud.clock.advance('P1D');
  await cloud.settle();
  const statuses = await Promise.all(
    sheets.map(async ({ id }) => (await cloud.as(WEI).get<SheetJson>(`/sheets/${id}`)).json.status),
  );
  expect(statuses).toEqual(['archived', 'archived', 'archived']);
  const sent = cloud.effects.mail.mail().length;
  for (const [place, who] of [
    [`/people/${QIAN}`, HAN],
    [`/sheets/${sheets[2]?.id}`, WEI],
  ] as const) {
    const asking = await post<{ change: { id: string } }>(SHEN, `${place}/erasures`, {
      reason: `${WHO.name}申请`,
    });
    expect(asking.status, asking.text).toBe(202);
    const { change } = asking.json;
    expect((await post(who, `${place}/changes/${change.id}/confirm`)).json).toMatchObject({ erased: true });
  }
  await cloud.settle();
  expect(left(await places(), sent)).toEqual([]);
  // What was answered once is not answered again.
  const again = await post(...dismissal);
  expect([
    again.status,
    placesOf([{ where: 'the answer', bytes: Buffer.from(again.text) }], PERSONAL),
  ]).toEqual([409, []]);
  // Neither is it when letters go that waited, ledgers are anchored, the month is frozen and its letter is sent.
  await cloud.clock.advance('P8D');
  expect(cloud.effects.mail.mail().length).toBeGreaterThan(sent);
  expect(left(await places(), sent)).toEqual([]);
});
