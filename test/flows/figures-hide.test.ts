/** Figures tell nobody of a complaint that is hidden from them (contract section 6). */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { headKey, type Key } from '../../shared/store/table/keys.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { INTAKES, opened, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

const [SUN, JIANG, HAN, CHEN] = [
  'receptionist-sun',
  'deputy-director-jiang',
  'overseer-han',
  'security-manager-chen',
];

let cloud: TestCloud;
let table: Table;
beforeAll(async () => {
  cloud = await startTestCloud();
  table = tableOf(cloud);
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

interface Figures {
  readonly breaches: { readonly numerator: number; readonly sheets?: readonly { readonly sheet?: string }[] };
}
interface MonthJson {
  readonly state: string;
  readonly people: readonly { readonly id: string; readonly figures: Figures }[];
}
interface PersonJson {
  readonly state: string;
  readonly figures: Figures;
  readonly unlisted: number;
}
const month = (who: string) => cloud.as(who).get<MonthJson>('/assessments/2026-11?site=riverside');
const person = async (who: string) =>
  (await cloud.as(who).get<PersonJson>(`/assessments/2026-11/people/${CHEN}`)).json;
const breachesOfChen = ({ people }: MonthJson) =>
  people.find(({ id }) => id === CHEN)?.figures.breaches.numerator;

const put = (Item: Record<string, unknown>) =>
  table.client.send(new PutCommand({ TableName: table.name, Item }));
/** Cuts the text of a head off, so that it cannot be read; gives it as it was. */
async function damaged(Key: Key): Promise<Record<string, unknown>> {
  const { Item = {} } = await table.client.send(new GetCommand({ TableName: table.name, Key: { ...Key } }));
  await put({ ...Item, sheet: '{"id":"' });
  return Item;
}

it('live ones are counted without it, frozen ones are everybody’s and list it for nobody', async () => {
  const before = (await month(JIANG)).text;
  const complaint = { ...INTAKES.complaint.complaint, against: { person: JIANG } };
  const { id } = await opened(cloud.as(SUN), { ...INTAKES.complaint, complaint });
  await signed(cloud, id, [[HAN, { step: 'hand-over', section: 'security', opinion: '请查' }]]);
  await cloud.clock.advance('PT25H');
  await cloud.settle();
  expect((await month(JIANG)).text).toBe(before);
  const whole = await damaged(headKey(id));
  expect((await month(JIANG)).text).toBe(before);
  await put(whole);
  expect(breachesOfChen((await month(CHEN)).json)).toBe(1);
  const [toJiang, toChen] = [await person(JIANG), await person(CHEN)];
  expect([toJiang.unlisted, JSON.stringify(toJiang).includes(id)]).toEqual([0, false]);
  expect(toChen.figures.breaches.sheets).toContainEqual(expect.objectContaining({ sheet: id }));

  await cloud.clock.advance('P8D');
  await cloud.settle();
  const all = [await person(JIANG), await person('director-wei'), await person(CHEN)];
  for (const shown of all) {
    expect(shown).toMatchObject({ state: 'frozen', unlisted: 1 });
    expect(JSON.stringify(shown)).not.toContain(id);
    expect(shown.figures).toEqual(all[0]?.figures);
  }
});
