/** Staff ask for something themselves (B5.2.1a; contract section 3, channel `staff`): they are "the resident" of each step. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HAND_OVER, INTAKES, newKey, opened, type ProblemJson, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

const SHI = 'cleaner-shi';
const ASKED = { site: 'riverside', channel: 'staff', subject: '储物间的灯不亮' };

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const open = (who: string, more: object) => opened(cloud.as(who), { ...ASKED, ...more } as never);
const sign = (who: string, id: string, body: object) =>
  cloud.as(who).post<ProblemJson>(`/sheets/${id}/sign-offs`, body, newKey());
const lettersTo = (who: string) =>
  cloud.effects.mail
    .mail(`${who}@riverside.example`)
    .map(({ text }) => text)
    .join('\n');
const stepsOf = async (who: string, id: string) =>
  (
    await cloud.as(who).get<{ allowedSteps: readonly { step: string }[] }>(`/sheets/${id}`)
  ).json.allowedSteps.map(({ step }) => step);

it('any kind, for themselves alone; residents have a channel of their own', async () => {
  for (const kind of ['report', 'special-service', 'suggestion', 'enquiry']) {
    expect(await open(SHI, { kind })).toMatchObject({ kind, requester: { person: SHI } });
  }
  const foreign = { ...ASKED, kind: 'report', requester: { person: 'guard-chu' } };
  expect((await cloud.as(SHI).post('/sheets', foreign, newKey())).status).toBe(403);
  expect(
    (await cloud.as('resident-zhao').post('/sheets', { ...ASKED, kind: 'report' }, newKey())).status,
  ).toBe(403);
});

it('the desk takes turns at being first contact, and who asks hears what a resident would', async () => {
  const { id, number, firstContact } = await open(SHI, { kind: 'suggestion' });
  expect(['receptionist-sun', 'receptionist-zhou']).toContain(firstContact);
  await cloud.clock.advance('PT2M');
  expect(lettersTo(SHI)).toContain('您的事项已登记');
  expect(lettersTo(String(firstContact))).toContain(number);
  expect(await stepsOf(SHI, id)).toEqual(expect.arrayContaining(['urge', 'withdraw']));
  expect((await sign(SHI, id, { step: 'urge', message: '请尽快' })).status).toBe(201);
  await signed(cloud, id, [
    [String(firstContact), { step: 'answer', answer: '已采纳', adopted: true }],
  ] as never);
  await cloud.clock.advance('PT2M');
  expect(lettersTo(SHI)).toContain('您的事项已答复');
  const followUp = { step: 'follow-up', reached: true, resolved: true, satisfaction: 5 };
  await signed(cloud, id, [[String(firstContact), followUp]] as never);
  expect(await stepsOf(SHI, id)).toEqual(expect.arrayContaining(['rate', 'object']));
  expect((await sign('guard-chu', id, { step: 'rate', satisfaction: 5 })).status).toBe(404);
  expect((await sign(SHI, id, { step: 'rate', satisfaction: 4 })).status).toBe(201);
  const objected = await sign(SHI, id, { step: 'object', reason: '仍然不亮' });
  expect(objected.status, objected.text).toBe(201);
});

it('a complaint of theirs that is anonymous names them to customer service and themselves alone', async () => {
  const complaint = { ...INTAKES.complaint.complaint, anonymous: true };
  const { id } = await open(SHI, { kind: 'complaint', complaint });
  await signed(cloud, id, [['cs-manager-li', { ...HAND_OVER, section: 'engineering' }]] as never);
  for (const who of ['engineering-manager-wang', 'director-wei']) {
    const { json, status } = await cloud.as(who).get<Record<string, unknown>>(`/sheets/${id}`);
    expect(status, who).toBe(200);
    // Whom they may ask for advice is everybody, so that nobody is left out who asked.
    const { allowedSteps: _allowed, names: _names, ...shown } = json;
    expect(JSON.stringify(shown), who).not.toContain(SHI);
    expect((await cloud.as(who).get(`/sheets/${id}/ledger`)).text, who).not.toContain(SHI);
  }
  for (const who of ['cs-manager-li', SHI]) {
    expect((await cloud.as(who).get(`/sheets/${id}`)).json, who).toMatchObject({
      requester: { person: SHI },
    });
  }
  expect(lettersTo('engineering-manager-wang')).not.toContain(SHI);
});

it('who is asked for at the desk is the resident of each step as well', async () => {
  const { resident: _resident, signature: _signature, ...walkIn } = INTAKES.report as Record<string, unknown>;
  const { id } = await opened(cloud.as('receptionist-sun'), {
    ...walkIn,
    requester: { person: SHI },
  } as never);
  expect(await stepsOf(SHI, id)).toEqual(expect.arrayContaining(['urge', 'withdraw']));
  expect((await sign(SHI, id, { step: 'withdraw', reason: '不需要了' })).status).toBe(201);
});
