/** Awards from granting to withdrawing, over HTTP (奖优, B3c; contract section 6). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awardResponse, awardsResponse } from '../../shared/contract/assessment/award-responses.ts';
import { consequencesResponse } from '../../shared/contract/cases/case-responses.ts';
import {
  boardResponse,
  directoryLedgerResponse,
} from '../../shared/contract/organisation/organisation-responses.ts';
import { newKey, type ProblemJson } from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';

interface AwardJson {
  readonly id: string;
  readonly version: number;
  readonly withdrawn?: { readonly reason: string; readonly by: string; readonly at: string };
}
interface AwardsJson extends ProblemJson {
  readonly items: readonly AwardJson[];
  readonly nextCursor?: string;
}
interface LettersJson {
  readonly items: readonly { readonly text: string; readonly subject: string }[];
}

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const OF_WU = { about: { person: 'worker-wu' }, kind: 'model-worker', reason: '带病抢修，不计辛劳。' };
const OF_ENGINEERING = {
  about: { section: 'engineering' },
  kind: 'commendation',
  reason: '冬季供暖无一逾期。',
};

const grant = (body: object, by = 'director-wei', headers = newKey()) =>
  cloud.as(by).post<AwardJson & ProblemJson>('/awards', body, headers);
async function granted(body: object, by?: string): Promise<AwardJson> {
  const reply = await grant(body, by);
  expect(reply.status, reply.text).toBe(201);
  return reply.json;
}
const withdraw = (id: string, by = 'director-wei', headers = newKey()) =>
  cloud.as(by).post<AwardJson & ProblemJson>(`/awards/${id}/withdrawals`, { reason: '查实有误' }, headers);
async function listed(who: string, query = ''): Promise<readonly string[]> {
  const reply = await cloud.as(who).get<AwardsJson>(`/awards?site=riverside${query}`);
  expect(reply.status, reply.text).toBe(200);
  awardsResponse.parse(reply.json);
  return reply.json.items.map(({ id }) => id);
}
async function lettersTo(who: string): Promise<readonly string[]> {
  await cloud.clock.advance('PT2M');
  const mail = await cloud.anonymous.get<LettersJson>(`/_local/mail?to=${who}@riverside.example`);
  return mail.json.items.map(({ subject, text }) => `${subject}\n${text}`);
}

describe('an award', () => {
  it('is granted, told, listed and withdrawn, and never deleted', async () => {
    const key = newKey();
    const first = await grant({ ...OF_WU, month: '2026-10' }, 'director-wei', key);
    expect([first.status, first.headers.get('etag')]).toEqual([201, '"1"']);
    awardResponse.parse(first.json);
    expect(first.json).toMatchObject({
      ...{ site: 'riverside', about: { person: 'worker-wu' }, section: 'engineering', month: '2026-10' },
      ...{ by: 'director-wei', at: TEST_NOW, version: 1, names: { 'worker-wu': expect.any(String) } },
    });
    // The same again changes nothing; another body under the same key is refused.
    expect((await grant({ ...OF_WU, month: '2026-10' }, 'director-wei', key)).text).toBe(first.text);
    expect((await grant(OF_WU, 'director-wei', key)).status).toBe(422);
    const { id } = first.json;
    expect(await listed('director-wei')).toEqual([id]);

    for (const who of ['worker-wu', 'engineering-manager-wang', 'engineering-supervisor-feng']) {
      const letters = await lettersTo(who);
      expect(letters.filter((text) => text.includes('先进工作者') && text.includes('不计辛劳'))).toHaveLength(
        1,
      );
    }
    expect(await lettersTo('worker-zheng')).toEqual([]);
    const notices = await cloud.as('worker-wu').get<{ items: readonly Json[] }>('/notices');
    expect(notices.json.items.map(({ kind }) => kind)).toContain('award');

    const consequences = async () => {
      const reply = await cloud
        .as('hr-yang')
        .get<{ items: readonly Json[] }>('/people/worker-wu/consequences');
      consequencesResponse.parse(reply.json);
      return reply.json.items;
    };
    const { kind, reason } = OF_WU;
    expect(await consequences()).toEqual([{ person: 'worker-wu', award: id, kind, reason, at: TEST_NOW }]);

    expect((await withdraw(id, 'director-wei', { 'if-match': '"2"' })).status).toBe(412);
    const over = await withdraw(id, 'director-wei', { ...newKey(), 'if-match': '"1"' });
    expect([over.status, over.headers.get('etag')]).toEqual([201, '"2"']);
    expect(over.json.withdrawn).toMatchObject({ reason: '查实有误', by: 'director-wei' });
    const again = await withdraw(id);
    expect([again.status, again.json.code]).toEqual([409, 'step-not-allowed']);
    expect(await consequences()).toEqual([]);
    expect(await listed('worker-wu')).toEqual([id]);
    expect((await lettersTo('worker-wu')).at(-1)).toContain('撤回奖励');

    const ledger = await cloud
      .as('worker-wu')
      .get<{ entries: readonly Json[]; intact: boolean }>(`/awards/${id}/ledger`);
    directoryLedgerResponse.parse(ledger.json);
    expect([ledger.json.entries.length, ledger.json.intact]).toEqual([2, true]);
    expect(JSON.stringify(ledger.json.entries)).not.toContain('不计辛劳');
    expect((await cloud.as('guard-chu').get(`/awards/${id}/ledger`)).status).toBe(404);
  });

  it('is listed to whom it concerns, the newest first, page by page', async () => {
    const ids = [];
    for (const person of ['worker-zheng', 'guard-chu', 'director-wei']) {
      await cloud.clock.advance('PT1M');
      const by = person === 'director-wei' ? 'overseer-han' : 'director-wei';
      ids.unshift((await granted({ ...OF_WU, about: { person } }, by)).id);
    }
    const [ofDirector, ofGuard, ofZheng] = ids;
    expect((await listed('director-wei')).slice(0, 3)).toEqual(ids);
    expect((await listed('hr-yang')).slice(0, 3)).toEqual(ids);
    expect(await listed('overseer-han')).toEqual([ofDirector]);
    expect(await listed('guard-chu')).toEqual([ofGuard]);
    expect(await listed('security-manager-chen')).toEqual([ofGuard]);
    expect(await listed('engineering-manager-wang')).toContain(ofZheng);
    expect(await listed('administrator-shen')).toEqual([]);
    expect(await listed('hr-yang', '&about=guard-chu')).toEqual([ofGuard]);
    expect((await cloud.as('resident-zhao').get('/awards?site=riverside')).status).toBe(403);
    expect((await cloud.as('director-wei').get('/awards')).status).toBe(400);
    expect((await cloud.as('director-wei').get<AwardsJson>('/awards?site=elsewhere')).json.items).toEqual([]);

    const page = await cloud.as('hr-yang').get<AwardsJson>('/awards?site=riverside&limit=2');
    expect(page.json.items.map(({ id }) => id)).toEqual([ofDirector, ofGuard]);
    const rest = await cloud
      .as('hr-yang')
      .get<AwardsJson>(`/awards?site=riverside&limit=2&cursor=${page.json.nextCursor}`);
    expect(rest.json.items[0]?.id).toBe(ofZheng);
    const stolen = `/awards?site=riverside&limit=2&cursor=${page.json.nextCursor}`;
    expect((await cloud.as('director-wei').get(stolen)).status).toBe(400);
  });

  it('of a section stands on the public page until it is withdrawn, in both languages', async () => {
    const { id } = await granted(OF_ENGINEERING);
    await granted({ ...OF_WU, reason: '只给本人看' });
    const board = async () => {
      const reply = await cloud.anonymous.get<{ awards: readonly Json[] }>('/commitments?site=riverside');
      boardResponse.parse(reply.json);
      return reply;
    };
    const { kind, reason } = OF_ENGINEERING;
    const shown = await board();
    const at = (
      await cloud.as('hr-yang').get<{ items: { id: string; at: string }[] }>('/awards?site=riverside')
    ).json.items.find((each) => each.id === id)?.at;
    expect(shown.json.awards).toEqual([{ award: id, section: 'engineering', kind, reason, at }]);
    expect(shown.text).not.toMatch(/只给本人看|director-wei/);
    const page = await cloud.anonymous.get('/commitments?site=riverside', { accept: 'text/html' });
    expect(page.text).toContain('通报嘉奖');
    expect(page.text).toContain('commendation');
    expect(page.text).toContain(reason);
    await withdraw(id);
    await cloud.clock.advance('PT1S');
    expect((await board()).json.awards).toEqual([]);
  });

  it('is refused with what is wrong', async () => {
    const pointers = async (body: object) =>
      (await grant(body)).json.errors?.map(({ pointer }) => pointer) ?? [];
    expect(await pointers({ ...OF_WU, about: {} })).toEqual(['/about']);
    expect(await pointers({ ...OF_WU, about: { person: 'worker-wu', section: 'engineering' } })).toEqual([
      '/about',
    ]);
    expect(await pointers({ ...OF_WU, kind: 'medal' })).toEqual(['/kind']);
    expect(await pointers({ ...OF_WU, month: '2026-13' })).toEqual(['/month']);
    expect(await pointers({ ...OF_WU, month: '2027-01' })).toEqual(['/month']);
    expect(await pointers({ ...OF_WU, about: { person: 'nobody' } })).toEqual(['/about/person']);
    expect((await grant({ ...OF_WU, amount: 500 })).status).toBe(400);
    expect((await grant(OF_WU, 'overseer-han')).status).toBe(403);
    const own = await grant({ ...OF_WU, about: { person: 'director-wei' } });
    expect([own.status, own.json.code]).toEqual([403, 'forbidden']);
    expect((await withdraw('01KAV0000000000000000000AA')).status).toBe(404);
    const { id } = await granted(OF_WU);
    expect((await withdraw(id, 'worker-wu')).status).toBe(403);
    expect((await withdraw(id, 'guard-chu')).status).toBe(404);
  });

  it('is anchored like every other ledger, and two who withdraw it at once do so once', async () => {
    const { id } = await granted(OF_WU);
    const done = await Promise.all([withdraw(id), withdraw(id), withdraw(id)]);
    expect(done.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    await cloud.clock.advance('P1D');
    const ledger = await cloud
      .as('director-wei')
      .get<{ anchored: Json | null; intact: boolean }>(`/awards/${id}/ledger`);
    expect(ledger.json).toMatchObject({ intact: true, anchored: { seq: 2 } });
  });
});
