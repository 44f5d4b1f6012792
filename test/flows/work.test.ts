/** `GET /work` over HTTP (contract section 9): what there is to do, for whom, in one answer. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workResponse } from '../../shared/contract/sheets/work.ts';
import { askedChange } from '../../shared/domain/organisation/changes.ts';
import { caseHeadItem, newCaseLinks } from '../../shared/store/cases/case-items.ts';
import { writeChange } from '../../shared/store/organisation/waiting-changes.ts';
import { asked, changed } from '../support/directory.ts';
import { opened } from '../support/domain/case-lives.ts';
import { actor } from '../support/factories.ts';
import { INTAKES, newKey } from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

interface Item {
  readonly kind: string;
  readonly id: string;
  readonly does: string;
  readonly clock?: string;
  readonly because: string;
}
interface WorkJson extends Json {
  readonly counts: Readonly<Record<string, number>>;
  readonly items: readonly Item[];
  readonly more: number;
}

const DESK = 'receptionist-sun';
const AWAY = { from: TEST_NOW, to: '2026-12-23T00:00:00.000Z', standIn: 'worker-zheng' };
let cloud: TestCloud;
/** By name: one that a worker has accepted, one that waits in the pool, a complaint against the section's manager. */
const sheets: Record<string, string> = {};

const work = async (who: string, whose = 'me', rest = '') =>
  (await cloud.as(who).get<WorkJson>(`/work?who=${whose}${rest}`)).json;
const brief = ({ items }: WorkJson) =>
  items.map(({ id, does, clock, because }) => [nameOf(id), does, clock, because]);
const nameOf = (id: string) => Object.entries(sheets).find(([, each]) => each === id)?.[0] ?? id;

async function open(name: string, body: object): Promise<void> {
  const { json } = await cloud.as(DESK).post<{ id: string }>('/sheets', body, newKey());
  sheets[name] = json.id;
}
async function sign(who: string, name: string, body: object): Promise<void> {
  const { status, text } = await cloud.as(who).post(`/sheets/${sheets[name]}/sign-offs`, body);
  expect(status, text).toBe(201);
}

beforeAll(async () => {
  cloud = await startTestCloud();
  const handOver = { step: 'hand-over', section: 'engineering', opinion: '请处理' };
  for (const name of ['taken', 'pool']) {
    await open(name, INTAKES.repair);
    await sign(DESK, name, handOver);
  }
  await sign('worker-wu', 'taken', { step: 'accept' });
  const against = { person: 'engineering-manager-wang' };
  await open('complaint', { ...INTAKES.complaint, complaint: { ...INTAKES.complaint.complaint, against } });
});
afterAll(() => cloud.stop());

it('names what one owes and what one may accept, by deadline', async () => {
  const mine = await work('worker-wu');
  expect(workResponse.parse(mine)).toBeDefined();
  expect(brief(mine)).toEqual([
    ['pool', 'accept', 'acceptance-1-1', 'unassigned'],
    ['taken', 'arrive', 'arrival-1-1', 'owed'],
  ]);
  expect(mine).toMatchObject({ now: TEST_NOW, counts: { owed: 1, pool: 1, asked: 0, overdue: 0 }, more: 0 });
  const lead = await work('engineering-supervisor-feng');
  expect(brief(lead)).toContainEqual(['pool', 'accept', 'acceptance-1-1', 'section']);
  expect(brief(lead)).not.toContainEqual(['taken', 'arrive', 'arrival-1-1', 'owed']);
});

it('gives a section to who leads it, the site to customer service and office, and nothing to residents', async () => {
  expect(brief(await work('engineering-supervisor-feng', 'section'))).toContainEqual([
    'taken',
    // What a lead may do about it: another handler.
    'assign',
    'arrival-1-1',
    'owed',
  ]);
  const site = await work(DESK, 'site');
  expect(new Set(site.items.map(({ id }) => nameOf(id)))).toContain('taken');
  expect((await work(DESK, 'site', '&limit=1')).more).toBe(site.items.length - 1);
  for (const [who, query, status] of [
    ['resident-zhao', '?who=me', 403],
    ['worker-wu', '?who=section', 403],
    ['engineering-manager-wang', '?who=site', 403],
    ['hr-yang', '?who=site', 403],
    ['worker-wu', '', 400],
    ['worker-wu', '?who=all', 400],
    ['worker-wu', '?who=me&limit=201', 400],
  ] as const) {
    expect((await cloud.as(who).get(`/work${query}`)).status, `${who} ${query}`).toBe(status);
  }
});

it('shows nobody what they could not see', async () => {
  for (const who of [
    'engineering-manager-wang',
    'engineering-supervisor-feng',
    DESK,
    'director-wei',
    'worker-wu',
  ]) {
    for (const whose of ['me', 'section', 'site']) {
      const { status, json } = await cloud.as(who).get<WorkJson>(`/work?who=${whose}`);
      if (status !== 200) continue;
      for (const { kind, id } of json.items) {
        if (kind === 'sheet') expect((await cloud.as(who).get(`/sheets/${id}`)).status).toBe(200);
      }
    }
  }
  const names = (await work('engineering-manager-wang')).items.map(({ id }) => nameOf(id));
  expect(names).not.toContain('complaint');
  // Against a manager it is the director's.
  expect(brief(await work('director-wei'))).toContainEqual([
    'complaint',
    'hand-over',
    'dispatch-1-1',
    'owed',
  ]);
});

it('asks who is asked: for advice, for an exemption, for a second pair of eyes, in a case', async () => {
  await sign('worker-wu', 'taken', { step: 'consult', person: 'hr-yang', question: '能否免费' });
  expect(brief(await work('hr-yang'))).toEqual([['taken', 'advise', undefined, 'asked']]);
  const until = '2026-11-23T08:40:00.000Z';
  await sign('worker-wu', 'taken', {
    step: 'request-exemption',
    clock: 'arrival-1-1',
    reason: '等配件',
    until,
  });
  const excuse = ['taken', 'grant-exemption', 'arrival-1-1', 'asked'];
  expect(brief(await work('cs-manager-li'))).toContainEqual(excuse);
  expect(brief(await work(DESK))).not.toContainEqual(excuse);

  const waits = await asked<{ change: { id: string } }>(cloud, 'administrator-shen', 'cs-manager-li', {
    ...{ name: '李敏', role: 'manager', site: 'riverside', section: 'customer-service', active: true },
    email: 'li@riverside.example',
  });
  expect(waits.status).toBe(202);
  const confirm = { kind: 'change', id: waits.json.change.id, does: 'confirm', because: 'asked' };
  expect((await work('director-wei')).items).toContainEqual(expect.objectContaining(confirm));
  expect((await work('administrator-shen')).items).not.toContainEqual(expect.objectContaining(confirm));

  const body = { about: 'guard-chu', rule: 'A1.3', allegation: '推诿' };
  const opened = await cloud
    .as('director-wei')
    .post<{ id: string; allowedSteps: Item[] }>('/cases', body, newKey());
  const id = opened.json.id;
  expect(opened.json.allowedSteps).toEqual([]);
  expect((await work('security-supervisor-lu')).items).toContainEqual(
    expect.objectContaining({ kind: 'case', id, does: 'conclude', because: 'owed' }),
  );
  const conclude = { step: 'conclude', findings: '属实', conclusion: '属实', grade: 'minor' };
  await cloud.as('security-supervisor-lu').post(`/cases/${id}/sign-offs`, conclude);
  expect((await work('guard-chu')).items).toContainEqual(
    expect.objectContaining({ id, does: 'acknowledge' }),
  );
  const subjects = (await cloud.as('guard-chu').get<{ allowedSteps: readonly Json[] }>(`/cases/${id}`)).json;
  expect(subjects.allowedSteps).toEqual([
    { step: 'acknowledge', clause: 'A2.1', requires: ['signature'], takes: ['statement', 'files'] },
  ]);
});

it('asks on when nothing is unmet any more: for advice on what was withdrawn, for an exemption of what is done', async () => {
  for (const name of ['withdrawn', 'done']) {
    await open(name, INTAKES.repair);
    await sign(DESK, name, { step: 'hand-over', section: 'engineering', opinion: '请处理' });
    await sign('worker-wu', name, { step: 'accept' });
  }
  await sign('worker-wu', 'withdrawn', { step: 'consult', person: 'hr-yang', question: '还要不要去' });
  const { signature } = INTAKES.repair;
  await sign(DESK, 'withdrawn', { step: 'withdraw', reason: '住户说已好', signature });
  const until = '2026-11-23T08:40:00.000Z';
  await sign('worker-wu', 'done', {
    step: 'request-exemption',
    clock: 'arrival-1-1',
    reason: '电梯停运',
    until,
  });
  for (const step of [
    { step: 'arrive' },
    { step: 'complete', outcome: '已修好' },
    { step: 'return', opinion: '请回访' },
  ])
    await sign('worker-wu', 'done', step);
  await sign(DESK, 'done', { step: 'follow-up', reached: true, resolved: true });
  expect(brief(await work('hr-yang'))).toContainEqual(['withdrawn', 'advise', undefined, 'asked']);
  expect(brief(await work('cs-manager-li'))).toContainEqual(['done', 'grant-exemption', undefined, 'asked']);

  // Neither is among what has a deadline; each is listed once, behind it.
  const { items } = (
    await cloud
      .as('cs-manager-li')
      .get<{ items: readonly { id: string; unmet: readonly unknown[] }[] }>(
        '/sheets?site=riverside&sort=due&limit=100',
      )
  ).json;
  const listed = items.map(({ id }) => nameOf(id));
  expect(listed.filter((name) => name === 'done')).toHaveLength(1);
  const [lastUnmet, done] = [items.findLastIndex(({ unmet }) => unmet.length > 0), listed.indexOf('done')];
  expect(done).toBeGreaterThan(lastUnmet);

  await sign('hr-yang', 'withdrawn', { step: 'advise', text: '不用去' });
  await sign('cs-manager-li', 'done', { step: 'refuse-exemption', clock: 'arrival-1-1', reason: '已准时' });
  expect(brief(await work('hr-yang'))).not.toContainEqual(expect.arrayContaining(['withdrawn']));
  expect(brief(await work('cs-manager-li'))).not.toContainEqual(expect.arrayContaining(['done']));
});

it('moves with leave, and names overdue things first', async () => {
  expect((await changed(cloud, 'director-wei', 'worker-wu', AWAY, '/leave')).status).toBe(200);
  expect(brief(await work('worker-zheng'))).toContainEqual(['taken', 'arrive', 'arrival-1-1', 'stand-in']);
  expect(brief(await work('worker-wu'))).not.toContainEqual(expect.arrayContaining(['arrival-1-1']));
  await cloud.anonymous.post('/_local/clock', { advance: 'PT45M' });
  const late = await work('worker-zheng');
  expect(late.items[0]).toMatchObject({ clock: 'acceptance-1-1', state: 'breached' });
  expect(late.counts.overdue).toBeGreaterThan(0);
});

it('names and counts every case and every change, however many there are', async () => {
  const MANY = 101;
  const before = [await work('engineering-supervisor-feng'), await work('director-wei')];
  const table = tableOf(cloud);
  const at = new Date(cloud.clock.now()).toISOString();
  const cases = Array.from(
    { length: MANY },
    (_, nth) => opened('worker-wu', 'engineering-manager-wang', at, nth).state,
  );
  const newcomer = {
    name: '新人',
    role: 'receptionist',
    site: 'riverside',
    section: 'customer-service',
  } as const;
  for (const [nth, state] of cases.entries()) {
    for (const Item of [
      caseHeadItem({ case: state, hash: '0'.repeat(64) }),
      ...newCaseLinks(undefined, state),
    ])
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    const after = { ...newcomer, id: `new-${nth}`, active: true };
    const change = askedChange({
      ...{ id: state.id, site: 'riverside', before: null, after, at },
      ...{ by: 'administrator-shen', actor: actor('administrator-shen') },
    });
    expect(await writeChange(table, change)).toBe('committed');
  }
  const lead = await work('engineering-supervisor-feng', 'me', '&limit=200');
  const toConclude = lead.items.filter(({ kind, does }) => kind === 'case' && does === 'conclude');
  expect(new Set(toConclude.map(({ id }) => id))).toEqual(new Set(cases.map(({ id }) => id)));
  expect(lead.counts.owed).toBe((before[0]?.counts.owed ?? 0) + MANY);
  const eyes = await work('director-wei', 'me', '&limit=200');
  expect(eyes.counts.asked).toBe((before[1]?.counts.asked ?? 0) + MANY);
  expect(eyes.items.length + eyes.more).toBe((before[1]?.items.length ?? 0) + MANY);
  table.client.destroy();
});
