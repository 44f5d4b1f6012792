/** What praise comes to: figures, who reads them, what is behind them, and the director's monthly letter (B3b, B3c). */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  assessmentResponse,
  personAssessmentResponse,
  sectionAssessmentResponse,
} from '../../shared/contract/assessment/assessment-responses.ts';
import { FIGURE_LIST_AS_OF_01 } from '../../shared/domain/archive/as-of-0.1/figure-list.ts';
import { assess } from '../../shared/domain/assessment/assessment.ts';
import type { Fact } from '../../shared/domain/assessment/facts.ts';
import { keepFacts } from '../../shared/store/assessment/facts.ts';
import { markFreezing, markFrozen, writeFigures } from '../../shared/store/assessment/frozen.ts';
import { frozenMarkKey, frozenPersonKey } from '../../shared/store/table/keys.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { DIRECTORY } from '../support/factories.ts';
import { INTAKES, opened, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

interface Figure {
  readonly value: number | string | null;
  readonly numerator: number;
  readonly sheets?: readonly { readonly sheet: string; readonly counts: string }[];
}
interface Row {
  readonly id: string;
  readonly figures: Readonly<Record<string, Figure>>;
}
interface MonthJson {
  readonly state: string;
  readonly sections: readonly Row[];
  readonly people: readonly Row[];
}
interface OneJson extends Row {
  readonly state: string;
  readonly unlisted: number;
}

let cloud: TestCloud;
let table: Table;
const sheets = new Map<string, string>();
const praise = (of: object, more: object = {}) => ({
  ...{ site: 'riverside', kind: 'praise', channel: 'walk-in', subject: '师傅态度很好', praise: of },
  ...{ resident: INTAKES.report.resident, ...more },
});
const month = (who: string, at = '2026-11') =>
  cloud.as(who).get<MonthJson>(`/assessments/${at}?site=riverside`);
const behind = (who: string, of: string, at = '2026-11') =>
  cloud.as(who).get<OneJson>(`/assessments/${at}/${of}`);

/** A guard's facts on so many sheets: everything in time. */
async function goodMonth(at: string, count: number): Promise<readonly Fact[]> {
  const fact: Fact = {
    ...{ kind: 'clock', clock: 'handling-1-1', outcome: 'kept' },
    ...{ person: 'guard-chu', section: 'security' },
  };
  for (let nth = 0; nth < count; nth += 1) {
    const source = { sheet: `01KAV00000000000${at.replace('-', '')}${String(nth).padStart(4, '0')}` };
    const known = { site: 'riverside', source, facts: new Map([[at, [fact]]]), left: [], entries: 1 };
    await keepFacts(table, { ...known, now: TEST_NOW });
  }
  return Array.from({ length: count }, () => fact);
}

beforeAll(async () => {
  cloud = await startTestCloud();
  table = tableOf(cloud);
  const desk = cloud.as('receptionist-sun');
  const keep = async (name: string, intake: object) => {
    sheets.set(name, (await opened(desk, intake)).id);
    return sheets.get(name) ?? '';
  };
  await keep('of wu', praise({ person: 'worker-wu' }, { answer: '谢谢，已转告' }));
  await signed(cloud, await keep('of security', praise({ section: 'security' })), [
    ['cs-manager-li', { step: 'answer', answer: '谢谢', by: 'in-person' }],
  ]);
  await keep('unanswered', praise({ person: 'worker-zheng' }));
  await cloud.settle();
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

describe('answered praise', () => {
  it('is a figure of the person praised and their section, or of the section alone, and of nobody else', async () => {
    const { json } = await month('director-wei');
    assessmentResponse.parse(json);
    const praised = (rows: readonly Row[]) =>
      rows.flatMap(({ id, figures }) =>
        figures.praised?.numerator ? [`${id} ${figures.praised.value}`] : [],
      );
    expect(praised(json.people)).toEqual(['worker-wu 1']);
    expect(praised(json.sections)).toEqual(['engineering 1', 'security 1']);
  });

  it('is not answered on the spot unless it was', async () => {
    const { json } = await month('director-wei');
    const sun = json.people.find(({ id }) => id === 'receptionist-sun');
    expect(sun?.figures.answeredOnTheSpot).toMatchObject({ numerator: 1, denominator: 3 });
  });
});

describe('figures of everybody', () => {
  it('are for the office, customer service’s managers and the overseer; others see their own', async () => {
    const all = (await month('director-wei')).text;
    for (const who of ['deputy-director-jiang', 'cs-manager-li', 'overseer-han']) {
      expect([who, (await month(who)).text]).toEqual([who, all]);
    }
    const counts = async (who: string) => {
      const { json } = await month(who);
      return [json.sections.length, json.people.length];
    };
    expect(await counts('engineering-manager-wang')).toEqual([1, 4]);
    for (const who of ['cs-supervisor-he', 'receptionist-sun', 'hr-yang', 'administrator-shen']) {
      expect([who, (await counts(who))[0]]).toEqual([who, 0]);
    }
    expect((await month('resident-zhao')).status).toBe(403);
  });
});

describe('the sheets behind a section’s figures', () => {
  it('are listed to whoever reads them, as JSON page by page and as CSV', async () => {
    const reply = await behind('engineering-manager-wang', 'sections/engineering');
    expect(reply.status, reply.text).toBe(200);
    sectionAssessmentResponse.parse(reply.json);
    expect(reply.json).toMatchObject({ id: 'engineering', state: 'live', unlisted: 0 });
    // A manager of another section than the desk's does not see the sheet, and counts it.
    expect(reply.json.figures.praised).toMatchObject({ numerator: 1, sheets: [] });
    const all = await behind('cs-manager-li', 'sections/engineering');
    expect(all.json.figures.praised?.sheets).toEqual([
      { sheet: sheets.get('of wu'), number: expect.stringMatching(/^KF-/), counts: 'yes' },
    ]);
    const csv = await cloud
      .as('cs-manager-li')
      .get('/assessments/2026-11/sections/engineering', { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.text).toContain('受表扬次数');
    for (const who of ['worker-wu', 'security-manager-chen', 'hr-yang']) {
      expect([who, (await behind(who, 'sections/engineering')).status]).toEqual([who, 404]);
    }
    expect((await behind('director-wei', 'sections/nowhere')).status).toBe(404);
    expect((await behind('director-wei', 'sections/engineering', '2027-01')).status).toBe(404);
    const stolen = (await behind('director-wei', 'sections/customer-service?limit=1'))
      .json as unknown as Json;
    const other = `sections/engineering?limit=1&cursor=${stolen.nextCursor}`;
    expect((await behind('director-wei', other)).status).toBe(400);
  });
});

describe('a month that was frozen before', () => {
  it('is read with the figures and the score that it was counted with', async () => {
    const facts: readonly Fact[] = [
      { kind: 'clock', clock: 'arrival-1-1', outcome: 'kept', person: 'worker-wu', section: 'engineering' },
      { kind: 'service', round: 1, attitude: 1, person: 'worker-wu', section: 'engineering' },
    ];
    const now = assess(
      facts.map((fact) => ({ fact, times: 1 })),
      DIRECTORY,
    ).people.find(({ id }) => id === 'worker-wu');
    if (now === undefined) throw new Error('worker-wu was not assessed');
    const { praised: _new, ...before } = now.figures;
    // As it was counted then: attitude was no part of the mean, and nobody counted praise.
    const score = { value: 100, numerator: 1, denominator: 1, excluded: 0 };
    const figures = { ...before, score, grade: { ...score, value: 'A' } };
    expect(now.figures.score.value).toBe(50);
    await markFreezing(table, 'riverside', '2026-06', TEST_NOW);
    const row = JSON.stringify({ id: 'worker-wu', section: 'engineering', figures });
    const put = (Item: object) =>
      table.client.send(new PutCommand({ TableName: table.name, Item: { ...Item } }));
    await put({ ...frozenPersonKey('riverside', '2026-06', 'worker-wu'), row });
    const figureList = JSON.stringify(FIGURE_LIST_AS_OF_01);
    await put({ ...frozenMarkKey('riverside', '2026-06'), state: 'frozen', at: TEST_NOW, figureList });

    const { json } = await month('director-wei', '2026-06');
    assessmentResponse.parse(json);
    expect(json.people).toEqual([{ id: 'worker-wu', section: 'engineering', figures }]);
    const one = await behind('worker-wu', 'people/worker-wu', '2026-06');
    personAssessmentResponse.parse(one.json);
    expect(one.json.figures.score).toEqual(score);
    expect(one.json.figures).not.toHaveProperty('praised');
  });
});

describe('the director’s monthly letter', () => {
  it('names who had grade A three months running on ten sheets each, and whom praise named, and grants nothing', async () => {
    for (const at of ['2026-09', '2026-10']) {
      const facts = await goodMonth(at, 10);
      await markFreezing(table, 'riverside', at, TEST_NOW);
      const repeats = facts.map((fact) => ({ fact, times: 1 }));
      await writeFigures(table, 'riverside', at, assess(repeats, DIRECTORY));
      await markFrozen(table, 'riverside', at, TEST_NOW);
    }
    await goodMonth('2026-11', 10);
    await cloud.clock.advance('P8D');
    await cloud.settle();
    const letterTo = async (who: string) => {
      const url = `/_local/mail?to=${who}@riverside.example`;
      const { items } = (await cloud.anonymous.get<{ items: { subject: string; text: string }[] }>(url)).json;
      return items.find(({ subject, text }) => `${subject}${text}`.includes('2026-11 考核'))?.text ?? '';
    };
    const names = new Map(
      (
        await cloud
          .as('director-wei')
          .get<{ people: { id: string; name: string }[] }>('/organisation?site=riverside')
      ).json.people.map(({ id, name }) => [id, name]),
    );
    const toDirector = await letterTo('director-wei');
    expect(toDirector).toMatch(new RegExp(`连续 3 个月考核为 A[^\n]*${names.get('guard-chu')}`));
    expect(toDirector).toContain(
      `本月受到表扬：${names.get('worker-wu')}（1 次）、工程部（1 次）、保安部（1 次）`,
    );
    for (const who of ['deputy-director-jiang', 'overseer-han']) {
      expect(await letterTo(who)).toContain('2026-11 考核');
      expect(await letterTo(who)).not.toMatch(/连续 3 个月|受到表扬：/);
    }
    expect((await cloud.as('director-wei').get<Json>('/awards?site=riverside')).json.items).toEqual([]);
  });

  it('leaves the frozen section with the same for everybody', async () => {
    const readers = ['director-wei', 'cs-manager-li', 'overseer-han', 'security-manager-chen'];
    const read = await Promise.all(readers.map((who) => behind(who, 'sections/security')));
    expect(read.map(({ json }) => [json.state, json.unlisted])).toEqual(readers.map(() => ['frozen', 0]));
    const values = read.map(({ json }) =>
      Object.entries(json.figures).map(([name, { value }]) => [name, value]),
    );
    for (const each of values) expect(each).toEqual(values[0]);
  });
});
