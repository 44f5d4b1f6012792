/** `allowedSteps` over HTTP (contract section 9): wherever a sheet stands, and held by the API's own refusals. */
import { afterAll, expect, it } from 'vitest';
import type { AllowedStep } from '../../shared/domain/kernel/allowing.ts';
import { changed } from '../support/directory.ts';
import { INTAKES, newKey, SIGNED } from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW } from '../support/local-cloud.ts';

const cloud = await startTestCloud();
afterAll(() => cloud.stop());

interface Shown extends Json {
  readonly id: string;
  readonly allowedSteps: readonly AllowedStep[];
}

const DESK = 'receptionist-sun';
const READERS = [DESK, 'worker-wu', 'engineering-manager-wang', 'resident-zhao'];

/** A body of each step, as good as any. */
const BODIES: readonly Json[] = [
  { step: 'answer', answer: '是的', by: 'phone' },
  { step: 'hand-over', section: 'engineering', opinion: '请处理' },
  { step: 'accept', handler: 'worker-wu' },
  { step: 'dispute', reason: '不归我们' },
  { step: 'assign', handler: 'worker-zheng' },
  { step: 'reply', message: '正在处理', by: 'phone' },
  { step: 'consult', person: 'hr-yang', question: '能否免费' },
  { step: 'advise', text: '先关总阀' },
  { step: 'note', text: '已致电' },
  { step: 'decline', reason: '不属物业管理范围', by: 'phone' },
  { step: 'arrive' },
  { step: 'complete', outcome: '已修好' },
  { step: 'return', opinion: '属实' },
  { step: 'receive' },
  { step: 'follow-up', reached: true, resolved: true },
  { step: 'rate', satisfaction: 5 },
  { step: 'object', reason: '没有修好' },
  { step: 'countersign', signature: SIGNED },
  { step: 'write-off', reason: '联系不上' },
  { step: 'amend', fields: { subject: '更正事由' }, reason: '写错' },
  { step: 'urge', message: '请尽快' },
  { step: 'withdraw', reason: '不需要了', signature: SIGNED },
  { step: 'archive' },
];

const read = async (who: string, id: string) => cloud.as(who).get<Shown>(`/sheets/${id}`);
const names = ({ allowedSteps }: Shown) => allowedSteps.map(({ step }) => step);

/** What everybody may do, held by what they are refused: nobody is refused what is named, or accepted in what is not. */
async function refusesTheRest(id: string): Promise<void> {
  for (const who of READERS) {
    const { status, json } = await read(who, id);
    const allowed = status === 200 ? names(json) : [];
    for (const body of BODIES.filter(({ step }) => !allowed.some((each) => each === step))) {
      const tried = await cloud.as(who).post(`/sheets/${id}/sign-offs`, body);
      expect([403, 404, 409], `${who}: ${JSON.stringify(body)}`).toContain(tried.status);
    }
  }
}

it('stands in intake, step and sheet alike, and refuses what it does not name', async () => {
  const opened = await cloud.as(DESK).post<Shown>('/sheets', INTAKES.repair, newKey());
  const { id } = opened.json;
  expect((await read(DESK, id)).json.allowedSteps).toEqual(opened.json.allowedSteps);
  expect(opened.json.allowedSteps.find(({ step }) => step === 'hand-over')).toEqual({
    step: 'hand-over',
    clause: 'B5.2a',
    requires: ['section', 'opinion'],
    takes: ['files'],
    choices: { section: ['cleaning', 'customer-service', 'engineering', 'security'] },
  });
  expect(opened.json.allowedSteps.find(({ step }) => step === 'withdraw')?.oneOf).toEqual([
    ['record', 'signature', 'files'],
  ]);
  await refusesTheRest(id);
  const life: readonly (readonly [string, Json])[] = [
    [DESK, { step: 'hand-over', section: 'engineering', opinion: '请处理' }],
    ['worker-wu', { step: 'accept' }],
    ['worker-wu', { step: 'arrive' }],
    ['worker-wu', { step: 'complete', outcome: '已修好' }],
    ['engineering-manager-wang', { step: 'return', opinion: '属实' }],
    [DESK, { step: 'follow-up', reached: true, resolved: true }],
    ['resident-zhao', { step: 'rate', satisfaction: 5 }],
    [DESK, { step: 'archive' }],
  ];
  for (const [who, body] of life) {
    expect(names((await read(who, id)).json)).toContain(body.step);
    const signed = await cloud.as(who).post<{ sheet: Shown }>(`/sheets/${id}/sign-offs`, body);
    expect(signed.status, JSON.stringify(body)).toBe(201);
    expect((await read(who, id)).json.allowedSteps).toEqual(signed.json.sheet.allowedSteps);
    await refusesTheRest(id);
  }
  expect((await read(DESK, id)).json.allowedSteps).toEqual([]);
});

it('names the handlers who are there, and for whom a stand-in would sign', async () => {
  const opened = await cloud.as(DESK).post<Shown>('/sheets', INTAKES.repair, newKey());
  const { id } = opened.json;
  await cloud
    .as(DESK)
    .post(`/sheets/${id}/sign-offs`, { step: 'hand-over', section: 'engineering', opinion: '请' });
  const accept = async (who: string) =>
    (await read(who, id)).json.allowedSteps.find(({ step }) => step === 'accept');
  const crew = ['engineering-manager-wang', 'engineering-supervisor-feng', 'worker-wu', 'worker-zheng'];
  const byLead = await accept('engineering-supervisor-feng');
  expect([byLead?.requires, byLead?.choices?.handler?.toSorted()]).toEqual([['handler'], crew]);
  // A worker is the handler themselves.
  expect(await accept('worker-wu')).toMatchObject({ requires: [], choices: { handler: ['worker-wu'] } });
  const away = { from: TEST_NOW, to: '2026-12-23T00:00:00.000Z', standIn: 'guard-chu' };
  expect((await changed(cloud, 'director-wei', 'worker-zheng', away, '/leave')).status).toBe(200);
  expect((await accept('engineering-supervisor-feng'))?.choices?.handler).not.toContain('worker-zheng');
  expect(await accept('guard-chu')).toMatchObject({ actingFor: 'worker-zheng' });
});
