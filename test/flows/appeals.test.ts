import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseResponse } from '../../shared/contract/cases/case-responses.ts';
import {
  carriedOut,
  caseSteps,
  openedCase,
  REVIEW,
  readCase,
  signedCase,
  TO_DELIVERY,
} from '../support/cases.ts';
import { newKey } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.stop());

/** The letters about cases; each month's assessment comes as well. */
const lettersTo = (person: string) =>
  cloud.effects.mail
    .mail(`${person}@riverside.example`)
    .map(({ subject }) => subject.split(' · ')[0])
    .filter((subject) => subject !== '月度考核');

async function appeal(id: string): Promise<string | undefined> {
  const reply = await cloud
    .as('worker-wu')
    .post<{ reviewer?: string }>(`/cases/${id}/appeals`, { statement: '当时在抢修另一处漏水' }, newKey());
  expect(reply.status, reply.text).toBe(201);
  return reply.json.reviewer;
}

async function review(id: string, level: number, reviewer: string, body: object = REVIEW) {
  const reply = await cloud.as(reviewer).post(`/cases/${id}/appeals/${level}/sign-offs`, body, newKey());
  expect(reply.status, reply.text).toBe(201);
}

const deliver = { step: 'deliver', means: 'in-person' };

describe('time travel', () => {
  it('through two full appeals, about four months, by no more work than there is to do', async () => {
    const { id } = await openedCase(cloud);
    await signedCase(cloud, id, TO_DELIVERY);
    await cloud.settle();
    const start = cloud.clock.now();

    await cloud.clock.advance('P29D');
    expect(await appeal(id)).toBe('cs-manager-li');
    await cloud.clock.advance('P20D'); // Ten working days are over: missed.
    await review(id, 1, 'cs-manager-li', {
      ...REVIEW,
      outcome: 'varied',
      sanctions: ['criticism'],
    });
    await signedCase(cloud, id, [['cs-manager-li', deliver]]);
    await cloud.clock.advance('P30D');
    expect(await appeal(id)).toBe('director-wei');
    await cloud.clock.advance('P25D');
    await review(id, 2, 'director-wei');
    await cloud.clock.advance('P10D'); // Not delivered in time.
    await signedCase(cloud, id, [['director-wei', deliver]]);
    await cloud.clock.advance('P1D');
    await carriedOut(cloud, id);

    const days = Math.round((cloud.clock.now() - start) / 86_400_000);
    expect(days).toBeGreaterThan(110);
    // It waits for days in one go, rather than look again and again.
    expect(cloud.effects.stepFunctions.transitions()).toBeLessThan(50);
    expect(cloud.effects.scheduler.invocations()).toBeLessThan(10);

    const after = await readCase(cloud, id);
    expect(caseResponse.parse(after)).toMatchObject({ status: 'archived', sanctions: ['criticism'] });
    expect(await caseSteps(cloud, id)).toEqual([
      ...['open', 'conclude', 'acknowledge', 'decide', 'deliver', 'warning', 'appeal'],
      ...['breach', 'escalate', 'escalate', 'decide', 'deliver', 'warning', 'appeal', 'decide'],
      ...['breach', 'escalate', 'escalate', 'deliver', 'carry-out', 'archive'],
    ]);
    expect(lettersTo('worker-wu')).toEqual([
      '问责决定已送达，可申述至 2026-12-23 23:59',
      expect.stringMatching(/^申述期限将满：还剩 4 天 23 小时 59 分钟$/),
      '复核结果已送达',
      expect.stringMatching(/^申述期限将满：/),
      '复核结果已送达',
    ]);
    expect(lettersTo('cs-manager-li')).toEqual([
      expect.stringMatching(/^请复核一件申述：还剩/),
      expect.stringMatching(/^复核逾期/),
    ]);
    expect(lettersTo('overseer-han')).toEqual([
      expect.stringMatching(/^逾期上报（第 2 级）：复核逾期/),
      expect.stringMatching(/^逾期上报（第 2 级）：送达逾期/),
    ]);
  });
});

describe('windows and targets that a stage sets', () => {
  it('hold for the cases that are opened from then on', async () => {
    const { id: before } = await openedCase(cloud);
    cloud = await cloud.restart({ caseTerms: '{"window":"PT2M","delivery":"PT1M"}' });
    const { id } = await openedCase(cloud);
    const { window } = await signedCase(cloud, id, TO_DELIVERY);
    expect(window?.closesAt).toBe('2026-11-23T08:02:00.000Z');
    await signedCase(cloud, before, TO_DELIVERY);
    await cloud.clock.advance('PT3M');
    expect((await readCase(cloud, id)).status).toBe('final');
    expect((await readCase(cloud, before)).status).toBe('delivered');
  });
});

describe('by itself', () => {
  it('a case is final when its window closes, to the minute, and archived once it is carried out; restarts in between change nothing', async () => {
    const { id } = await openedCase(cloud);
    const { window } = await signedCase(cloud, id, TO_DELIVERY);
    expect(window?.closesAt).toBe('2026-12-23T16:00:00.000Z');
    await cloud.clock.advance('P10D');
    cloud = await cloud.restart();
    await cloud.clock.advance('P20DT7H59M');
    expect((await readCase(cloud, id)).status).toBe('delivered');
    cloud = await cloud.restart();
    await cloud.clock.advance('PT1M');
    expect((await readCase(cloud, id)).status).toBe('final');
    expect((await caseSteps(cloud, id)).slice(-2)).toEqual(['warning', 'close']);
    const late = await cloud.as('worker-wu').post(`/cases/${id}/appeals`, { statement: '晚了' }, newKey());
    expect(late.status).toBe(409);
    const held = await cloud.as('worker-wu').get('/people/worker-wu/consequences');
    expect(held.json).toMatchObject({
      items: [
        {
          case: id,
          rule: 'B5.2.1b',
          sanctions: ['written-self-criticism'],
          bearsOn: ['promotion', 'pay', 'assignment'],
          ...{ until: '2027-06-23T16:00:00.000Z', carriedOut: [] },
        },
      ],
    });
    await carriedOut(cloud, id);
    expect((await readCase(cloud, id)).status).toBe('archived');
  });

  it('what nobody takes further lapses, and is archived', async () => {
    const { id } = await openedCase(cloud);
    await cloud.clock.advance('P179D');
    expect((await readCase(cloud, id)).status).toBe('opened');
    await cloud.clock.advance('P2D');
    expect(await caseSteps(cloud, id)).toEqual(['open', 'lapse', 'archive']);
  });
});
