import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openVerifying } from '../../shared/store/anchors/comparing.ts';
import { readLedger } from '../../shared/store/sheets/sheets.ts';
import { inflated } from '../../shared/store/table/deflated.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { changed } from '../support/directory.ts';
import { INTAKES, type LedgerJson, newKey, opened, REPAIRED, signed } from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

type Item = Record<string, unknown>;

let cloud: TestCloud;
let table: Table;
let id: string;
let entries: Item[];

beforeAll(async () => {
  // Nothing of these ledgers is anchored.
  vi.stubEnv('ANCHORS_BUCKET', 'none');
  vi.stubEnv('METRICS_NAMESPACE', 'none');
  cloud = await startTestCloud();
  table = tableOf(cloud);
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
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

const put = (Item: Item) => table.client.send(new PutCommand({ TableName: table.name, Item }));
const drop = ({ pk, sk }: Item) =>
  table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
const isIntact = async () =>
  (await cloud.as('director-wei').get<LedgerJson>(`/sheets/${id}/ledger`)).json.intact;
const itemOf = async (sk: string, pk = `SHEET#${id}`): Promise<Item> =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk } }))).Item ?? {};
type Read = NonNullable<Awaited<ReturnType<typeof readLedger>>>;
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

it('whatever is changed in the sheet itself shows, though its ledger is whole', async () => {
  const head = await itemOf('HEAD');
  const sheet = JSON.parse(inflated(head.sheet, String(head.summary)));
  const [clock, ...others] = sheet.clocks;
  const { handler: _handler, ...handed } = sheet;
  const changes: readonly object[] = [
    { ...sheet, firstContact: 'receptionist-zhou' },
    { ...sheet, clocks: [{ ...clock, dueAt: '2027-01-01T00:00:00.000Z' }, ...others] },
    { ...sheet, clocks: [{ ...clock, breachedAt: clock.dueAt }, ...others] },
    { ...sheet, subject: '另一件事' },
    { ...sheet, accused: [{ id: 'director-wei', standing: 'office' }] },
    handed,
  ];
  for (const change of changes) {
    await put({ ...head, sheet: JSON.stringify(change) });
    expect(await isIntact()).toBe(false);
  }
  await put(head);
  expect(await isIntact()).toBe(true);
});

it('a ledger that is read while a step is written is whole, and what is shown of it fits together', async () => {
  const head = await itemOf('HEAD');
  // As a query sees it that met the entries before the step and the head after it.
  const torn = { ...head, entries: 7, headHash: '0'.repeat(64) };
  const verify = openVerifying<Read>(table, 'test', ({ head: { hash } }) => ({ hash, isErased: false }));
  const read = async (headFirst: boolean) => (await readLedger(table, id, headFirst)) as Read;
  await put(torn);
  const first = await read(false);
  await put(head);
  const judged = await verify(`SHEET#${id}`, first, () => read(true), TEST_NOW);
  expect([judged.intact, judged.read.head.hash]).toEqual([true, head.headHash]);
  // A step that comes between the head and the rest is left out; what no head ever named is not.
  const later = { ...nth(5), sk: 'ENTRY#000007' };
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'QueryCommand') {
        await put(later);
        await put(torn);
      }
      return next(args);
    },
    { step: 'initialize', name: 'a step meanwhile' },
  );
  const between = await read(true);
  table.client.middlewareStack.remove('a step meanwhile');
  expect([between.entries.length, between.head.hash, between.isHeadSound]).toEqual([6, head.headHash, true]);
  await put(head);
  expect((await read(true)).entries).toHaveLength(7);
  await drop(later);
  expect(await isIntact()).toBe(true);
});

it('what is changed in a case shows as well', async () => {
  const body = { about: 'worker-wu', rule: 'A1.3', allegation: '推诿扯皮' };
  const made = await cloud.as('director-wei').post<{ id: string }>('/cases', body, newKey());
  const path = `/cases/${made.json.id}/ledger`;
  const shown = async () => (await cloud.as('hr-yang').get<LedgerJson>(path)).json.intact;
  const head = await itemOf('HEAD', `CASE#${made.json.id}`);
  const state = JSON.parse(inflated(head.case, String(head.summary)));
  expect(await shown()).toBe(true);
  for (const change of [
    { ...state, rule: 'A1.4' },
    { ...state, about: 'worker-zheng' },
  ]) {
    await put({ ...head, case: JSON.stringify(change) });
    expect(await shown()).toBe(false);
  }
  await put(head);
  expect(await shown()).toBe(true);
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
