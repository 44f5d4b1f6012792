/** Ledgers of people, sites and awards are read in pages, as a sheet's is, and what is kept of somebody has room in an answer. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '../../shared/domain/model/directory.ts';
import { entryWrites, readLedgerEnd } from '../../shared/store/organisation/directory-ledger.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { transact } from '../../shared/store/table/transact.ts';
import { type LedgerJson, newKey, type SheetJson } from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

const WEI = 'director-wei';
const MIB = 1024 * 1024;
const SHEN = { id: 'administrator-shen', name: '沈管理', role: 'administrator' } as const;

type PageJson = LedgerJson & { readonly nextFrom?: number };

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

const page = async (path: string, query = '', who = WEI) =>
  cloud.as(who).get<PageJson>(`${path}/ledger${query}`);

/** Moves somebody so many times, each time to an address of some 100 KB that takes twice that where quotes are escaped. */
async function moved(id: string, times: number): Promise<void> {
  const person = (await readPerson(table, id)) as Person;
  const addresses = Array.from({ length: times + 1 }, (_, nth) => `${nth}"`.padEnd(48 * 1024, '号"'));
  const people = addresses.map((address) => ({ ...person, address }));
  for (const [nth, after] of people.slice(1).entries()) {
    const end = await readLedgerEnd(table, { of: 'person', id });
    const event = {
      at: TEST_NOW,
      actor: SHEN,
      kind: 'person',
      subject: id,
      before: people[nth],
      after,
    } as const;
    expect(await transact(table, entryWrites(table.name, { of: 'person', id }, event, end))).toBe(
      'committed',
    );
  }
}

it('a site and an award have their ledgers in pages, each with the state of the whole', async () => {
  const site = { name: 'Riverside', zh: '河畔', timeZone: 'Asia/Shanghai' };
  for (const phone of ['010-1', '010-2', '010-3']) {
    const { headers } = await cloud.as(WEI).get('/organisation?site=riverside');
    expect(headers.get('etag')).not.toBeNull();
    const put = await cloud.as(WEI).request('PUT', '/sites/riverside', { ...site, phone });
    expect(put.status, put.text).toBe(200);
  }
  const about = { person: 'worker-wu' };
  const granted = await cloud
    .as(WEI)
    .post<{ id: string }>('/awards', { about, kind: 'commendation', reason: '雨夜抢修' }, newKey());
  const award = `/awards/${granted.json.id}`;
  await cloud.as(WEI).post(`${award}/withdrawals`, { reason: '记错了人' }, newKey());
  for (const [path, count] of [
    ['/sites/riverside', 3],
    [award, 2],
  ] as const) {
    const whole = await page(path);
    expect([whole.json.entries.length, whole.json.nextFrom, whole.json.intact]).toEqual([
      count,
      undefined,
      true,
    ]);
    const [first, rest] = [await page(path, '?limit=1'), await page(path, `?from=2&limit=${count}`)];
    expect([...first.json.entries, ...rest.json.entries]).toEqual(whole.json.entries);
    expect({ ...first.json.values, ...rest.json.values }).toEqual(whole.json.values);
    expect([first.json.nextFrom, rest.json.nextFrom]).toEqual([2, undefined]);
    for (const each of [first, rest]) {
      expect(each.json).toMatchObject({ intact: true, head: whole.json.head, anchored: null });
      expect(each.headers.get('etag')).toBe(`"${count}"`);
    }
    expect((await page(path, '?from=0')).status).toBe(400);
    expect((await page(path, '?of=all')).status).toBe(400);
    // A ledger may have more entries than a page.
    expect((await page(path, '?from=10001')).json).toMatchObject({ entries: [], intact: true });
  }
});

it('a ledger beyond 4 MiB is given whole by its pages, and what is kept of somebody below what a function may give', async () => {
  await moved('resident-zhao', 24);
  const entries: LedgerJson['entries'][number][] = [];
  const heads = new Set<string>();
  for (let from: number | undefined = 1; from !== undefined; ) {
    const { json, text, status }: Awaited<ReturnType<typeof page>> = await page(
      '/people/resident-zhao',
      `?from=${from}`,
      'resident-zhao',
    );
    expect([status, json.intact]).toEqual([200, true]);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4 * MIB);
    entries.push(...json.entries);
    heads.add(json.head);
    from = json.nextFrom;
  }
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 24 }, (_, nth) => nth + 1));
  expect([...heads]).toEqual([entries.at(-1)?.hash]);

  const mine = await cloud
    .as('resident-zhao')
    .get<{ directory: PageJson; sheets: { sheet: SheetJson }[] }>('/me/data');
  expect(mine.status).toBe(200);
  const { directory } = mine.json;
  expect(directory).toMatchObject({ intact: true, head: entries.at(-1)?.hash });
  const { nextFrom = 0 } = directory;
  expect(directory.entries).toEqual(entries.slice(0, nextFrom - 1));
  expect(directory.entries.length).toBeGreaterThan(0);
  const rest = await page('/people/resident-zhao', `?from=${nextFrom}&limit=1`, 'resident-zhao');
  expect(rest.json.entries).toEqual(entries.slice(nextFrom - 1, nextFrom));
});
