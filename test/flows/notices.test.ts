/** What somebody was told, beside the letters (contract section 9). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticesResponse } from '../../shared/contract/notices/openapi-notices.ts';
import { CONCLUDE, openedCase, signedCase } from '../support/cases.ts';
import { HAND_OVER, INTAKES, newKey, opened, type ProblemJson, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

interface NoticesJson {
  readonly unread: number;
  readonly items: readonly {
    readonly id: string;
    readonly at: string;
    readonly kind: string;
    readonly sheet?: string;
    readonly case?: string;
    readonly number: string;
    readonly message?: string;
    readonly read: boolean;
  }[];
  readonly nextCursor?: string;
}

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

async function noticesOf(who: string, query = ''): Promise<NoticesJson> {
  await cloud.settle();
  const reply = await cloud.as(who).get<NoticesJson>(`/notices${query}`);
  expect(reply.status, reply.text).toBe(200);
  noticesResponse.parse(reply.json);
  return reply.json;
}
const markRead = (who: string, upTo: string, headers = newKey()) =>
  cloud.as(who).post<ProblemJson & { unread: number }>('/notices/read', { upTo }, headers);

describe('notices', () => {
  it('are there before and after their letter, the newest first, with what was said, and bear nobody’s values', async () => {
    const repair = await opened(cloud.as('receptionist-sun'), INTAKES.report);
    await signed(cloud, repair.id, [['receptionist-sun', { ...HAND_OVER, opinion: '请今日处理' }]]);
    const before = await noticesOf('engineering-manager-wang');
    expect(before.items[0]).toMatchObject({
      ...{ kind: 'hand-over', sheet: repair.id, number: repair.number, message: '请今日处理', read: false },
    });
    await cloud.clock.advance('PT2M');
    const [mail] = (
      await cloud.anonymous.get<{ items: readonly unknown[] }>(
        '/_local/mail?to=engineering-manager-wang@riverside.example',
      )
    ).json.items;
    expect(mail).toBeDefined();
    const after = await noticesOf('engineering-manager-wang');
    expect(after).toEqual(before);
    expect(JSON.stringify(after)).not.toMatch(/赵敏|138/);
    await cloud.clock.advance('PT1M');
    await signed(cloud, repair.id, [
      ['resident-zhao', { step: 'urge', message: '孩子怕黑，请快些' }],
      ['engineering-manager-wang', { step: 'accept' }],
    ]);
    const { items } = await noticesOf('engineering-manager-wang');
    expect(items.find(({ kind }) => kind === 'urge')).toMatchObject({ message: '孩子怕黑，请快些' });
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
  });

  it('of residents are told them, too; of others nothing', async () => {
    const { items } = await noticesOf('resident-zhao');
    expect(items.length).toBeGreaterThan(0);
    expect(await noticesOf('hr-yang')).toEqual({ unread: 0, items: [] });
  });

  it('are read up to one of them, which a repetition does not change', async () => {
    const { items, unread } = await noticesOf('engineering-manager-wang');
    expect(unread).toBe(items.length);
    const [newest, second] = items;
    const held = (await cloud.as('engineering-manager-wang').get('/notices')).headers.get('etag') ?? '';
    const key = newKey();
    const first = await markRead('engineering-manager-wang', second?.id ?? '', key);
    expect([first.status, first.json]).toEqual([200, { unread: 1 }]);
    const again = await markRead('engineering-manager-wang', second?.id ?? '', key);
    expect(again.text).toBe(first.text);
    const after = await noticesOf('engineering-manager-wang');
    expect(after.items.map(({ read }) => read)).toEqual(items.map((_, nth) => nth > 0));
    expect(
      (await cloud.as('engineering-manager-wang').get('/notices', { 'if-none-match': held })).status,
    ).toBe(200);
    await markRead('engineering-manager-wang', newest?.id ?? '');
    // What was read stays read.
    expect((await markRead('engineering-manager-wang', second?.id ?? '')).json).toEqual({ unread: 0 });
    const tag =
      (await cloud.as('engineering-manager-wang').get('/notices?limit=1')).headers.get('etag') ?? '';
    const same = await cloud.as('engineering-manager-wang').get('/notices?limit=1', { 'if-none-match': tag });
    expect(same.status).toBe(304);
  });

  it.each([
    ['nobody’s', 'nothing'],
    ['empty', ''],
    ['longer than any key', '😀'.repeat(300)],
    ['half of a character', '\ud800'],
  ])('an id that is %s is 400', async (_what, upTo) => {
    const reply = await markRead('worker-wu', upTo);
    expect([reply.status, reply.json.errors?.[0]?.pointer]).toEqual([400, '/upTo']);
  });

  it('somebody else’s id is 400 as well', async () => {
    const { items } = await noticesOf('engineering-manager-wang');
    expect((await markRead('worker-wu', items[0]?.id ?? '')).status).toBe(400);
  });

  it('come page by page, each once', async () => {
    const all = await noticesOf('engineering-manager-wang', '?limit=100');
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await noticesOf(
        'engineering-manager-wang',
        `?limit=1${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      );
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(ids).toEqual(all.items.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(1);
  });

  it('are kept from whom a complaint is against by now, counted nowhere', async () => {
    const complaint = await opened(cloud.as('receptionist-sun'), INTAKES.complaint);
    await signed(cloud, complaint.id, [['cs-manager-li', HAND_OVER]]);
    const before = await noticesOf('engineering-manager-wang');
    expect(before.items.some(({ sheet }) => sheet === complaint.id)).toBe(true);
    await signed(cloud, complaint.id, [
      [
        'cs-manager-li',
        {
          ...{ step: 'amend', reason: '住户补充', signature: INTAKES.complaint.signature },
          fields: {
            complaint: { ...INTAKES.complaint.complaint, against: { person: 'engineering-manager-wang' } },
          },
        },
      ],
    ]);
    const after = await noticesOf('engineering-manager-wang');
    expect(after.items.filter(({ sheet }) => sheet === complaint.id)).toEqual([]);
    expect(after.unread).toBe(before.unread - 1);
  });

  it('of a case lead to it', async () => {
    const state = await openedCase(cloud);
    await signedCase(cloud, state.id, [
      ['engineering-manager-wang', CONCLUDE],
      [
        'worker-wu',
        { step: 'acknowledge', signature: { signer: '吴建国', path: 'M 10 40 L 60 20 L 110 40' } },
      ],
      ['engineering-manager-wang', { step: 'decide', sanctions: ['written-self-criticism'], reason: '逾时' }],
      ['engineering-manager-wang', { step: 'deliver', means: 'in-person' }],
    ]);
    const { items } = await noticesOf('worker-wu');
    expect(items[0]).toMatchObject({ kind: 'decision', case: state.id, number: state.number });
    expect(items[0]).not.toHaveProperty('sheet');
  });

  it('are gone after ninety days', async () => {
    await cloud.clock.advance('P91D');
    const { items } = await noticesOf('engineering-manager-wang', '?limit=100');
    const bound = Date.parse('2026-11-23T08:00:00Z') + 86_400_000;
    expect(items.filter(({ at }) => Date.parse(at) < bound)).toEqual([]);
  });
});
