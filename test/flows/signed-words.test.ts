/** What once broke recusal and signatures is refused, or leaves a debt and an entry (contract section 3, version 3). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  INTAKES,
  newKey,
  opened,
  type ProblemJson,
  REPAIRED,
  RESOLVED,
  type SheetJson,
  SIGNED,
  type SignedJson,
  signed,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
const [SUN, ZHAO, WANG, WEI] = [
  'receptionist-sun',
  'resident-zhao',
  'engineering-manager-wang',
  'director-wei',
];

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const post = (who: string, id: string, body: object) =>
  cloud.as(who).post<SignedJson & ProblemJson>(`/sheets/${id}/sign-offs`, body, newKey());
const advance = (by: string) => cloud.anonymous.post('/_local/clock', { advance: by });
const complaint = (against: object) => ({
  ...INTAKES.complaint,
  complaint: { ...INTAKES.complaint.complaint, against },
});

describe('the eight calls', () => {
  it('amend away whom it is against: they stay out, until the director takes them out', async () => {
    const { id } = await opened(cloud.as(SUN), complaint({ person: WANG }));
    const amend = { step: 'amend', fields: { complaint: INTAKES.complaint.complaint }, reason: '更正' };
    const reply = await post(SUN, id, amend);
    expect(reply.status).toBe(201);
    expect(reply.json.sheet).toMatchObject({ complaint: { against: { person: WANG } } });
    expect((await cloud.as(WANG).get(`/sheets/${id}`)).status).toBe(404);
    const out = await post(WEI, id, amend);
    expect(out.status).toBe(201);
    expect(out.json.sheet).not.toHaveProperty('complaint.against');
  });

  it('soften a signed complaint: the signature is owed again', async () => {
    const { id } = await opened(cloud.as(SUN), INTAKES.complaint);
    const reply = await post(SUN, id, { step: 'amend', fields: { subject: '有点小声音' }, reason: '润色' });
    expect(reply.status).toBe(201);
    const { clocks } = reply.json.sheet as SheetJson & { clocks: { name: string; state: string }[] };
    expect(clocks.find(({ name }) => name === 'countersign')).toMatchObject({ state: 'running' });
    await cloud.clock.advance('PT1M');
    const told = cloud.effects.mail.mail(`${ZHAO}@riverside.example`);
    expect(told.at(-1)?.text).toMatch(/登记内容有更改[\s\S]*重新签字/);
  });

  it('withdraw a complaint because he said so: 400', async () => {
    const { id } = await opened(cloud.as(SUN), INTAKES.complaint);
    const reply = await post(SUN, id, { step: 'withdraw', reason: '他说算了' });
    expect([reply.status, reply.json.errors?.[0]?.pointer]).toEqual([400, '/signature']);
  });

  it('an exemption until 2099: 400, and beyond three times its own time the director alone grants it', async () => {
    const { id } = await opened(cloud.as(SUN), INTAKES.repair);
    await signed(cloud, id, REPAIRED.slice(0, 2));
    const ask = (until: string) => ({
      step: 'request-exemption',
      clock: 'arrival-1-1',
      reason: '等配件',
      until,
    });
    const endless = await post('worker-wu', id, ask('2099-01-01T00:00:00Z'));
    expect([endless.status, endless.json.errors?.[0]?.pointer]).toEqual([400, '/until']);
    // Fifteen minutes of its own: an hour on is four times as much.
    const inAnHour = new Date(cloud.clock.now() + 3_600_000).toISOString();
    expect((await post('worker-wu', id, ask(inAnHour))).status).toBe(201);
    const grant = { step: 'grant-exemption', clock: 'arrival-1-1', reason: '属实' };
    expect((await post('cs-manager-li', id, grant)).status).toBe(403);
    expect((await post(WEI, id, grant)).status).toBe(201);
  });

  it('a cleaner taking a gas leak: 403, directly as well as from the section', async () => {
    const gas = { ...INTAKES.repair, category: 'gas' };
    const direct = await cloud
      .as('cleaner-shi')
      .post<ProblemJson>('/sheets', { ...INTAKES.direct, category: 'gas' }, newKey());
    expect(direct.status).toBe(403);
    const { id } = await opened(cloud.as(SUN), gas);
    await signed(cloud, id, [REPAIRED[0]]);
    expect((await post('cleaner-shi', id, { step: 'accept' })).status).toBe(404);
  });

  it('sign in the name of a stranger, or with nothing: 400', async () => {
    const stranger = { ...INTAKES.report, signature: { ...SIGNED, signer: '路人' } };
    const one = await cloud.as(SUN).post<ProblemJson>('/sheets', stranger, newKey());
    expect([one.status, one.json.errors?.[0]?.pointer]).toEqual([400, '/signature/signer']);
    const nothing = { ...INTAKES.report, signature: { ...SIGNED, path: 'M 0 0' } };
    const other = await cloud.as(SUN).post<ProblemJson>('/sheets', nothing, newKey());
    expect([other.status, other.json.errors?.[0]?.pointer]).toEqual([400, '/signature/path']);
  });

  it('three unreached tries in a minute, and the desk’s own marks: 409 and 403', async () => {
    const { id } = await opened(cloud.as(SUN), INTAKES.repair);
    await signed(cloud, id, REPAIRED);
    const unreached = { step: 'follow-up', reached: false };
    expect((await post(SUN, id, unreached)).status).toBe(201);
    expect((await post(SUN, id, unreached)).status).toBe(409);
    await signed(cloud, id, [[SUN, RESOLVED]]);
    expect((await post(SUN, id, { step: 'rate', satisfaction: 5 })).status).toBe(403);
    const rated = await post(ZHAO, id, { step: 'rate', satisfaction: 1 });
    expect(rated.json.sheet).toMatchObject({ followUp: { satisfaction: 5, rated: { satisfaction: 1 } } });
  });

  it('archive what its asker may still object to: 409, and the system does it after a week', async () => {
    const { id } = await opened(cloud.as(SUN), INTAKES.repair);
    await signed(cloud, id, [...REPAIRED, [SUN, RESOLVED]]);
    expect((await post(SUN, id, { step: 'archive' })).status).toBe(409);
    await advance('P7DT1M');
    const { json } = await cloud.as(SUN).get<SheetJson>(`/sheets/${id}`);
    expect(json.status).toBe('archived');
  });
});
