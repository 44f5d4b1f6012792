/** How the month before went, on the notice board (A1.8): live until it is frozen, then as it was frozen. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boardResponse, planResponse } from '../../shared/contract/organisation/organisation-responses.ts';
import { INTAKES, newKey, opened, REPAIRED, RESOLVED, signed } from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
const PATH = '/sites/riverside/sections/engineering/commitments';
const ON_PAPER = { accept: 'text/html' };

interface PlanJson {
  readonly section: string;
  readonly compliance: null | {
    readonly month: string;
    readonly figures: Readonly<Record<string, object>>;
    readonly grade: string | null;
  };
}
const ofSection = async () => (await cloud.anonymous.get<PlanJson>(PATH)).json.compliance;
const page = async () => (await cloud.anonymous.get('/commitments?site=riverside', ON_PAPER)).text;
const until = (instant: string) =>
  cloud.clock.advance(`PT${(Date.parse(instant) - cloud.clock.now()) / 1000}S`);

/** In November one worker comes in time and one late; whoever opened the sheet asks both residents. */
beforeAll(async () => {
  cloud = await startTestCloud();
  const plan = { promises: [], targets: {}, effectiveFrom: TEST_NOW };
  for (const [section, manager] of [
    ['engineering', 'engineering-manager-wang'],
    ['cleaning', 'cleaning-manager-kong'],
  ]) {
    const path = `/sites/riverside/sections/${section}/commitments`;
    await cloud.as(manager ?? '').request('PUT', path, plan);
    expect((await cloud.as('director-wei').post(`${path}/publish`, undefined, newKey())).status).toBe(201);
  }
  const desk = cloud.as('receptionist-sun');
  const good = await opened(desk, INTAKES.repair);
  await signed(cloud, good.id, [...REPAIRED, ['receptionist-sun', RESOLVED]]);
  const late = await opened(desk, INTAKES.repair);
  await signed(cloud, late.id, REPAIRED.slice(0, 2));
  await cloud.clock.advance('PT16M');
  await signed(cloud, late.id, [...REPAIRED.slice(2), ['receptionist-sun', RESOLVED]]);
});
afterAll(() => cloud.stop());

const HALF = { value: 0.5, numerator: 1, denominator: 2, excluded: 0 };

it('is null while the month before has nothing', async () => {
  expect(await ofSection()).toBeNull();
  expect(await page()).not.toContain('兑现情况');
});

it('is counted as soon as the month is over, and stays as it was frozen', async () => {
  await until('2026-11-30T17:00:00.000Z'); // 01:00 on the first of December at the site
  const live = await ofSection();
  expect(live).toMatchObject({ month: '2026-11', figures: { 'onTime.arrival': HALF } });
  await until('2026-11-30T18:05:00.000Z'); // frozen at 02:00
  const frozen = await ofSection();
  expect(frozen).toEqual(live);

  const { json } = await cloud.as('director-wei').get<{
    state: string;
    sections: readonly { id: string; figures: Readonly<Record<string, { value: unknown }>> }[];
  }>('/assessments/2026-11?site=riverside');
  expect(json.state).toBe('frozen');
  const own = json.sections.find(({ id }) => id === 'engineering')?.figures ?? {};
  for (const [name, figure] of Object.entries(frozen?.figures ?? {})) expect(own[name], name).toEqual(figure);
  expect(frozen?.grade).toBe(own.grade?.value);
});

it('tells nothing from which somebody’s case could be worked out', async () => {
  const names = Object.keys((await ofSection())?.figures ?? {});
  for (const name of ['score', 'finalCases', 'breaches', 'attitude']) expect(names).not.toContain(name);
});

it('is on the board in both forms and languages; a section without any has none', async () => {
  const { json } = await cloud.anonymous.get<{ items: readonly PlanJson[] }>('/commitments?site=riverside');
  expect(boardResponse.parse(json)).toBeDefined();
  expect(planResponse.parse(json.items.find(({ section }) => section === 'engineering'))).toBeDefined();
  expect(json.items.find(({ section }) => section === 'cleaning')?.compliance).toBeNull();
  const text = await page();
  expect(text).toMatch(/2026-11 兑现情况[\s\S]*How we did in 2026-11/);
  expect(text).toMatch(/到场按时[\s\S]*arrival on time[\s\S]*50\.0%（1\/2）/);
  expect(text).toMatch(/考核等级[\s\S]*assessed as[\s\S]*<td>[ABCD]<\/td>/);
  expect(text.match(/兑现情况/g)).toHaveLength(1);
});

it('is another as soon as there is another month', async () => {
  await until('2026-12-31T18:05:00.000Z');
  expect(await ofSection()).toBeNull();
});
