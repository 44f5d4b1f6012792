import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  appealedResponse,
  appealResponse,
  caseListResponse,
  caseResponse,
  caseSignOffResponse,
  consequencesResponse,
  reviewedResponse,
} from '../../shared/contract/cases/case-responses.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import {
  type CaseJson,
  CONCLUDE,
  carriedOut,
  caseSteps,
  DECIDE,
  OPENING,
  openedCase,
  REVIEW,
  readCase,
  SIGNATURE,
  signedCase,
  TO_DELIVERY,
} from '../support/cases.ts';
import { changed } from '../support/directory.ts';
import { INTAKES, newKey, opened, type ProblemJson, REPAIRED, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const post = <T = ProblemJson>(who: string, path: string, body: unknown, headers: object = newKey()) =>
  cloud.as(who).post<T>(path, body, headers as Record<string, string>);
const told = ({ status, json }: { status: number; json: ProblemJson }) =>
  `${status} ${json.code ?? ''}${json.errors?.map(({ pointer }) => ` ${pointer}`).join('') ?? ''}`;
const sign = (who: string, id: string, body: object) => post(who, `/cases/${id}/sign-offs`, body);
const ids = async (who: string, query: string) => {
  const page = await cloud.as(who).get<{ items: readonly { id: string }[] }>(`/cases${query}`);
  expect(page.status, page.text).toBe(200);
  caseListResponse.parse(page.json);
  return page.json.items.map(({ id }) => id);
};

describe('opening a case', () => {
  it('answers 201, where it is, its version, and the case', async () => {
    const reply = await post<CaseJson>('engineering-manager-wang', '/cases', OPENING);
    expect(reply.status).toBe(201);
    const { id } = caseResponse.parse(reply.json);
    expect(reply.headers.get('location')).toBe(`/cases/${id}`);
    expect(reply.headers.get('etag')).toBe('"1"');
    expect(reply.json).toMatchObject({ number: expect.stringMatching(/^WZ-20261123-/), status: 'opened' });
    const read = await cloud.as('hr-yang').get(`/cases/${id}`);
    expect([read.headers.get('etag'), read.json]).toEqual([
      '"1"',
      { ...(reply.json as object), allowedSteps: [] },
    ]);
  });

  it('is for those whom the contract names, about staff, by a rule that is known', async () => {
    const answers = [
      await post('worker-zheng', '/cases', OPENING),
      await post('engineering-supervisor-feng', '/cases', OPENING),
      await post('security-manager-chen', '/cases', OPENING),
      await post('deputy-director-jiang', '/cases', OPENING),
      await post('hr-yang', '/cases', OPENING),
      await post('director-wei', '/cases', { ...OPENING, about: 'director-wei' }),
      await post('director-wei', '/cases', { ...OPENING, about: 'resident-zhao' }),
      await post('director-wei', '/cases', { ...OPENING, rule: 'B9.9' }),
      await post('director-wei', '/cases', { ...OPENING, origin: { sheet: 'nothing' } }),
      await post('director-wei', '/cases', { ...OPENING, origin: { sheet: '\ud800' } }),
      await post('director-wei', '/cases', { about: 'worker-wu' }),
      await post('director-wei', '/cases', { ...OPENING, extra: 1 }),
      await post('director-wei', '/cases', OPENING, {}),
    ];
    expect(answers.map(told)).toEqual([
      ...Array.from({ length: 6 }, () => '403 forbidden'),
      '400 validation-failed /about',
      '400 validation-failed /rule',
      '400 validation-failed /origin/sheet',
      '400 validation-failed /origin/sheet',
      '400 validation-failed /rule /allegation',
      '400 validation-failed /extra',
      '400 validation-failed /Idempotency-Key',
    ]);
    for (const who of ['cs-manager-li', 'director-wei', 'overseer-han']) await openedCase(cloud, who);
  });

  it('twice with one key is once', async () => {
    const key = newKey();
    const [one, other] = [
      await post<CaseJson>('director-wei', '/cases', OPENING, key),
      await post<CaseJson>('director-wei', '/cases', OPENING, key),
    ];
    expect(other.text).toBe(one.text);
    expect(told(await post('director-wei', '/cases', { ...OPENING, rule: 'A1.3' }, key))).toBe(
      '422 idempotency-mismatch',
    );
  });
});

describe('the life of a case', () => {
  it('keeps the order of refusals, and its version', async () => {
    const { id } = await openedCase(cloud);
    const path = `/cases/${id}/sign-offs`;
    const conclude = (who: string, more: object = {}, headers: object = {}) =>
      post(who, path, { ...CONCLUDE, ...more }, headers);
    const answers = [
      await conclude('worker-wu'),
      await conclude('security-manager-chen'),
      await conclude('director-wei'),
      await conclude('engineering-supervisor-feng', { grade: 'grave' }),
      await conclude('engineering-supervisor-feng', { loss: { amount: 120, currency: 'CNY' } }),
      await conclude('engineering-supervisor-feng', { loss: { amount: '0.00', currency: 'CNY' } }),
      await conclude('engineering-supervisor-feng', { loss: { amount: '1.005', currency: 'yuan' } }),
      await conclude('engineering-supervisor-feng', {}, { 'if-match': '"9"' }),
      await sign('engineering-manager-wang', id, DECIDE),
      await sign('hr-yang', id, { step: 'deliver', means: 'left-with-witness' }),
    ];
    expect(answers.map(told)).toEqual([
      '404 not-found',
      '404 not-found',
      '403 forbidden',
      '400 validation-failed /grade',
      '400 validation-failed /loss/amount',
      '400 validation-failed /loss/amount',
      '400 validation-failed /loss/amount /loss/currency',
      '412 version-conflict',
      '409 step-not-allowed',
      '400 validation-failed /witness',
    ]);
    const done = await conclude('engineering-supervisor-feng', {}, { 'if-match': '"1"' });
    expect(done.status, done.text).toBe(201);
    expect(caseSignOffResponse.parse(done.json)).toMatchObject({
      case: { status: 'concluded', version: 2, grade: 'minor' },
      entry: { step: 'conclude', seq: 2 },
    });
    expect(done.headers.get('etag')).toBe('"2"');
    const again = await post(
      'engineering-supervisor-feng',
      path,
      { ...CONCLUDE, grade: 'first' },
      { 'accept-language': 'en' },
    );
    expect([told(again), again.json.title]).toEqual(['409 step-not-allowed', 'Not possible in this state']);
  });

  it('that is unfounded shows as dismissed, and is archived at once', async () => {
    const { id } = await openedCase(cloud);
    const last = await signedCase(cloud, id, [
      ['engineering-supervisor-feng', { ...CONCLUDE, grade: 'unfounded' }],
    ]);
    expect(last.status).toBe('dismissed');
    expect((await readCase(cloud, id)).status).toBe('archived');
    expect(await caseSteps(cloud, id)).toEqual(['open', 'conclude', 'archive']);
  });

  it('goes through an appeal, whose parts each have their answer', async () => {
    const { id } = await openedCase(cloud);
    await signedCase(cloud, id, TO_DELIVERY);
    const path = `/cases/${id}/appeals`;
    const refused = [
      await post('worker-wu', path, {}),
      await post('worker-wu', path, { files: ['01F'] }),
      await post('worker-wu', path, { statement: '不服' }, {}),
      await post('engineering-manager-wang', path, { statement: '不服' }),
      await post('worker-zheng', path, { statement: '不服' }),
    ];
    expect(refused.map(told)).toEqual([
      '400 validation-failed /statement',
      '400 validation-failed /files/0',
      '400 validation-failed /Idempotency-Key',
      '403 forbidden',
      '404 not-found',
    ]);
    expect((await cloud.as('worker-wu').get(`${path}/1`)).status).toBe(404);

    const appeal = await post<object>('worker-wu', path, { statement: '不服' });
    expect(appeal.status, appeal.text).toBe(201);
    expect(appealedResponse.parse(appeal.json)).toMatchObject({
      level: 1,
      statement: '不服',
      files: [],
      reviewer: 'cs-manager-li',
      status: 'appealed',
      dueAt: '2026-12-07T09:30:00.000Z',
      case: { status: 'appealed' },
    });
    expect(appeal.headers.get('location')).toBe(`${path}/1`);
    const read = await cloud.as('cs-manager-li').get(`${path}/1`);
    expect(appealResponse.parse(read.json)).toMatchObject({ level: 1, status: 'appealed' });

    const review = (who: string, level: number | string, body: object = REVIEW) =>
      post(who, `${path}/${level}/sign-offs`, body);
    const answers = [
      await review('engineering-manager-wang', 1),
      await review('worker-zheng', 1),
      await review('cs-manager-li', 2),
      await review('cs-manager-li', 'x'),
      await review('cs-manager-li', 1, { ...REVIEW, outcome: 'varied' }),
      await review('cs-manager-li', 1, { ...REVIEW, sanctions: ['criticism'] }),
      await review('cs-manager-li', 1, { ...REVIEW, outcome: 'varied', sanctions: ['transfer'] }),
    ];
    expect(answers.map(told)).toEqual([
      '403 forbidden',
      '404 not-found',
      '404 not-found',
      '404 not-found',
      '400 validation-failed /sanctions',
      '400 validation-failed /sanctions',
      '409 step-not-allowed',
    ]);
    const varied = await review('cs-manager-li', 1, {
      ...REVIEW,
      outcome: 'varied',
      sanctions: ['verbal-warning'],
    });
    expect(varied.status, varied.text).toBe(201);
    expect(reviewedResponse.parse(varied.json)).toMatchObject({
      case: { status: 'reviewed', sanctions: ['verbal-warning'] },
      appeal: { outcome: 'varied', status: 'reviewed' },
      entry: { step: 'decide', level: 1 },
    });
    expect(told(await review('cs-manager-li', 1))).toBe('409 step-not-allowed');
  });
});

describe('who sees cases', () => {
  it('in lists: the subject only what is concluded; nobody what is not theirs; page by page', async () => {
    const { id: fresh } = await openedCase(cloud, 'director-wei', { ...OPENING, about: 'guard-chu' });
    await cloud.clock.advance('PT1M');
    const { id: known } = await openedCase(cloud, 'director-wei', { ...OPENING, about: 'guard-chu' });
    await signedCase(cloud, known, [['security-supervisor-lu', CONCLUDE]]);
    const about = '?about=guard-chu';
    for (const who of ['hr-yang', 'overseer-han', 'deputy-director-jiang', 'security-manager-chen']) {
      expect(await ids(who, about), who).toEqual([known, fresh]);
    }
    expect(await ids('guard-chu', '')).toEqual([known]);
    expect(await ids('guard-chu', about)).toEqual([known]);
    for (const who of ['worker-zheng', 'administrator-shen', 'resident-zhao', 'cs-manager-li']) {
      expect(await ids(who, about), who).toEqual([]);
    }
    expect(await ids('hr-yang', `${about}&status=concluded`)).toEqual([known]);
    expect(await ids('hr-yang', '?section=security&status=opened')).toEqual([fresh]);
    expect(await ids('security-supervisor-lu', '?section=security')).toEqual([known, fresh]);
    expect(await ids('hr-yang', '?section=cleaning')).toEqual([]);

    const walked: string[] = [];
    let cursor = '';
    do {
      const page = await cloud
        .as('hr-yang')
        .get<{ items: readonly { id: string }[]; nextCursor?: string }>(`/cases?limit=2${cursor}`);
      walked.push(...page.json.items.map(({ id }) => id));
      cursor = page.json.nextCursor === undefined ? '' : `&cursor=${page.json.nextCursor}`;
    } while (cursor !== '');
    expect(walked).toEqual(await ids('hr-yang', '?limit=100'));
    const forged = await cloud.as('hr-yang').get<ProblemJson>('/cases?cursor=nonsense');
    expect(told(forged)).toBe('400 validation-failed /cursor');
    expect((await cloud.as('hr-yang').get('/cases?colour=red')).status).toBe(400);
  });

  it('one by one: whoever may not gets 404 everywhere', async () => {
    const { id } = await openedCase(cloud);
    for (const path of [`/cases/${id}`, `/cases/${id}/ledger`, `/cases/${id}/documents/conclusion`]) {
      for (const who of ['worker-wu', 'worker-zheng', 'security-manager-chen', 'administrator-shen']) {
        expect((await cloud.as(who).get(path)).status, `${who} ${path}`).toBe(404);
      }
    }
    const seeing = ['engineering-supervisor-feng', 'director-wei', 'hr-yang', 'overseer-han'];
    for (const who of seeing) expect((await cloud.as(who).get(`/cases/${id}`)).status, who).toBe(200);
  });
});

describe('outcomes', () => {
  it('bear on their subject; a first breach is the first; a loss is paid until nothing is left', async () => {
    const about = 'cleaner-shi';
    const { id } = await openedCase(cloud, 'cleaning-manager-kong', { ...OPENING, about });
    const loss = { amount: '120.00', currency: 'CNY' };
    await signedCase(cloud, id, [
      ['cleaning-manager-kong', { ...CONCLUDE, grade: 'first', loss }],
      ['cleaning-manager-kong', { step: 'record-refusal', witness: 'worker-wu', reason: '拒签' }],
      ['cleaning-manager-kong', { ...DECIDE, compensation: { amount: '100.50', currency: 'CNY' } }],
      ['cleaning-manager-kong', { step: 'deliver', means: 'post' }],
      [about, { step: 'receive', signature: { ...SIGNATURE, signer: '施桂英' } }],
    ]);
    const held = (who: string) => cloud.as(who).get(`/people/${about}/consequences`);
    expect((await held('hr-yang')).json).toEqual({ items: [] });
    await cloud.clock.advance('P32D');
    expect((await readCase(cloud, id)).status).toBe('final');
    for (const who of ['hr-yang', 'director-wei', about]) {
      expect(consequencesResponse.parse((await held(who)).json)).toMatchObject({
        items: [{ case: id, compensation: { amount: '100.50' }, outstanding: { amount: '100.50' } }],
      });
    }
    for (const who of ['cleaning-manager-kong', 'overseer-han', 'worker-wu', 'resident-zhao']) {
      expect((await held(who)).status, who).toBe(404);
    }
    const pay = (amount: string) =>
      sign('hr-yang', id, { step: 'pay', payment: { amount, currency: 'CNY' } });
    expect(told(await pay('100.51'))).toBe('409 step-not-allowed');
    expect((await pay('100.40')).status).toBe(201);
    expect((await readCase(cloud, id)).outstanding).toEqual({ amount: '0.10', currency: 'CNY' });
    expect((await pay('0.10')).status).toBe(201);
    expect((await readCase(cloud, id)).status).toBe('final');
    await carriedOut(cloud, id, 'cleaning-manager-kong');
    expect((await readCase(cloud, id)).status).toBe('archived');

    const second = await openedCase(cloud, 'cleaning-manager-kong', { ...OPENING, about });
    const first = await sign('cleaning-manager-kong', second.id, { ...CONCLUDE, grade: 'first' });
    expect(told(first)).toBe('409 step-not-allowed');
    expect((await sign('cleaning-manager-kong', second.id, CONCLUDE)).status).toBe(201);
  });
});

describe('proposed cases', () => {
  /** A repair whose worker does not come, raised to the last level. */
  async function broken(): Promise<string> {
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, id, REPAIRED.slice(0, 2));
    await cloud.clock.advance('PT80M');
    return id;
  }
  const proposed = async (who = 'director-wei') =>
    (await cloud.as(who).get<{ proposedCases: readonly { id: string; sheet: string }[] }>('/me')).json
      .proposedCases;

  it('are opened by the director, with an origin that leads both ways', async () => {
    const sheet = await broken();
    expect(await proposed()).toMatchObject([{ sheet, about: 'worker-wu' }]);
    const origin = { sheet, clock: 'arrival-1-1' };
    const { id } = await openedCase(cloud, 'director-wei', { ...OPENING, origin });
    expect(await proposed()).toEqual([]);
    expect((await cloud.as('hr-yang').get(`/cases/${id}`)).json).toMatchObject({ origin });
    expect(await ids('director-wei', `?origin=${sheet}`)).toEqual([id]);
    expect(await ids('worker-wu', `?origin=${sheet}`)).toEqual([]);
    const unknown = { ...OPENING, origin: { sheet, clock: 'arrival-9-9' } };
    expect(told(await post('director-wei', '/cases', unknown))).toBe('400 validation-failed /origin/clock');
  });

  it('or dismissed, for a reason that stands in a ledger', async () => {
    const sheet = await broken();
    const [proposal] = await proposed('overseer-han');
    const path = `/cases/proposed/${proposal?.id}/dismissals`;
    const dismiss = (who: string) => post(who, path, { reason: '当日停电，情有可原' });
    expect(told(await post('director-wei', path, {}))).toBe('400 validation-failed /reason');
    expect(told(await dismiss('engineering-manager-wang'))).toBe('404 not-found');
    const done = await dismiss('director-wei');
    expect(done.status, done.text).toBe(201);
    const { case: dismissed } = caseSignOffResponse.parse(done.json);
    expect(dismissed).toMatchObject({ status: 'dismissed', origin: { sheet }, about: 'worker-wu' });
    expect(await proposed()).toEqual([]);
    expect(told(await dismiss('director-wei'))).toBe('404 not-found');
    expect(await caseSteps(cloud, dismissed.id)).toEqual(['open', 'dismiss', 'archive']);
    expect(await readCase(cloud, dismissed.id)).toMatchObject({
      status: 'archived',
      dismissal: { reason: 'not-pursued', text: '当日停电，情有可原' },
    });
    expect((await cloud.as('worker-wu').get(`/cases/${dismissed.id}`)).status).toBe(404);
  });
});

describe('documents', () => {
  it('are there once there is something to say, in Chinese, escaped, for who sees the case', async () => {
    const nasty = '<script>alert(1)</script>';
    const { id } = await openedCase(cloud, 'director-wei', { ...OPENING, allegation: nasty });
    const page = (name: string, who = 'worker-wu') => cloud.as(who).get(`/cases/${id}/documents/${name}`);
    expect((await page('conclusion', 'hr-yang')).status).toBe(404);
    await signedCase(cloud, id, [...TO_DELIVERY, ['worker-wu', { step: 'receive', signature: SIGNATURE }]]);
    const conclusion = await page('conclusion');
    expect(conclusion.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(conclusion.text).not.toContain(nasty);
    expect(conclusion.text).toContain('&lt;script&gt;');
    expect(conclusion.text).toMatch(/违规调查书面结论[\s\S]*吴建国[\s\S]*轻微违规[\s\S]*<path d="M 10 40/);
    const decision = (await page('decision')).text;
    expect(decision).toMatch(
      /书面检讨[\s\S]*向谁申述[\s\S]*工程部[\s\S]*期限[\s\S]*至 2027-\d\d-\d\d 23:59[\s\S]*书面陈述或证据/,
    );
    expect((await page('delivery')).text).toMatch(/送达回证[\s\S]*当面送达[\s\S]*杨帆[\s\S]*<svg/);
    for (const name of ['review-1', 'nothing', 'constructor']) expect((await page(name)).status).toBe(404);
    await post('worker-wu', `/cases/${id}/appeals`, { statement: '不服' });
    await post('cs-manager-li', `/cases/${id}/appeals/1/sign-offs`, REVIEW);
    expect((await page('review-1')).text).toMatch(/复核结果通知书[\s\S]*维持原处理[\s\S]*李慧/);
  });
});

describe('whoever stands in', () => {
  it('sees at once what the absent person sees, and no more once they are back', async () => {
    const { id } = await openedCase(cloud);
    const { id: sheet } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, sheet, REPAIRED.slice(0, 1));
    const chu = cloud.as('guard-chu');
    const seen = async () => [
      (await chu.get(`/cases/${id}`)).status,
      (await ids('guard-chu', '?section=engineering')).includes(id),
      (await chu.get(`/sheets/${sheet}`)).status,
      (await chu.get('/sheets?site=riverside&section=engineering')).text.includes(sheet),
      (await chu.get('/assessments/2026-11?site=riverside')).text.includes('worker-wu'),
    ];
    const wang = { name: '王志明', role: 'manager', site: 'riverside', section: 'engineering', active: true };
    const put = async (more: object) =>
      changed(cloud, 'director-wei', 'engineering-manager-wang', { ...wang, ...more });
    expect(await seen()).toEqual([404, false, 404, false, false]);
    const { now } = (await cloud.anonymous.get<{ now: string }>('/_local/clock')).json;
    const until = new Date(Date.parse(now) + 3_600_000).toISOString();
    expect((await put({ standIn: { person: 'guard-chu', from: now, to: until } })).status).toBe(200);
    expect(await seen()).toEqual([200, true, 200, true, true]);
    await put({});
    expect((await seen()).slice(0, 2)).toEqual([404, false]);
  });
});

describe('the director of a bad night', () => {
  /** More than one batch of reads has. */
  const MANY = 130;

  it('is shown all cases that it proposed', async () => {
    const sheets: string[] = [];
    await inParallel([...Array(MANY).keys()], 8, async () => {
      sheets.push((await opened(cloud.as('receptionist-sun'), INTAKES.repair)).id);
    });
    await cloud.clock.advance('PT80M');
    const me = await cloud.as('director-wei').get<{ proposedCases: readonly { sheet: string }[] }>('/me');
    expect(me.json.proposedCases.map(({ sheet }) => sheet)).toEqual(expect.arrayContaining(sheets));
  });
});
