import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTAKES, newKey, opened, type ProblemJson, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  // The last evening of a month, 22:00 at the site.
  cloud = await startTestCloud({ now: '2026-11-30T14:00:00.000Z' });
});
afterAll(() => cloud.stop());

const board = async () => (await cloud.anonymous.get<{ opinions: Json }>('/commitments?site=riverside')).json;

describe('opinions (A1.8)', () => {
  const suggestion = { ...INTAKES.enquiry, kind: 'suggestion', subject: '建议增设充电桩' };

  it('are answered adopted or not, and counted in the month after', async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      const { id, firstContact } = await opened(cloud.as('resident-zhao'), suggestion);
      ids.push(id);
      if (nth === 2) continue;
      const answer = { step: 'answer', answer: '已列入明年计划。', adopted: nth === 0 };
      expect(await signed(cloud, id, [[firstContact, answer]])).toMatchObject({ adopted: nth === 0 });
    }
    const desk = { ...INTAKES.report, kind: 'suggestion', answer: '已采纳。', adopted: true };
    expect(await opened(cloud.as('receptionist-sun'), desk)).toMatchObject({
      adopted: true,
      status: 'answered',
    });
    const wrong = await cloud
      .as('receptionist-sun')
      .post<ProblemJson>('/sheets', { ...INTAKES.report, answer: '好', adopted: true }, newKey());
    expect([wrong.status, wrong.json.errors?.[0]?.pointer]).toEqual([400, '/adopted']);
    expect((await board()).opinions).toMatchObject({ month: '2026-10', received: 0 });
    await cloud.clock.advance('PT3H');
    expect((await board()).opinions).toEqual({ month: '2026-11', received: 4, adopted: 2, notAdopted: 1 });
    const page = await cloud.anonymous.get('/commitments?site=riverside', { accept: 'text/html' });
    expect(page.text).toContain('收到 4 条，采纳 2 条，未采纳 1 条');
  });
});
