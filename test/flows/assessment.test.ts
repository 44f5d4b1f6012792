import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  assessmentResponse,
  personAssessmentResponse,
} from '../../shared/contract/assessment/assessment-responses.ts';
import {
  HAND_OVER,
  INTAKES,
  newKey,
  opened,
  type ProblemJson,
  REPAIRED,
  RESOLVED,
  signed,
} from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
const ids = new Map<string, string>();
const id = (name: string) => ids.get(name) ?? '';
const NOVEMBER = '/assessments/2026-11?site=riverside';

interface Figure {
  readonly value: number | string | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly excluded: number;
  readonly sheets?: readonly { readonly sheet: string; readonly number: string; readonly counts: string }[];
}
type Figures = Readonly<Record<string, Figure>>;
interface AssessmentJson {
  readonly state: string;
  readonly sections: readonly { readonly id: string; readonly figures: Figures }[];
  readonly people: readonly { readonly id: string; readonly section?: string; readonly figures: Figures }[];
  readonly corrections: readonly Readonly<Record<string, unknown>>[];
}

const read = async (person = 'director-wei', path = NOVEMBER) => {
  const reply = await cloud.as(person).get<AssessmentJson>(path);
  expect(reply.status, reply.text).toBe(200);
  expect(assessmentResponse.parse(reply.json)).toBeDefined();
  return reply.json;
};
const of = (rows: AssessmentJson['people'], who: string): Figures =>
  rows.find((row) => row.id === who)?.figures ?? {};
const person = async (who: string) => of((await read()).people, who);
const section = async (which: string) => of((await read()).sections, which);
const figure = (value: number | null, numerator: number, denominator: number, excluded = 0) => ({
  value,
  numerator,
  denominator,
  excluded,
});
const until = async (instant: string) => {
  const ms = Date.parse(instant) - cloud.clock.now();
  await cloud.clock.advance(`PT${ms / 1000}S`);
};
const letters = async (to: string) => {
  const url = `${cloud.url}/_local/mail?to=${to}@riverside.example`;
  const { items } = (await (await fetch(url)).json()) as {
    items: { subject: string; text: string; sentAt: string }[];
  };
  return items.filter(({ subject }) => /考核|assessment/i.test(subject));
};

/** 23 November: one repair in time, one late and reopened, one enquiry answered on the spot, one not. */
beforeAll(async () => {
  cloud = await startTestCloud();
  const desk = cloud.as('receptionist-sun');
  const keep = async (name: string, intake: object, client = desk) => {
    ids.set(name, (await opened(client, intake)).id);
    return id(name);
  };
  await signed(cloud, await keep('good', INTAKES.repair), [...REPAIRED, ['receptionist-sun', RESOLVED]]);
  await signed(cloud, await keep('late', INTAKES.repair), REPAIRED.slice(0, 2));
  await cloud.clock.advance('PT16M');
  await signed(cloud, id('late'), [
    ...REPAIRED.slice(2),
    [
      'receptionist-zhou',
      { step: 'follow-up', reached: true, resolved: false, satisfaction: 2, attitude: 4 },
    ],
  ]);
  const { details: _, ...enquiry } = { ...INTAKES.report, details: '' };
  await keep('spot', { ...enquiry, kind: 'enquiry', subject: '物业费怎么交', answer: '到客服部缴纳' });
  await keep('waiting', { ...enquiry, kind: 'enquiry', subject: '车位怎么租' });
});
afterAll(() => cloud.stop());

describe('a live month', () => {
  it('counts each promise for who owed it, person and section', async () => {
    await cloud.settle();
    expect((await read()).state).toBe('live');
    const wu = await person('worker-wu');
    expect(wu['onTime.arrival']).toEqual(figure(0.5, 1, 2));
    expect(wu.breaches).toEqual(figure(1, 1, 1));
    expect(wu.resolvedAtFirstVisit).toEqual(figure(0.5, 1, 2));
    expect(wu.satisfied).toEqual(figure(0.5, 1, 2));
    expect(wu.attitude).toEqual(figure(1, 2, 2));
    expect(wu.reopened).toEqual(figure(0.5, 1, 2));
    expect(wu.answeredOnTheSpot).toEqual(figure(null, 0, 0));
    const engineering = await section('engineering');
    expect(engineering['onTime.arrival']).toEqual(figure(0.5, 1, 2));
    expect(engineering['onTime.acceptance']).toEqual(figure(1, 2, 2));
    const sun = await person('receptionist-sun');
    expect(sun.answeredOnTheSpot).toEqual(figure(0.5, 1, 2));
    expect(sun.followUpDone).toEqual(figure(1, 2, 2));
    expect(sun['onTime.dispatch']).toEqual(figure(1, 2, 2));
  });

  it('makes a score of the mean of what there is, and a grade', async () => {
    const wu = await person('worker-wu');
    // Arrival, first visit and satisfaction are each one half, attitude whole.
    expect(wu.score?.value).toBeCloseTo(62.5, 9);
    expect(wu.grade?.value).toBe('C');
    const guard = await person('guard-chu');
    expect([guard.score?.value, guard.grade?.value]).toEqual([null, null]);
  });

  it('says which sheets are behind a figure', async () => {
    const reply = await cloud
      .as('engineering-manager-wang')
      .get<{ readonly figures: Figures }>('/assessments/2026-11/people/worker-wu');
    expect(reply.status, reply.text).toBe(200);
    expect(personAssessmentResponse.parse(reply.json)).toBeDefined();
    const sheets = reply.json.figures['onTime.arrival']?.sheets ?? [];
    expect(new Map(sheets.map(({ sheet, counts }) => [sheet, counts]))).toEqual(
      new Map([
        [id('good'), 'yes'],
        [id('late'), 'no'],
      ]),
    );
    expect(sheets[0]?.number).toMatch(/^KF-20261123-/);
  });

  it('gives the sheets behind the figures page by page, the figures whole on each', async () => {
    type Page = { readonly figures: Figures; readonly nextCursor?: string };
    const path = '/assessments/2026-11/people/worker-wu';
    const manager = cloud.as('engineering-manager-wang');
    const whole = (await manager.get<Page>(path)).json;
    expect(whole.nextCursor).toBeUndefined();
    const behind = ({ figures }: Page) =>
      Object.entries(figures).flatMap(([name, { sheets = [] }]) =>
        sheets.map(({ sheet, counts }) => `${name} ${sheet} ${counts}`),
      );
    const pages: Page[] = [];
    for (let cursor = ''; pages.length < 20; ) {
      const page = (await manager.get<Page>(`${path}?limit=1${cursor}`)).json;
      pages.push(page);
      if (page.nextCursor === undefined) break;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap(behind).sort()).toEqual(behind(whole).sort());
    for (const { figures } of pages) expect(figures.score?.value).toBe(whole.figures.score?.value);
    const [{ nextCursor = '' } = { nextCursor: '' }] = pages;
    const foreign = `${path}?limit=1&cursor=${encodeURIComponent(nextCursor)}`;
    expect((await cloud.as('director-wei').get(foreign)).status).toBe(400);
    expect((await manager.get(`${path}?limit=1001`)).status).toBe(400);
  });

  it('is a section to its manager, all to the office and oneself to everybody else', async () => {
    const shown = async (who: string) => {
      const { sections, people } = await read(who);
      return [sections.map((row) => row.id), people.map((row) => row.id)];
    };
    expect(await shown('engineering-manager-wang')).toEqual([
      ['engineering'],
      ['engineering-manager-wang', 'engineering-supervisor-feng', 'worker-wu', 'worker-zheng'],
    ]);
    expect(await shown('engineering-supervisor-feng')).toEqual([[], ['engineering-supervisor-feng']]);
    expect(await shown('worker-wu')).toEqual([[], ['worker-wu']]);
    expect(await shown('hr-yang')).toEqual([[], []]);
    expect((await shown('deputy-director-jiang'))[0]).toHaveLength(4);
    const status = async (who: string, path: string) => (await cloud.as(who).get(path)).status;
    expect(await status('resident-zhao', NOVEMBER)).toBe(403);
    const one = '/assessments/2026-11/people';
    expect(await status('worker-wu', `${one}/worker-wu`)).toBe(200);
    expect(await status('worker-wu', `${one}/worker-zheng`)).toBe(404);
    expect(await status('cleaning-manager-kong', `${one}/worker-wu`)).toBe(404);
    expect(await status('director-wei', `${one}/nobody`)).toBe(404);
    expect((await cloud.anonymous.get(NOVEMBER)).status).toBe(401);
  });

  it('is none in future, elsewhere, or where the month is none', async () => {
    const code = async (path: string, who = 'director-wei') => {
      const { json } = await cloud.as(who).get<ProblemJson>(path);
      return `${json.status} ${json.code}`;
    };
    expect(await code('/assessments/2026-12?site=riverside')).toBe('404 not-found');
    expect(await code('/assessments/2026-11?site=elsewhere')).toBe('404 not-found');
    for (const bad of ['2026-13', '2026-1', '202611', 'november', '2026-11-01']) {
      expect(`${bad} ${await code(`/assessments/${bad}?site=riverside`)}`).toBe(
        `${bad} 400 validation-failed`,
      );
      expect(await code(`/assessments/${bad}/people/worker-wu`)).toBe('400 validation-failed');
    }
    expect(await code('/assessments/2026-11')).toBe('400 validation-failed');
    expect(await code(`${NOVEMBER}&limit=3`)).toBe('400 validation-failed');
    expect((await read('director-wei', '/assessments/2026-10?site=riverside')).state).toBe('live');
  });

  it('comes as CSV too', async () => {
    const get = async (path: string) => {
      const reply = await cloud.as('director-wei').get(path, { accept: 'text/csv' });
      expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      return parse(reply.text, { bom: true, columns: true }) as Record<string, string>[];
    };
    const rows = await get(NOVEMBER);
    expect(rows).toContainEqual(
      expect.objectContaining({ 部门: '工程部', 人员: '', 指标: '到场及时率', 值: '0.5', 分母: '2' }),
    );
    const behind = await get('/assessments/2026-11/people/worker-wu');
    expect(behind.filter((row) => row.指标 === '到场及时率').map((row) => row.计入)).toHaveLength(2);
    const headers = { accept: 'text/csv', 'accept-language': 'en' };
    const english = (await cloud.as('director-wei').get(NOVEMBER, headers)).text;
    expect(english).toContain('Of,Section,Person,Figure,Value,Numerator,Denominator,Excluded,Sheet');
    expect(english).toMatch(/^section,Engineering,,/m);
    const sheets = (await cloud.as('director-wei').get('/assessments/2026-11/people/worker-wu', headers))
      .text;
    expect(sheets.replaceAll(/KF-[\d-]+/g, '')).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('at 02:00 on the first', () => {
  let before: AssessmentJson;

  beforeAll(async () => {
    // Due on 30 November, asked about in time, and decided in December.
    await until('2026-11-29T09:00:00.000Z');
    ids.set('excused', (await opened(cloud.as('receptionist-sun'), INTAKES.repair)).id);
    await signed(cloud, id('excused'), [
      ['receptionist-sun', HAND_OVER],
      ['worker-wu', { step: 'accept' }],
      ['worker-wu', { step: 'arrive' }],
      [
        'engineering-manager-wang',
        {
          step: 'request-exemption',
          clock: 'return-1-1',
          reason: '等待配件',
          until: '2026-12-05T09:00:00.000Z',
        },
      ],
    ]);
    await until('2026-11-30T17:59:59.000Z');
    before = await read();
    await cloud.clock.advance('PT2S');
  });

  it('the month before is frozen, as it was', async () => {
    expect(before.state).toBe('live');
    const after = await read();
    expect(after).toEqual({ ...before, state: 'frozen', corrections: [] });
    expect((await section('engineering'))['onTime.return']).toMatchObject({ numerator: 2, denominator: 4 });
  });

  it("its managers get their section's figures, the office all of them, once", async () => {
    await cloud.clock.advance('PT1M');
    const [wang, ...more] = await letters('engineering-manager-wang');
    expect(more).toEqual([]);
    expect(wang?.sentAt).toBe('2026-11-30T18:01:00.000Z');
    expect(wang?.subject).toContain('月度考核');
    expect(wang?.text).toContain('到场及时率：66.7%（2/3）');
    expect(wang?.text).not.toContain('保洁部');
    expect(wang?.text).toContain('/assessments/2026-11?site=riverside');
    for (const who of ['director-wei', 'deputy-director-jiang']) {
      const [letter] = await letters(who);
      for (const name of ['客服部', '工程部', '保洁部']) expect(letter?.text).toContain(name);
    }
    expect(await letters('worker-wu')).toEqual([]);
    expect(await letters('cleaning-manager-kong')).toHaveLength(1);
  });

  it('what is known later appears among its corrections, and moves no figure', async () => {
    const frozen = await read();
    await signed(cloud, id('excused'), [
      // More than three times its own day is the director’s to grant.
      ['director-wei', { step: 'grant-exemption', clock: 'return-1-1', reason: '配件缺货' }],
    ]);
    await cloud.settle();
    const { corrections, ...rest } = await read();
    expect({ ...rest, corrections: [] }).toEqual(frozen);
    // What a section owes its manager answers for.
    const owed = { section: 'engineering', person: 'engineering-manager-wang' };
    const about = { sheet: id('excused'), ...owed, excluded: 0 };
    expect(corrections).toHaveLength(2);
    expect(corrections).toContainEqual({
      ...about,
      at: expect.any(String),
      ...{ figure: 'onTime.return', numerator: 0, denominator: -1 },
    });
    expect(corrections).toContainEqual({
      ...about,
      at: expect.any(String),
      ...{ figure: 'breaches', numerator: -1, denominator: 0 },
    });
    expect((await read('engineering-manager-wang')).corrections).toHaveLength(2);
    expect((await read('cleaning-manager-kong')).corrections).toEqual([]);
    expect((await read('worker-wu')).corrections).toEqual([]);
  });

  it('a new month has begun', async () => {
    const december = await read('director-wei', '/assessments/2026-12?site=riverside');
    expect(december.state).toBe('live');
    expect(of(december.sections, 'engineering')['onTime.return']).toEqual(figure(null, 0, 0));
  });

  it('a restart long after freezes what nobody froze, and freezes nothing twice', async () => {
    const { id: sheet } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await cloud.as('receptionist-sun').post(`/sheets/${sheet}/sign-offs`, HAND_OVER, newKey());
    await cloud.settle();
    const frozen = await read();
    cloud = await cloud.restart({ now: '2027-01-02T00:00:00.000Z' });
    expect((await read('director-wei', '/assessments/2026-12?site=riverside')).state).toBe('frozen');
    expect(await read()).toEqual(frozen);
    await cloud.clock.advance('PT10M');
    const [letter, ...more] = await letters('director-wei');
    expect([letter?.text.includes('2026-12'), more]).toEqual([true, []]);
    expect(Date.parse(TEST_NOW)).toBeLessThan(cloud.clock.now());
  });
});
