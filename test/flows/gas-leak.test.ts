/** A gas leak at 03:00 on a Sunday: who hears what, and when (急修立即; contract section 3, B5.2.1a, B5.2.1b). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAND_OVER, opened, type ProblemJson, type SheetJson, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

const [ZHOU, SUN, WU, ZHENG] = ['receptionist-zhou', 'receptionist-sun', 'worker-wu', 'worker-zheng'];
const [FENG, WANG, LI, WEI] = [
  'engineering-supervisor-feng',
  'engineering-manager-wang',
  'cs-manager-li',
  'director-wei',
];
const GAS = {
  ...{ site: 'riverside', kind: 'repair', channel: 'online', category: 'gas' },
  subject: '厨房有很重的煤气味',
} as const;
const NIGHT = { from: '2026-11-28T16:00:00Z', to: '2026-11-29T00:00:00Z' };

interface Clocked extends SheetJson {
  readonly clocks: readonly { readonly id: string; readonly state: string; readonly dueAt: string }[];
  readonly escalations: readonly { readonly clock: string; readonly level: number; readonly to: string[] }[];
}

let cloud: TestCloud;
beforeAll(async () => {
  // 03:00 on Sunday at the site.
  cloud = await startTestCloud({ now: '2026-11-28T19:00:00.000Z' });
  const duty = (lead: string, section: string, person: string) =>
    cloud.as(lead).request('PUT', `/sites/riverside/sections/${section}/duty`, {
      shifts: [{ ...NIGHT, people: [person] }],
    });
  expect((await duty(LI, 'customer-service', ZHOU)).status).toBe(200);
  expect((await duty(WANG, 'engineering', ZHENG)).status).toBe(200);
});
afterAll(() => cloud.stop());

/** At the site, hours and minutes; and in how many letters somebody was told by then, at which of them first. */
const heard = (person: string, number: string): readonly string[] =>
  cloud.effects.mail
    .mail()
    .filter(({ to, text }) => to === `${person}@riverside.example` && text.includes(number))
    .map(({ sentAt, subject }) => `${localTime(sentAt)} ${subject}`);
const localTime = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16);
const read = async (id: string) => (await cloud.as(SUN).get<Clocked>(`/sheets/${id}`)).json;
const clock = async (id: string, name: string) => (await read(id)).clocks.find((each) => each.id === name);

describe('a gas leak at 03:00 on a Sunday', () => {
  let leak: SheetJson;

  it('calls whoever repairs at once: leads, and the worker of the night shift alone', async () => {
    leak = await opened(cloud.as('resident-zhao'), GAS);
    await cloud.settle();
    expect(leak).toMatchObject({ urgency: 'urgent', firstContact: ZHOU, status: 'registered' });
    for (const who of [FENG, WANG, ZHENG]) {
      expect(heard(who, leak.number), who).toEqual([expect.stringMatching(/^03:00 .*急修/)]);
    }
    for (const who of [WU, ZHOU, LI, WEI]) expect(heard(who, leak.number), who).toEqual([]);
  });

  it('tells its first contact and whoever asked with the next minute', async () => {
    await cloud.clock.advance('PT1M');
    expect(heard(ZHOU, leak.number)).toEqual([expect.stringMatching(/^03:01 .*首接/)]);
    expect(heard('resident-zhao', leak.number)).toEqual([expect.stringMatching(/^03:01 .*已登记/)]);
    expect(heard(SUN, leak.number)).toEqual([]);
  });

  it('is to be handed over in three minutes, taken in five and reached in fifteen', async () => {
    expect((await clock(leak.id, 'dispatch-1-1'))?.dueAt).toBe('2026-11-28T19:03:00.000Z');
    await signed(cloud, leak.id, [[ZHOU, HAND_OVER]]);
    expect((await clock(leak.id, 'acceptance-1-1'))?.dueAt).toBe('2026-11-28T19:06:00.000Z');
    await cloud.clock.advance('PT1M');
    await signed(cloud, leak.id, [[ZHENG, { step: 'accept' }]]);
    expect((await clock(leak.id, 'arrival-1-1'))?.dueAt).toBe('2026-11-28T19:17:00.000Z');
    await cloud.clock.advance('PT1M');
    const comes = cloud.effects.mail.mail().filter(({ to }) => to.startsWith('resident-zhao'));
    expect(comes.at(-1)?.text).toContain('郑海涛');
    await signed(cloud, leak.id, [[ZHENG, { step: 'arrive' }]]);
    const { clocks, escalations } = await read(leak.id);
    expect(escalations).toEqual([]);
    expect(clocks.filter(({ state }) => state === 'breached' || state === 'late')).toEqual([]);
  });

  it('that nobody takes is raised every ten minutes, each time to somebody else', async () => {
    const ignored = await opened(cloud.as('resident-qian'), GAS);
    await signed(cloud, ignored.id, [[ZHOU, HAND_OVER]]);
    await cloud.clock.advance('PT30M');
    const { escalations } = await read(ignored.id);
    expect(escalations.filter((each) => each.clock === 'acceptance-1-1').map(({ to }) => to)).toEqual([
      [WANG],
      [LI],
      [WEI],
    ]);
    // Due at 03:08, and each wait is ten minutes.
    expect(heard(WANG, ignored.number).map((each) => each.slice(0, 5))).toEqual(
      expect.arrayContaining(['03:03', '03:04', '03:09']),
    );
    expect(heard(LI, ignored.number)[0]).toMatch(/^03:1[89] /);
    expect(heard(WEI, ignored.number)[0]).toMatch(/^03:2[89] /);
    expect(heard(ZHOU, ignored.number).some((each) => each.startsWith('03:09'))).toBe(true);
  });

  it('that shows later calls whoever repairs at once too', async () => {
    const smell = await opened(cloud.as('resident-zhao'), { ...GAS, category: 'door-window' });
    await cloud.settle();
    expect(heard(ZHENG, smell.number)).toEqual([]);
    await signed(cloud, smell.id, [
      [ZHOU, { step: 'amend', fields: { category: 'gas' }, reason: '闻到煤气' }],
    ]);
    await cloud.settle();
    expect(heard(ZHENG, smell.number)).toEqual([expect.stringMatching(/急修/)]);
  });

  it('is not for a cleaner to take: neither directly nor by the channel of those who repair', async () => {
    const direct = {
      ...GAS,
      channel: 'direct',
      resident: { name: '赵敏', phone: '13800005678', address: '1栋' },
    };
    const taken = await cloud
      .as('cleaner-shi')
      .post<ProblemJson>('/sheets', direct, { 'idempotency-key': 'c1' });
    expect([taken.status, taken.json.code]).toEqual([403, 'forbidden']);
    const { requester, status } = await opened(cloud.as('cleaner-shi'), { ...GAS, channel: 'staff' }).then(
      async ({ id }) => (await cloud.as(SUN).get<SheetJson & { requester: object }>(`/sheets/${id}`)).json,
    );
    expect([requester, status]).toEqual([{ person: 'cleaner-shi' }, 'registered']);
  });
});
