/** Ledgers of plain values are carried over, wherever that dies, and are whole at any moment (contract section 3). */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOverSheet } from '../../shared/commands/carry-over.ts';
import { carryOverSheets } from '../../shared/commands/carry-over-lists.ts';
import { replay } from '../../shared/domain/archive/replay.ts';
import { eventOf, isWhole } from '../../shared/domain/kernel/inscribe.ts';
import { canonical, chain, GENESIS } from '../../shared/domain/kernel/ledger.ts';
import type { LedgerEntry, Sheet } from '../../shared/domain/model/sheet.ts';
import { headItem } from '../../shared/store/sheets/sheet-items.ts';
import { readLedger, type WithLedger } from '../../shared/store/sheets/sheets.ts';
import { entryKey } from '../../shared/store/table/keys.ts';
import { complete, lives, passTo } from '../support/domain/timeline.ts';
import { type Json, startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';
import { Crash, type ObservedTable, observedTable } from '../support/observed-table.ts';

let cloud: TestCloud;
let table: ObservedTable;
beforeAll(async () => {
  cloud = await startTestCloud();
  table = observedTable(cloud);
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

const signature = { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' };
const BIG = 170;

/** A report that was signed and handled, and then urged so often. */
function life(id: string, urged: number) {
  let told = lives({ kind: 'report', signature })
    .does(1, 'receptionist-sun', passTo('security'))
    .does(2, 'security-manager-chen', { step: 'accept' })
    .does(3, 'security-manager-chen', complete);
  for (let nth = 0; nth < urged; nth += 1) {
    told = told.does(20 + 11 * nth, 'receptionist-sun', { step: 'urge', message: `请尽快处理 ${nth}` });
  }
  const events = told.events.map((event) => (event.step === 'open' ? { ...event, id } : event));
  return { events, sheet: { ...told.sheet, id } };
}

/** Puts a sheet into the table as version 0.1 had it: every value plain, and nothing counted. */
async function plain(id: string, urged: number): Promise<{ hash: string; sheet: Sheet }> {
  const { events, sheet } = life(id, urged);
  const entries = chain(events, GENESIS);
  const hash = entries.at(-1)?.hash ?? '';
  const items = [
    headItem({ sheet, hash }),
    ...entries.map((entry) => ({ ...entryKey(id, entry.seq), entry: canonical(entry) })),
  ];
  for (const Item of items) await table.client.send(new PutCommand({ TableName: table.name, Item }));
  return { hash, sheet };
}

const found = async (id: string): Promise<WithLedger> => {
  const ledger = await readLedger(table, id);
  if (ledger === undefined) throw new Error(`no ${id}`);
  return ledger;
};
const whole = ({ entries, head, carried, isHeadSound }: WithLedger) =>
  isHeadSound && isWhole(entries, head.hash, false, carried);
const PERSONAL = /赵敏|13812345678|请尽快处理|M 10 40/;

function carriedWell(ledger: WithLedger, before: { hash: string; sheet: Sheet }) {
  const { entries, head } = ledger;
  expect(whole(ledger)).toBe(true);
  expect(ledger.carried).toBeUndefined();
  const last = entries.at(-1)?.entry as LedgerEntry;
  expect(last).toMatchObject({ step: 'carry-over', lastHash: before.hash, hash: head.hash });
  expect(JSON.stringify(entries.map(({ entry }) => entry))).not.toMatch(PERSONAL);
  const { signatures: _was, signable: _signable, ...same } = before.sheet;
  expect(head.sheet).toMatchObject({ ...same, entries: before.sheet.entries + 1 });
  expect(head.bytes).toBeGreaterThan(1000);
  expect(JSON.parse(JSON.stringify(replay(entries.map(eventOf))))).toEqual(head.sheet);
}

describe('a ledger of plain values', () => {
  it('is carried over in one transaction, once', async () => {
    const id = '01KAV0000000000000000000A1';
    const before = await plain(id, 3);
    expect(whole(await found(id))).toBe(true);
    table.sent.length = 0;
    expect(await carryOverSheet(table, id, TEST_NOW)).toBe('done');
    expect(table.sent.filter((name) => name.startsWith('Transact'))).toHaveLength(1);
    const after = await found(id);
    carriedWell(after, before);
    expect(await carryOverSheet(table, id, TEST_NOW)).toBe('done');
    expect(await found(id)).toEqual(after);
    const { json } = await cloud.as('director-wei').get<Json>(`/sheets/${id}/ledger`);
    expect(json.intact).toBe(true);
  });

  it('that is long is whole at every moment, wherever it is killed, and goes on', async () => {
    const first = '01KAV0000000000000000000B0';
    await plain(first, BIG);
    table.sent.length = 0;
    await carryOverSheet(table, first, TEST_NOW);
    const calls = table.sent.length;
    expect(calls).toBeGreaterThan(5);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 0; nth < calls; nth += 1) {
        const id = `01KAV000000000000000000${when === 'before' ? 'B' : 'C'}${nth + 1}`;
        const before = await plain(id, BIG);
        const begin = table.sent.length;
        table.fault = (_name, place) => (place === begin + nth ? when : undefined);
        await expect(carryOverSheet(table, id, TEST_NOW)).rejects.toThrow(Crash);
        table.fault = () => undefined;
        expect(whole(await found(id)), `${when} call ${nth}`).toBe(true);
        expect(await carryOverSheet(table, id, TEST_NOW)).toBe('done');
        carriedWell(await found(id), before);
      }
    }
  });

  it('takes what somebody signs on the way', async () => {
    const id = '01KAV0000000000000000000A3';
    const before = await plain(id, BIG);
    const begin = table.sent.length;
    // Killed between its second and its third part.
    table.fault = (_name, place) => (place === begin + 5 ? 'before' : undefined);
    await expect(carryOverSheet(table, id, TEST_NOW)).rejects.toThrow(Crash);
    table.fault = () => undefined;
    expect((await found(id)).carried?.seq).toBeGreaterThan(100);
    const done = await cloud
      .as('cs-manager-li')
      .post<Json>(`/sheets/${id}/sign-offs`, { step: 'urge', message: '请尽快' });
    expect(done.status, done.text).toBe(201);
    const ledger = await found(id);
    expect(whole(ledger)).toBe(true);
    expect(await carryOverSheet(table, id, TEST_NOW)).toBe('done');
    const after = await found(id);
    expect(whole(after)).toBe(true);
    expect(after.entries.at(-1)?.entry).toMatchObject({ step: 'carry-over', lastHash: ledger.head.hash });
    expect(after.entries.length).toBe(before.sheet.entries + 2);
  });

  it('is anchored once it is carried over, and not before', async () => {
    const id = '01KAV0000000000000000000A6';
    await plain(id, 1);
    const urged = await cloud
      .as('cs-manager-li')
      .post<Json>(`/sheets/${id}/sign-offs`, { step: 'urge', message: '请尽快' });
    expect(urged.status, urged.text).toBe(201);
    const ledger = async () => (await cloud.as('director-wei').get<Json>(`/sheets/${id}/ledger`)).json;
    await cloud.clock.advance('P1D');
    expect(await ledger()).toMatchObject({ intact: true, anchored: null });
    await carryOverSheet(table, id, new Date(cloud.clock.now()).toISOString());
    await cloud.clock.advance('P1D');
    const { entries, intact, anchored } = await ledger();
    expect([intact, anchored]).toMatchObject([true, { seq: (entries as unknown[]).length }]);
  });

  it('stays as it is where somebody laid hands on it, and is named', async () => {
    const id = '01KAV0000000000000000000A4';
    await plain(id, 1);
    const [first] = (await found(id)).entries;
    const forged = canonical({ ...first?.entry, subject: '别的事' });
    const Item = { ...entryKey(id, 1), entry: forged };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    const { isOver, broken } = await carryOverSheets(table, 'riverside', TEST_NOW);
    expect([isOver, broken]).toEqual([true, [`SHEET#${id}`]]);
    expect((await found(id)).entries[0]?.entry).toMatchObject({ subject: '别的事' });
    // Not even JSON: the others are carried over all the same.
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...Item, entry: '{' } }));
    const next = '01KAV0000000000000000000A5';
    await plain(next, 1);
    const again = await carryOverSheets(table, 'riverside', TEST_NOW);
    expect(again.broken).toEqual([`SHEET#${id}`]);
    expect((await found(next)).head.bytes).toBeGreaterThan(1000);
  });
});
