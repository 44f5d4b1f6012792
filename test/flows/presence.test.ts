/** Who is there: leave, whoever stands in, duty shifts (A1.4; contract section 2), with each refusal. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dutyResponse, personResponse } from '../../shared/contract/organisation/organisation-responses.ts';
import { changed } from '../support/directory.ts';
import { HAND_OVER, INTAKES, opened, type ProblemJson, signed } from '../support/intakes.ts';
import {
  type Json,
  type Reply,
  type RequestHeaders,
  startTestCloud,
  type TestCloud,
} from '../support/local-cloud.ts';

interface PersonJson extends ProblemJson {
  readonly id: string;
  readonly version: number;
  readonly leave?: Json;
  readonly standIn?: Json;
}

let cloud: TestCloud;
let begins = 0;
/** A part of the file has a cloud to itself; hours count from the beginning of each test. */
function onOneCloud(): void {
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  beforeEach(() => {
    begins = cloud.clock.now();
  });
  afterAll(() => cloud.stop());
}

const [SUN, ZHOU, WU, ZHENG] = [
  'receptionist-sun',
  'receptionist-zhou',
  'worker-wu',
  'worker-zheng',
] as const;
const [FENG, WANG] = ['engineering-supervisor-feng', 'engineering-manager-wang'] as const;
const DUTY = '/sites/riverside/sections/customer-service/duty';

const hour = (nth: number) => new Date(begins + nth * 3_600_000).toISOString();
const leave = (from: number, to: number, more: object = {}) => ({ from: hour(from), to: hour(to), ...more });
const shift = (from: number, to: number, ...people: string[]) => ({ from: hour(from), to: hour(to), people });

/** On the condition of the version that the director reads, unless another is said. */
async function putLeave(who: string, whom: string, body: object, headers?: RequestHeaders) {
  if (headers === undefined) return changed<PersonJson>(cloud, who, whom, body, '/leave');
  return cloud.as(who).request<PersonJson>('PUT', `/people/${whom}/leave`, body, headers);
}
const getPerson = (who: string, whom: string) => cloud.as(who).get<PersonJson>(`/people/${whom}`);
const putDuty = (who: string, shifts: readonly object[], headers = {}, path = DUTY) =>
  cloud.as(who).request<Json & ProblemJson>('PUT', path, { shifts }, headers);
const sign = (who: string, id: string, body: object) =>
  cloud.as(who).post<ProblemJson>(`/sheets/${id}/sign-offs`, body);
const said = ({ status, json }: Reply<ProblemJson>) =>
  `${status}${json.errors?.[0] === undefined ? '' : ` ${json.errors[0].pointer}`}`;

/** The first contact of a request that a resident sends now. */
const received = async () => (await opened(cloud.as('resident-zhao'), INTAKES.enquiry)).firstContact;
const handedOver = async (intake: object = INTAKES.repair) => {
  const { id } = await opened(cloud.as(SUN), intake);
  await signed(cloud, id, [[SUN, HAND_OVER]]);
  return id;
};
/** The letters about sheets; those that tell of leave itself are left out. */
const lettersTo = (person: string) =>
  cloud.effects.mail
    .mail(`${person}@riverside.example`)
    .filter((letter) => JSON.stringify(letter).includes('/sheets/'));

describe('leave', () => {
  onOneCloud();

  it('is granted by the section’s leads, changed, and ended, each with its version', async () => {
    const granted = await putLeave(WANG, WU, leave(0, 9, { standIn: ZHENG }));
    personResponse.parse(granted.json);
    expect([granted.status, granted.headers.get('etag'), granted.json]).toMatchObject([
      ...[200, '"2"'],
      { id: WU, version: 2, leave: leave(0, 9, { standIn: ZHENG }) },
    ]);
    const shown = await getPerson(WU, WU);
    expect([shown.status, shown.headers.get('etag'), shown.json]).toEqual([200, '"2"', granted.json]);

    await cloud.clock.advance('PT1H');
    const blind = await putLeave(FENG, WU, leave(0, 5), {});
    expect([blind.status, blind.json.code]).toEqual([428, 'precondition-required']);
    const stale = await putLeave(FENG, WU, leave(0, 5), { 'if-match': '"1"' });
    expect([stale.status, stale.json.code]).toEqual([412, 'version-conflict']);
    // A leave that runs keeps its beginning, which is past by now.
    const shorter = await putLeave(FENG, WU, leave(0, 5), { 'if-match': '"2"' });
    expect([shorter.status, shorter.json.leave]).toEqual([200, leave(0, 5)]);
    expect((await getPerson(WANG, WU)).json.leave).toEqual(leave(0, 5));
    expect(said(await putLeave(WANG, WU, leave(0.5, 5)))).toBe('400 /from');
    // Leave that is over by itself stays written down.
    await cloud.clock.advance('PT5H');
    expect((await getPerson(WU, WU)).json.leave).toEqual(leave(0, 5));
    expect(said(await putLeave(WANG, WU, leave(0, 9)))).toBe('400 /from');

    const ended = await putLeave('director-wei', WU, {});
    expect([ended.status, ended.json.version, ended.json.leave]).toEqual([200, 4, undefined]);
    expect((await getPerson(WANG, WU)).json.leave).toBeUndefined();
  });

  it('and a stand-in are replaced by whoever changes the person, and ended together', async () => {
    const wu = { name: '吴建国', role: 'worker', site: 'riverside', section: 'engineering', active: true };
    const put = (body: object) => changed<PersonJson>(cloud, 'director-wei', WU, body);
    const standIn = { person: ZHENG, from: hour(0), to: hour(4) };
    const both = await put({ ...wu, leave: leave(2, 9), standIn });
    expect([both.status, both.json]).toMatchObject([200, { leave: leave(2, 9), standIn }]);
    expect(said(await put({ ...wu, leave: leave(9, 2) }))).toBe('400 /leave/to');
    expect(said(await put({ ...wu, leave: leave(2, 9, { standIn: WU }) }))).toBe('400 /leave/standIn');
    expect(said(await put({ ...wu, leave: leave(2, 9, { reason: '探亲' }) }))).toBe('400 /leave/reason');
    const ended = await putLeave(WANG, WU, {});
    expect([ended.json.leave, ended.json.standIn]).toEqual([undefined, undefined]);
    await put({ ...wu, leave: leave(2, 9) });
    expect((await put(wu)).json.leave).toBeUndefined();
  });

  it('is refused to whoever may not grant it', async () => {
    const rows = [
      [WU, WU, 403],
      ['overseer-han', WU, 403],
      ['administrator-shen', 'director-wei', 403],
      ['administrator-shen', 'administrator-shen', 403],
      ['director-wei', 'resident-zhao', 403],
      ['resident-zhao', 'resident-zhao', 403],
      ['security-manager-chen', WU, 404],
      [ZHENG, WU, 404],
      ['hr-yang', WU, 404],
      ['resident-zhao', WU, 404],
      [WANG, 'resident-zhao', 404],
      ['director-wei', 'nobody', 404],
    ] as const;
    for (const [who, whom, status] of rows) {
      const answer = await putLeave(who, whom, leave(1, 9));
      expect(`${who} ${whom} ${answer.status} ${answer.json.code}`).toBe(
        `${who} ${whom} ${status} ${status === 403 ? 'forbidden' : 'not-found'}`,
      );
    }
    expect((await getPerson('director-wei', WU)).json.leave).toBeUndefined();
    expect((await putLeave('administrator-shen', WU, leave(1, 9))).status).toBe(200);
    expect((await putLeave(WANG, WANG, leave(1, 9))).status).toBe(200);
  });

  it('takes no other form', async () => {
    const rows = [
      [{ from: hour(1) }, '400 /to'],
      [{ to: hour(1) }, '400 /from'],
      [{ standIn: ZHENG }, '400 /from'],
      [leave(9, 1), '400 /to'],
      [leave(1, 1), '400 /to'],
      [leave(-1, 9), '400 /from'],
      [leave(1, 9, { standIn: WU }), '400 /standIn'],
      [leave(1, 9, { standIn: 'nobody' }), '400 /standIn'],
      [leave(1, 9, { standIn: 'resident-zhao' }), '400 /standIn'],
      [leave(1, 9, { person: ZHENG }), '400 /person'],
      [{ from: 'tomorrow', to: hour(9) }, '400 /from'],
    ] as const;
    for (const [body, expected] of rows) {
      expect(`${JSON.stringify(body)} ${said(await putLeave(WANG, WU, body))}`).toBe(
        `${JSON.stringify(body)} ${expected}`,
      );
    }
    // In a circle.
    expect((await putLeave(WANG, ZHENG, leave(4, 9, { standIn: WU }))).status).toBe(200);
    expect(said(await putLeave(WANG, WU, leave(1, 5, { standIn: ZHENG })))).toBe('400 /standIn');
    expect(said(await putLeave(WANG, WU, leave(1, 4, { standIn: ZHENG })))).toBe('200');
  });
});

describe('an entry of the directory', () => {
  onOneCloud();

  it('is read by oneself, director, administrator, overseer, leads and, of residents, customer service', async () => {
    const readers = [WU, ZHENG, WANG, FENG, SUN, 'security-manager-chen', 'cs-manager-li', 'resident-zhao'];
    const above = ['director-wei', 'administrator-shen', 'overseer-han', 'deputy-director-jiang', 'hr-yang'];
    const of = async (whom: string) => {
      const answers = await Promise.all(
        [...readers, ...above].map(async (who) => [who, (await getPerson(who, whom)).status] as const),
      );
      expect(answers.every(([, status]) => status === 200 || status === 404)).toBe(true);
      return answers.filter(([, status]) => status === 200).map(([who]) => who);
    };
    expect(await of(WU)).toEqual([WU, WANG, FENG, 'director-wei', 'administrator-shen', 'overseer-han']);
    expect(await of('resident-zhao')).toEqual([
      ...[SUN, 'cs-manager-li', 'resident-zhao'],
      ...['director-wei', 'administrator-shen', 'overseer-han'],
    ]);
    expect(await of('nobody')).toEqual([]);
    const { status, headers, json } = await getPerson('director-wei', 'resident-zhao');
    personResponse.parse(json);
    expect([status, headers.get('etag'), json]).toMatchObject([
      ...[200, '"1"'],
      { id: 'resident-zhao', name: '赵敏', version: 1 },
    ]);
  });
});

describe('somebody on leave', () => {
  onOneCloud();

  it('is not chosen as first contact, whether anybody stands in or not', async () => {
    expect(await received()).toBe(SUN);
    await putLeave('cs-manager-li', ZHOU, leave(0, 9));
    expect([await received(), await received()]).toEqual([SUN, SUN]);
    await putLeave('cs-manager-li', ZHOU, leave(0, 9, { standIn: 'cs-supervisor-he' }));
    expect(await received()).toBe(SUN);
    await cloud.clock.advance('PT9H');
    expect(await received()).toBe(ZHOU);
  });

  it('is named as handler by nobody else, and signs all the same', async () => {
    const [first, second] = [await handedOver(), await handedOver()];
    await putLeave(WANG, ZHENG, leave(0, 9));
    const refused = await cloud
      .as(FENG)
      .post<ProblemJson & { readonly detail: string }>(`/sheets/${first}/sign-offs`, {
        ...{ step: 'accept', handler: ZHENG },
      });
    expect([refused.status, refused.json.code, refused.json.detail]).toEqual([
      ...[409, 'step-not-allowed', '此人正在请假，请由其他人办理。'],
    ]);
    expect((await sign(FENG, first, { step: 'accept', handler: WU })).status).toBe(201);
    expect((await sign(FENG, first, { step: 'assign', handler: ZHENG })).status).toBe(409);
    // Whoever is there is kept from nothing.
    expect((await sign(ZHENG, second, { step: 'accept' })).status).toBe(201);
    expect((await sign(ZHENG, second, { step: 'arrive' })).status).toBe(201);
    await putLeave(WANG, ZHENG, {});
    expect((await sign(FENG, first, { step: 'assign', handler: ZHENG })).status).toBe(201);
  });

  it('has somebody in their place who signs, and not where that one is absent', async () => {
    await putLeave('director-wei', 'cs-manager-li', leave(0, 9, { standIn: WU }));
    expect((await putDuty(WU, [])).status).toBe(200);
    await putLeave(WANG, WU, leave(0, 9));
    expect((await putDuty(WU, [])).status).toBe(404);
  });
});

describe('letters', () => {
  onOneCloud();

  it('go to whoever stands in, unless they are absent too', async () => {
    await putLeave('director-wei', WANG, leave(0, 9, { standIn: ZHENG }));
    await handedOver(INTAKES.report);
    await cloud.settle();
    await cloud.clock.advance('PT1M');
    expect([lettersTo(WANG).length, lettersTo(ZHENG).length]).toEqual([0, 1]);
    await putLeave(FENG, ZHENG, leave(1, 9));
    await cloud.clock.advance('PT2H');
    const [before, others] = [lettersTo(WANG).length, lettersTo(ZHENG).length];
    await handedOver(INTAKES.report);
    await cloud.settle();
    await cloud.clock.advance('PT1M');
    expect([lettersTo(WANG).length, lettersTo(ZHENG).length]).toEqual([before + 1, others]);
  });
});

describe('duty', () => {
  onOneCloud();
  const night = () => [shift(0, 8, ZHOU), shift(8, 16, SUN, 'cs-supervisor-he')];

  it('is set by the section’s leads and read as it was put, with its version', async () => {
    const none = await cloud.as(SUN).get<Json>(DUTY);
    expect([none.status, none.headers.get('etag'), none.json]).toEqual([
      ...[200, '"0"'],
      {
        ...{ site: 'riverside', section: 'customer-service', shifts: [], version: 0 },
        names: { 'customer-service': '客服部' },
      },
    ]);
    // Shifts may overlap, and be over, in any order.
    const shifts = [...night().toReversed(), shift(-20, -10, SUN), shift(2, 4, ZHOU, SUN)];
    const set = await putDuty('cs-manager-li', shifts, { 'if-match': '"0"' });
    dutyResponse.parse(set.json);
    expect([set.status, set.headers.get('etag'), set.json]).toMatchObject([
      200,
      '"1"',
      { shifts, version: 1 },
    ]);
    expect((await putDuty('cs-supervisor-he', night(), { 'if-match': '"0"' })).status).toBe(412);
    for (const who of [ZHOU, 'cs-supervisor-he', 'director-wei', 'deputy-director-jiang']) {
      expect((await cloud.as(who).get(DUTY)).json, who).toEqual(set.json);
    }
    expect((await putDuty('cs-supervisor-he', shifts)).headers.get('etag')).toBe('"1"');
    expect((await putDuty('cs-supervisor-he', night())).headers.get('etag')).toBe('"2"');
    expect((await putDuty('cs-supervisor-he', [])).json).toMatchObject({ shifts: [], version: 3 });
  });

  it('is refused to whoever may not set or see it', async () => {
    for (const who of [SUN, 'director-wei', 'deputy-director-jiang']) {
      expect((await putDuty(who, night())).status, who).toBe(403);
    }
    const others = [WANG, WU, 'administrator-shen', 'hr-yang', 'overseer-han', 'resident-zhao'];
    for (const who of others) {
      const answers = [await putDuty(who, night()), await cloud.as(who).get(DUTY)];
      expect(
        answers.map(({ status }) => status),
        who,
      ).toEqual([404, 404]);
    }
    // Customer service reads the shifts of all sections.
    const [engineering, garden] = ['engineering', 'garden'].map(
      (section) => `/sites/riverside/sections/${section}/duty`,
    );
    expect((await cloud.as(SUN).get(`${engineering}`)).status).toBe(200);
    expect((await putDuty('cs-manager-li', [], {}, engineering)).status).toBe(403);
    expect((await cloud.as('director-wei').get(`${garden}`)).status).toBe(404);
    expect((await cloud.as('director-wei').get('/sites/nowhere/sections/engineering/duty')).status).toBe(404);
  });

  it('takes no other form, nor anybody else', async () => {
    const rows = [
      [[shift(0, 8, SUN), shift(0, 8, SUN, WU)], '400 /shifts/1/people/1'],
      [[shift(0, 8, 'nobody')], '400 /shifts/0/people/0'],
      [[shift(8, 8, SUN)], '400 /shifts/0/to'],
      [[{ from: hour(0), people: [SUN] }], '400 /shifts/0/to'],
      [[{ ...shift(0, 8, SUN), name: '早班' }], '400 /shifts/0/name'],
      [Array.from({ length: 401 }, () => shift(0, 8, SUN)), '400 /shifts'],
    ] as const;
    const before = (await cloud.as(SUN).get(DUTY)).headers.get('etag');
    for (const [shifts, expected] of rows) {
      expect(said(await putDuty('cs-manager-li', shifts))).toBe(expected);
    }
    expect((await cloud.as(SUN).get(DUTY)).headers.get('etag')).toBe(before);
    const many = Array.from({ length: 400 }, (_, nth) => shift(nth, nth + 1, nth % 2 === 0 ? SUN : ZHOU));
    expect((await putDuty('cs-manager-li', many)).status).toBe(200);
    expect((await cloud.as(SUN).get<{ shifts: unknown }>(DUTY)).json.shifts).toEqual(many);
  });

  it('says who receives: only who is in the shift, between shifts who comes next', async () => {
    await putDuty('cs-manager-li', [shift(0, 8, ZHOU), shift(10, 12, ZHOU), shift(11, 13, SUN)]);
    expect([await received(), await received()]).toEqual([ZHOU, ZHOU]);
    await cloud.clock.advance('PT9H');
    // Nobody is in a shift, and that of Zhou begins next.
    expect([await received(), await received()]).toEqual([ZHOU, ZHOU]);
    // She is on leave: the next of those who come is Sun.
    await putLeave('cs-manager-li', ZHOU, leave(9, 24));
    expect(await received()).toBe(SUN);
    await putLeave('cs-manager-li', ZHOU, {});
    await cloud.clock.advance('PT2H30M');
    // Both are in a shift, and Sun was not chosen for longest but once: turns count on.
    expect([await received(), await received()]).toEqual([ZHOU, SUN]);
    // All shifts are over, and count for nothing.
    await cloud.clock.advance('PT10H');
    expect([await received(), await received()].toSorted()).toEqual([SUN, ZHOU]);
    expect((await cloud.as(SUN).get<{ shifts: readonly unknown[] }>(DUTY)).json.shifts).toHaveLength(3);
  });

  it('that was over when it was put counts for nothing', async () => {
    await putDuty('cs-manager-li', [shift(-8, 0, ZHOU)]);
    expect([await received(), await received()].toSorted()).toEqual([SUN, ZHOU]);
  });

  it('keeps nobody from signing, nor from being named', async () => {
    const path = '/sites/riverside/sections/engineering/duty';
    expect((await putDuty(WANG, [shift(0, 8, WU)], {}, path)).status).toBe(200);
    const id = await handedOver();
    expect((await sign(FENG, id, { step: 'accept', handler: ZHENG })).status).toBe(201);
    expect((await sign(ZHENG, id, { step: 'arrive' })).status).toBe(201);
  });
});

describe('whoever leaves', () => {
  onOneCloud();
  const person = (name: string, role: string, section: string, active: boolean) => ({
    ...{ name, role, site: 'riverside', section, active },
  });
  const leaves = (id: string, body: object) => changed<PersonJson>(cloud, 'director-wei', id, body);

  it('may be named in shifts: others receive', async () => {
    await putDuty('cs-manager-li', [shift(0, 8, ZHOU)]);
    expect(await received()).toBe(ZHOU);
    const zhou = person('周婷', 'receptionist', 'customer-service', false);
    const sheets = await cloud
      .as(ZHOU)
      .get<{ items: readonly { readonly id: string }[] }>('/sheets?site=riverside');
    for (const { id } of sheets.json.items)
      await signed(cloud, id, [[ZHOU, { step: 'answer', answer: '好的', by: 'phone' }]]);
    expect((await leaves(ZHOU, zhou)).status).toBe(200);
    expect([await received(), await received()]).toEqual([SUN, SUN]);
    // What was put is still read, and is put anew without them.
    expect((await cloud.as(SUN).get(DUTY)).json).toMatchObject({ shifts: [shift(0, 8, ZHOU)] });
    expect(said(await putDuty('cs-manager-li', [shift(0, 8, ZHOU)]))).toBe('400 /shifts/0/people/0');
    expect((await putDuty('cs-manager-li', [shift(0, 8, SUN)])).status).toBe(200);
  });

  it('may be named as stand-in: then nobody stands in, and the absent can still be changed', async () => {
    await putLeave('director-wei', WANG, leave(0, 9, { standIn: ZHENG }));
    expect((await leaves(ZHENG, person('郑海涛', 'worker', 'engineering', false))).status).toBe(200);
    const { json } = await getPerson('director-wei', WANG);
    expect(json.leave).toEqual(leave(0, 9, { standIn: ZHENG }));
    await handedOver(INTAKES.report);
    await cloud.settle();
    await cloud.clock.advance('PT1M');
    expect([lettersTo(WANG).length, lettersTo(ZHENG).length]).toEqual([1, 0]);
    const { id: _id, version: _version, ...wang } = json;
    const changed = await leaves(WANG, { ...wang, phone: '13900000009' });
    expect([changed.status, changed.json.leave]).toEqual([200, json.leave]);
  });
});
