import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTable, type Table } from '../../shared/store/table/table.ts';
import { changed } from '../support/directory.ts';
import { INTAKES, type LedgerJson, opened, REPAIRED, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

type Item = Record<string, unknown>;

let cloud: TestCloud;
let table: Table;
let id: string;
let entries: Item[];

beforeAll(async () => {
  cloud = await startTestCloud();
  table = openTable({ name: cloud.tableName, endpoint: cloud.dynamodbEndpoint, region: 'eu-central-1' });
  ({ id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair));
  await signed(cloud, id, REPAIRED);
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :entry)',
      ExpressionAttributeValues: { ':pk': `SHEET#${id}`, ':entry': 'ENTRY#' },
    }),
  );
  entries = Items;
});
afterAll(() => cloud.stop());

const put = (Item: Item) => table.client.send(new PutCommand({ TableName: table.name, Item }));
const drop = ({ pk, sk }: Item) =>
  table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
const isIntact = async () =>
  (await cloud.as('director-wei').get<LedgerJson>(`/sheets/${id}/ledger`)).json.intact;
const nth = (place: number): Item => entries[place] ?? {};

/** The entry's text with one byte of it made another, still text. */
function flipped(item: Item, place: number): Item {
  const bytes = Buffer.from(String(item.entry), 'utf8');
  const at = place % bytes.length;
  const other = bytes[at] === 0x61 ? 0x62 : 0x61;
  const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from([other]), bytes.subarray(at + 1)]);
  return { ...item, entry: changed.toString('utf8') };
}

it('an untouched ledger is intact', async () => {
  expect(entries).toHaveLength(6);
  expect(await isIntact()).toBe(true);
});

it('a value that is not there any more shows, unless it was erased', async () => {
  const { values, ...bare } = nth(0);
  expect(values).toBeDefined();
  await put(bare);
  const shown = await isIntact();
  await put(nth(0));
  expect([shown, await isIntact()]).toEqual([false, true]);
});

it('a flipped byte of any entry shows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(5), fc.nat(2000), async (place, at) => {
      await put(flipped(nth(place), at));
      const shown = await isIntact();
      await put(nth(place));
      expect(shown).toBe(false);
    }),
    { numRuns: 80 },
  );
  expect(await isIntact()).toBe(true);
});

it('another text for the same entry shows', async () => {
  await put({ ...nth(1), entry: ` ${nth(1).entry}` });
  expect(await isIntact()).toBe(false);
  await put({ ...nth(1), entry: 'not even JSON' });
  expect(await isIntact()).toBe(false);
  await put(nth(1));
});

it.each([0, 1, 2, 3, 4, 5])('entry %i dropped shows', async (place) => {
  await drop(nth(place));
  expect(await isIntact()).toBe(false);
  await put(nth(place));
  expect(await isIntact()).toBe(true);
});

it('swapped entries show', async () => {
  await put({ ...nth(2), sk: nth(3).sk });
  await put({ ...nth(3), sk: nth(2).sk });
  expect(await isIntact()).toBe(false);
  await put(nth(2));
  await put(nth(3));
});

it('an added entry and an added member show', async () => {
  const seventh = { ...JSON.parse(String(nth(5).entry)), seq: 7 };
  const added = { pk: nth(5).pk, sk: 'ENTRY#000007', entry: JSON.stringify(seventh) };
  await put(added);
  expect(await isIntact()).toBe(false);
  await drop(added);
  await put({ ...nth(1), entry: JSON.stringify({ ...JSON.parse(String(nth(1).entry)), note: 'x' }) });
  expect(await isIntact()).toBe(false);
  await put(nth(1));
  expect(await isIntact()).toBe(true);
});

it('in a ledger of the directory all of that shows too, and a value that gives no commitment', async () => {
  const wu = { name: '吴建国', role: 'worker', site: 'riverside', section: 'engineering', active: true };
  for (const phone of ['13900000001', '13900000002', '13900000003']) {
    expect((await changed(cloud, 'director-wei', 'worker-wu', { ...wu, phone })).status).toBe(200);
  }
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'LEDGER#PERSON#worker-wu' },
    }),
  );
  const under = (prefix: string) => Items.filter(({ sk }) => String(sk).startsWith(prefix));
  const [kept, values, [end]] = [under('ENTRY#'), under('VALUES#'), under('HEAD')];
  expect([kept.length, values.length, end?.last]).toEqual([3, 3, 3]);
  const read = async () =>
    (await cloud.as('hr-yang').get<LedgerJson>('/people/worker-wu/ledger')).json.intact;
  const shows = async (change: () => Promise<unknown>) => {
    await change();
    expect(await read()).toBe(false);
    for (const item of Items) await put(item);
    expect(await read()).toBe(true);
  };
  expect(await read()).toBe(true);
  for (const place of [0, 40, 200, 301]) await shows(() => put(flipped(kept[1] ?? {}, place)));
  for (const item of kept) await shows(() => drop(item));
  await shows(() => put({ ...kept[0], sk: kept[1]?.sk }));
  await shows(() => put({ ...end, hash: '0'.repeat(64) }));
  await shows(() => drop(end ?? {}));
  const other = String(values[1]?.values).replace('13900000002', '13900000009');
  await shows(() => put({ ...values[1], values: other }));
  await shows(() => put({ ...values[1], values: 'no values' }));
});
