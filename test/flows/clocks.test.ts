import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sheetResponse } from '../../shared/contract/responses.ts';
import {
  HAND_OVER,
  INTAKES,
  type LedgerJson,
  newKey,
  opened,
  type ProblemJson,
  RATED,
  REPAIRED,
  signed,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

interface ClockJson {
  readonly id: string;
  readonly state: string;
  readonly dueAt: string;
  readonly breachedAt?: string;
  readonly stoppedAt?: string;
  readonly owes: object;
}
interface TimedJson {
  readonly clocks: readonly ClockJson[];
  readonly escalations: readonly {
    readonly clock: string;
    readonly level: number;
    readonly to: readonly string[];
    readonly at: string;
  }[];
  readonly version: number;
}

let cloud: TestCloud;
/** Each part has a cloud of its own, on which its sheets are lived one after the other. */
function onOneCloud(): void {
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.stop());
}

const desk = () => cloud.as('receptionist-sun');
const read = async (id: string) => (await cloud.as('director-wei').get<TimedJson>(`/sheets/${id}`)).json;
const clockOf = (sheet: TimedJson, id: string) => sheet.clocks.find((clock) => clock.id === id);
const steps = async (id: string) =>
  (await cloud.as('director-wei').get<LedgerJson>(`/sheets/${id}/ledger`)).json.entries.map(
    ({ step }) => step,
  );
/** The cases that a sheet has the director proposed. */
async function proposedOf(sheet: string): Promise<readonly object[]> {
  const me = await cloud.as('director-wei').get<{ proposedCases: readonly { sheet: string }[] }>('/me');
  return me.json.proposedCases.filter((each) => each.sheet === sheet);
}
const minutesOn = (minutes: number) => new Date(cloud.clock.now() + minutes * 60_000).toISOString();
const lettersTo = (person: string) => cloud.effects.mail.mail(`${person}@riverside.example`);

/** Accepted by wu at 16:00, who should arrive within the urgent 15 minutes. */
async function accepted(): Promise<string> {
  const { id } = await opened(desk(), INTAKES.repair);
  await signed(cloud, id, REPAIRED.slice(0, 2));
  return id;
}

describe('a promise that is broken', () => {
  onOneCloud();

  it('is warned of, breached once, raised level by level and proposed as a case', async () => {
    const id = await accepted();
    await cloud.clock.advance('PT15M');
    expect(clockOf(await read(id), 'arrival-1-1')).toMatchObject({
      state: 'running',
      dueAt: '2026-11-23T08:15:00.000Z',
    });
    expect(await steps(id)).toContain('warning');
    const before = (await read(id)).version;
    expect(before).toBe(3);

    await cloud.clock.advance('PT1M');
    const broken = await read(id);
    expect(clockOf(broken, 'arrival-1-1')).toMatchObject({
      state: 'breached',
      breachedAt: '2026-11-23T08:15:00.000Z',
      owes: { person: 'worker-wu' },
    });
    expect(broken.escalations).toMatchObject([
      { clock: 'arrival-1-1', level: 1, to: ['engineering-manager-wang'] },
    ]);
    expect(sheetResponse.parse(broken)).toBeDefined();

    await cloud.clock.advance('PT61M');
    const raised = await read(id);
    expect(raised.escalations.map(({ level, to }) => [level, ...to])).toEqual([
      [1, 'engineering-manager-wang'],
      [2, 'cs-manager-li'],
      [3, 'director-wei'],
    ]);
    expect((await steps(id)).filter((step) => step === 'breach')).toHaveLength(1);
    expect(await proposedOf(id)).toMatchObject([
      { sheet: id, clock: 'arrival-1-1', about: 'worker-wu', rule: 'B5.2.1b' },
    ]);
    const found = await desk().get<{ items: readonly { id: string }[] }>(
      '/sheets?site=riverside&breached=true',
    );
    expect(found.json.items.map((item) => item.id)).toEqual([id]);

    // The call at once; the work, the warning and the breach, each as soon as its minute is over.
    expect(lettersTo('worker-wu').map(({ sentAt }) => sentAt)).toEqual([
      '2026-11-23T08:00:00.000Z',
      '2026-11-23T08:01:00.000Z',
      '2026-11-23T08:13:00.000Z',
      '2026-11-23T08:16:00.000Z',
    ]);
    expect(lettersTo('engineering-manager-wang').at(-1)?.subject).toBeDefined();
    expect(lettersTo('director-wei')).toHaveLength(1);
  });

  it('is proposed as a case about the section’s manager where the section owes it', async () => {
    const { id } = await opened(desk(), INTAKES.repair);
    await signed(cloud, id, [['receptionist-sun', HAND_OVER]]);
    await cloud.clock.advance('PT2H');
    expect(await proposedOf(id)).toMatchObject([
      { sheet: id, clock: 'acceptance-1-1', about: 'engineering-manager-wang', rule: 'B5.2b' },
    ]);
  });

  it('is raised no further once it is kept', async () => {
    const id = await accepted();
    const arrivedAt = minutesOn(20);
    await cloud.clock.advance('PT20M');
    await signed(cloud, id, [['worker-wu', { step: 'arrive' }]]);
    await cloud.clock.advance('PT3H');
    const sheet = await read(id);
    expect(clockOf(sheet, 'arrival-1-1')).toMatchObject({
      state: 'late',
      stoppedAt: arrivedAt,
    });
    expect(sheet.escalations).toHaveLength(1);
    expect(await proposedOf(id)).toEqual([]);
  });

  const raisedOf = async (id: string, clock: string) =>
    (await read(id)).escalations.flatMap((each) => (each.clock === clock ? [[each.at, ...each.to]] : []));

  it('is raised sooner once the repair becomes urgent', async () => {
    const { id } = await opened(desk(), { ...INTAKES.repair, category: 'door-window' });
    const second = (minutes: number) => minutesOn(minutes).replace('00.000Z', '01.000Z');
    const [first, next] = [second(10), second(20)];
    await cloud.clock.advance('PT11M');
    expect(await raisedOf(id, 'dispatch-1-1')).toEqual([[first, 'cs-manager-li']]);
    const urgent = { step: 'amend', fields: { urgent: true }, reason: '夹人了' };
    await signed(cloud, id, [['receptionist-sun', urgent]]);
    await cloud.clock.advance('PT10M');
    expect(await raisedOf(id, 'dispatch-1-1')).toEqual([
      [first, 'cs-manager-li'],
      [next, 'director-wei'],
    ]);
  });

  it('is raised from the first level on where the deadline that was put off is missed too, by others', async () => {
    const { id } = await opened(desk(), { ...INTAKES.repair, category: 'door-window' });
    const [clock, until] = ['return-1-1', minutesOn(48 * 60)];
    const ask = { step: 'request-exemption', clock, reason: '等配件', until };
    await signed(cloud, id, [['receptionist-sun', ask]]);
    await cloud.clock.advance('PT25H');
    expect(await raisedOf(id, clock)).toEqual([[expect.any(String), 'cs-manager-li']]);
    await signed(cloud, id, [
      ['director-wei', { step: 'grant-exemption', clock, reason: '情况属实' }],
      ['receptionist-sun', HAND_OVER],
    ]);
    await cloud.clock.advance('PT23H1M');
    expect((await raisedOf(id, clock)).slice(1)).toEqual([[expect.any(String), 'engineering-manager-wang']]);
    await cloud.clock.advance('PT4H');
    expect((await raisedOf(id, clock)).slice(2)).toEqual([
      [expect.any(String)],
      [expect.any(String), 'director-wei'],
    ]);
  });
});

describe('a promise that is kept', () => {
  onOneCloud();

  it('costs no timer’s call, no workflow and no letter of a breach', async () => {
    const calls = cloud.effects.scheduler.invocations();
    const { id } = await opened(desk(), INTAKES.repair);
    await signed(cloud, id, [
      ...REPAIRED,
      ['receptionist-zhou', { step: 'follow-up', reached: true, resolved: true }],
      RATED,
      ['receptionist-sun', { step: 'archive' }],
    ]);
    await cloud.settle();
    // Within the month: the first of the next has a call of its own.
    await cloud.clock.advance('P7D');
    expect((await read(id)).clocks.map(({ id: clock, state }) => `${clock} ${state}`)).toEqual([
      ...['dispatch-1-1 stopped', 'return-1-1 stopped', 'acceptance-1-1 stopped', 'arrival-1-1 stopped'],
      'follow-up-1-1 stopped',
    ]);
    expect(cloud.effects.scheduler.invocations() - calls).toBe(0);
    expect(cloud.effects.stepFunctions.transitions()).toBe(0);
  });
});

describe('exemptions', () => {
  onOneCloud();

  const ask = (until: string) => ({
    step: 'request-exemption',
    clock: 'arrival-1-1',
    reason: '路上堵车',
    until,
  });

  it('are refused in clear words and change nothing', async () => {
    const id = await accepted();
    const post = (person: string, body: object) =>
      cloud.as(person).post<ProblemJson>(`/sheets/${id}/sign-offs`, body, newKey());
    const answers = [
      await post('worker-wu', ask('2026-11-23T07:00:00Z')),
      await post('worker-wu', ask('2026-11-23T08:10:00Z')),
      await post('worker-wu', { ...ask('2026-11-23T09:00:00Z'), clock: 'arrival-9-9' }),
      await post('worker-wu', { ...ask('2026-11-23T09:00:00Z'), until: 'tomorrow' }),
      await post('receptionist-sun', ask('2026-11-23T09:00:00Z')),
      await post('engineering-manager-wang', { ...ask('2026-11-24T09:00:00Z'), clock: 'dispatch-1-1' }),
      await post('cs-manager-li', { step: 'grant-exemption', clock: 'arrival-1-1', reason: '无申请' }),
    ];
    expect(answers.map(({ status, json }) => `${status} ${json.errors?.[0]?.pointer ?? ''}`)).toEqual([
      '400 /until',
      '400 /until',
      '400 /clock',
      '400 /until',
      '403 ',
      '403 ',
      '409 ',
    ]);
    expect((await read(id)).version).toBe(3);
  });

  it('asked in time and kept by then: exempt', async () => {
    const id = await accepted();
    await signed(cloud, id, [
      ['worker-wu', ask('2026-11-23T08:40:00Z')],
      ['cs-manager-li', { step: 'grant-exemption', clock: 'arrival-1-1', reason: '情况属实' }],
    ]);
    await cloud.clock.advance('PT30M');
    const done = await signed(cloud, id, [['worker-wu', { step: 'arrive' }]]);
    expect(done).toMatchObject({
      clocks: expect.arrayContaining([
        expect.objectContaining({
          id: 'arrival-1-1',
          state: 'exempt',
          dueAt: '2026-11-23T08:40:00.000Z',
          originalDueAt: '2026-11-23T08:15:00.000Z',
        }),
      ]),
    });
  });
});

describe('after a restart', () => {
  onOneCloud();

  it('timers are made anew from the table, and what fell due meanwhile is noticed', async () => {
    const id = await accepted();
    await cloud.settle();
    cloud = await cloud.restart();
    await cloud.clock.advance('PT17M');
    expect(clockOf(await read(id), 'arrival-1-1')?.state).toBe('breached');
    await cloud.clock.advance('PT35M');
    cloud = await cloud.restart();
    await cloud.clock.advance('PT40M');
    expect((await read(id)).escalations.filter(({ clock }) => clock === 'arrival-1-1')).toHaveLength(3);
  });
});

describe('letters', () => {
  onOneCloud();

  it('tell the section of a hand-over within the minute, in one letter for all of it', async () => {
    for (let nth = 0; nth < 3; nth += 1) {
      const { id } = await opened(desk(), { ...INTAKES.repair, category: 'door-window' });
      await signed(cloud, id, [['receptionist-sun', HAND_OVER]]);
    }
    await cloud.settle();
    expect(lettersTo('engineering-manager-wang')).toEqual([]);
    await cloud.clock.advance('PT1M');
    const [letter, ...more] = lettersTo('engineering-manager-wang');
    expect(more).toEqual([]);
    for (const number of ['0001', '0002', '0003']) expect(letter?.text).toContain(`KF-20261123-${number}`);
    expect(letter?.html).toContain('138****5678');
    expect(`${letter?.text}${letter?.html}`).not.toContain('13800005678');
    const listed = await cloud.anonymous.get<{ items: readonly object[] }>(
      '/_local/mail?to=engineering-supervisor-feng@riverside.example',
    );
    expect(listed.json.items).toHaveLength(1);
  });

  it('tell online residents of an answer', async () => {
    const { id, firstContact } = await opened(cloud.as('resident-qian'), INTAKES.enquiry);
    await signed(cloud, id, [[firstContact, { step: 'answer', answer: '每月十日前在前台缴纳。' }]]);
    await cloud.settle();
    await cloud.clock.advance('PT1M');
    expect(lettersTo('resident-qian')[0]?.text).toContain('每月十日前');
  });
});
