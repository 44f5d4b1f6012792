/** What is read of awards, final cases and the company's months has an end, however much there is (contract sections 5 and 6). */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../shared/domain/assessment/assessment.ts';
import { seesCase } from '../../shared/domain/cases/visibility.ts';
import type { Award } from '../../shared/domain/model/award.ts';
import type { Actor } from '../../shared/domain/model/directory.ts';
import {
  readAwardsOfPeople,
  readAwardsOfSections,
  writeAward,
} from '../../shared/store/assessment/awards.ts';
import {
  markFreezing,
  markFrozen,
  readFrozenSections,
  writeFigures,
} from '../../shared/store/assessment/frozen.ts';
import { caseHeadItem, newCaseLinks } from '../../shared/store/cases/case-items.ts';
import { finalCasesOf, readUnsettled } from '../../shared/store/cases/case-list.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { countRows } from '../support/counted-rows.ts';
import type { Life } from '../support/domain/case-lives.ts';
import { casesOfHalfYear } from '../support/domain/half-year-of-cases.ts';
import { actor, DIRECTORY } from '../support/factories.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

const DAY = 86_400_000;
const SITE = 'riverside';
const FROM = Date.parse('2026-01-01T00:00:00.000Z');
const at = (day: number) => new Date(FROM + day * DAY).toISOString();
const [PEOPLE, SECTIONS] = [120, 130];

let cloud: TestCloud;
let table: Table;
let counting: ReturnType<typeof countRows>;
let cases: readonly Life[];

beforeAll(async () => {
  cloud = await startTestCloud();
  table = tableOf(cloud);
  counting = countRows(table);
  const grant = async (nth: number, about: Award['about'], id: string) => {
    const award: Award = {
      ...{ id, site: SITE, about, kind: 'bonus', reason: '', by: 'director-wei', at: at(nth), version: 1 },
    };
    const change = {
      before: undefined,
      after: award,
      actor: actor('director-wei'),
      at: award.at,
      end: undefined,
    };
    await writeAward(table, change, undefined);
  };
  for (let nth = 0; nth < PEOPLE; nth += 1) await grant(nth, { person: 'worker-wu' }, `P${nth}`);
  for (let nth = 0; nth < SECTIONS; nth += 1) await grant(nth, { section: 'security' }, `S${nth}`);
  cases = casesOfHalfYear(7, 150, FROM, FROM + 400 * DAY);
  for (const { state } of cases) {
    const head = caseHeadItem({ case: state, hash: '', bytes: 0 });
    for (const Item of [head, ...newCaseLinks(undefined, state)])
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
  }
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

describe('awards', () => {
  it('of people are read of the span that is asked for alone, and no more than may be given', async () => {
    const span = { from: at(10), to: at(15) };
    const [rows, found] = await counting(() => readAwardsOfPeople(table, SITE, span, 1_000));
    // Of each of these days one of a person and one of a section.
    expect([rows, found?.map(({ id }) => id)]).toEqual([10, ['P14', 'P13', 'P12', 'P11', 'P10']]);
    const all = { from: '', to: '~' };
    const [many, whole] = await counting(() => readAwardsOfPeople(table, SITE, all, 1_000));
    expect([many, whole?.length]).toEqual([PEOPLE + SECTIONS, PEOPLE]);
    const [few, tooMany] = await counting(() => readAwardsOfPeople(table, SITE, all, 50));
    expect([few, tooMany]).toEqual([100, undefined]);
  });

  it('of sections are on the public page as far as the newest hundred', async () => {
    const [rows, found] = await counting(() => readAwardsOfSections(table, SITE));
    expect([rows, found.length, found[0]?.id]).toEqual([100, 100, `S${SECTIONS - 1}`]);
  });
});

describe('final cases', () => {
  it('are read as far as they were opened before the end of what is asked for', async () => {
    const isFinal = ({ state }: Life) => state.status === 'final' || state.status === 'archived';
    const before = at(60);
    const early = cases.filter(({ state }) => state.openedAt < before);
    const [rows, found] = await counting(() => finalCasesOf(table, SITE, before, 10_000));
    expect(found?.length).toBe(early.filter(isFinal).length);
    expect(rows).toBe(early.length + early.filter(isFinal).length);
    expect(early.length).toBeLessThan(cases.length / 2);
  });

  it('are no longer read once they are more than may be given', async () => {
    const [rows, found] = await counting(() => finalCasesOf(table, SITE, '~', 20));
    expect([rows, found]).toEqual([100, undefined]);
  });
});

describe('cases that have not come to their end', () => {
  const isOver = ({ state: { status } }: Life) => status === 'archived' || status === 'dismissed';
  const waitingFor = (who: Actor) =>
    cases.filter((life) => !isOver(life) && seesCase(who, life.state, SITE)).map(({ state }) => state.id);

  it.each([
    'director-wei',
    'hr-yang',
    'overseer-han',
    'administrator-shen',
    'engineering-manager-wang',
    'worker-wu',
  ])('are all read that %s sees, each once', async (id) => {
    const found = await readUnsettled(table, [actor(id)], SITE);
    expect(found.map((state) => state.id).toSorted()).toEqual(waitingFor(actor(id)).toSorted());
    if (!['administrator-shen', 'worker-wu'].includes(id)) expect(found).not.toEqual([]);
  });

  it('alone are read whole, and of a site none that has come to its end is read at all', async () => {
    const over = cases.filter(isOver).length;
    expect(over).toBeGreaterThan(50);
    const [rows] = await counting(() => readUnsettled(table, [actor('director-wei')], SITE));
    expect(rows).toBe(2 * (cases.length - over));
  });
});

it('of a frozen month of the company the sections alone are read', async () => {
  await markFreezing(table, SITE, '2026-05', TEST_NOW);
  await writeFigures(table, SITE, '2026-05', assess([], DIRECTORY));
  await markFrozen(table, SITE, '2026-05', TEST_NOW);
  const [rows, found] = await counting(() => readFrozenSections(table, SITE, '2026-05'));
  expect([rows, found?.length]).toEqual([DIRECTORY.sections.length, DIRECTORY.sections.length]);
});
