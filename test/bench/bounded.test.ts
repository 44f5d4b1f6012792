/** What is asked of the table stays little however many sheets there are, and nothing is missed for it. */
import { rm } from 'node:fs/promises';
import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adoptAwsBasics, LOCAL_REGION } from '../../infra/local/aws-environment.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { standingIn } from '../../shared/domain/organisation/acting.ts';
import { judgedBy } from '../../shared/domain/sheets/summary.ts';
import { sees } from '../../shared/domain/sheets/visibility.ts';
import { readPacked } from '../../shared/store/assessment/facts.ts';
import type { SheetFilter } from '../../shared/store/sheets/filter.ts';
import { listSheets } from '../../shared/store/sheets/list.ts';
import { headItem } from '../../shared/store/sheets/sheet-items.ts';
import { heads, type Listed } from '../../shared/store/sheets/sources.ts';
import { readUnmet } from '../../shared/store/sheets/unmet-rows.ts';
import { readInHand } from '../../shared/store/sheets/work-in-hand.ts';
import { caseSource, factsKey, sheetSource } from '../../shared/store/table/keys.ts';
import { openTable, type Table } from '../../shared/store/table/table.ts';
import { dataFolder } from '../support/data-folder.ts';
import { ownDigest } from '../support/digest.ts';
import { actor, DIRECTORY, person } from '../support/factories.ts';
import { startWatching, type Watched } from '../support/watched-engine.ts';
import { busyMonth, RARE, RARE_KIND } from './busy-month.ts';
import { type FilledEngine, startFilledEngine } from './filled-engine.ts';
import { writeDirectory } from './scale.ts';

/** So many of somebody's newest sheets are read afresh; what else they handle is found by indexes. */
const NEWEST_READ_AFRESH = 100;
const DAYS = Array.from({ length: 30 }, (_, nth) => `2026-11-${String(nth + 1).padStart(2, '0')}`);
/** More than a page passes over. */
const SHEETS = 2_600;

let scratch: string;
let engine: FilledEngine;
let watched: Watched;
let table: Table;
let asked = { calls: 0, bytes: 0 };

beforeAll(async () => {
  adoptAwsBasics();
  scratch = await dataFolder('bounded');
  engine = await startFilledEngine(scratch, SHEETS, busyMonth(DIRECTORY, SHEETS, ownDigest));
  const answered = ({ bytes }: { readonly bytes: number }) => {
    asked = { calls: asked.calls + 1, bytes: asked.bytes + bytes };
  };
  watched = await startWatching(engine.endpoint, { answered });
  await writeDirectory(engine, DIRECTORY);
  table = openTable({ name: engine.tableName, endpoint: watched.endpoint, region: LOCAL_REGION });
});

afterAll(async () => {
  table?.client.destroy();
  await watched?.stop();
  await engine?.stop();
  await rm(scratch, { recursive: true, force: true });
});

const page = async (filter: SheetFilter, person: string, after?: string) => {
  asked = { calls: 0, bytes: 0 };
  return listSheets(table, filter, [actor(person)], DIRECTORY, 25, after);
};

const FITTING_NOTHING: readonly (readonly [string, SheetFilter])[] = [
  ['of a handler who handles none of what they had a part in', { handler: 'receptionist-sun' }],
  ['of a kind that there is not', { kind: ['special-service'] }],
  ['of a status that there is not', { status: ['withdrawn'] }],
  ['of a section and a kind that it has not', { section: 'security', kind: ['special-service'] }],
  ['of who took them and a kind', { firstContact: 'receptionist-sun', kind: ['special-service'] }],
];

it.each(FITTING_NOTHING)('%s, a page ends after few calls', async (_what, filter) => {
  const { sheets, next } = await page(filter, 'cs-manager-li');
  expect(sheets).toEqual([]);
  expect(next).toBeDefined();
  expect(asked.calls).toBeLessThanOrEqual(8);
  expect(asked.bytes).toBeLessThan(1_000_000);
});

it('goes on to what lies behind everything that it passed over', async () => {
  const filter: SheetFilter = { kind: [RARE_KIND], status: ['archived'] };
  const found: string[] = [];
  let pages = 0;
  let after: string | undefined;
  do {
    const { sheets, next } = await page(filter, 'receptionist-zhou', after);
    found.push(...sheets.map(({ id }) => id));
    after = next;
    pages += 1;
  } while (after !== undefined);
  expect(found).toEqual(engine.ids.slice(0, RARE).toReversed());
  expect(pages).toBe(2);
});

it('reads a full page of what is chosen by the index alone, and no more', async () => {
  const { sheets } = await page({ section: 'engineering', status: ['archived'] }, 'cs-manager-li');
  expect(sheets).toHaveLength(25);
  expect(asked).toMatchObject({ calls: 1 });
  expect(asked.bytes).toBeLessThan(60_000);
});

it('finds what somebody handles among all that they ever had a part in', async () => {
  const expected: string[] = [];
  let after: string | undefined;
  do {
    const { sheets, next } = await page(
      { handler: 'worker-wu', status: ['accepted'] },
      'cs-manager-li',
      after,
    );
    expected.push(...sheets.map(({ id }) => id));
    after = next;
  } while (after !== undefined);
  expect(expected.length).toBeGreaterThan(NEWEST_READ_AFRESH);
  asked = { calls: 0, bytes: 0 };
  expect((await readInHand(table, 'worker-wu', DIRECTORY)).map(({ id }) => id)).toEqual(expected);
  expect(asked.calls).toBeLessThanOrEqual(40);
  expect(await readInHand(table, 'receptionist-sun', DIRECTORY)).toEqual([]);
});

describe('what is unmet at a site', () => {
  /** In one shard of eight. */
  const LATER = 1_100;
  const readers = [
    ...['worker-wu', 'cleaner-shi', 'engineering-manager-wang', 'security-supervisor-lu'],
    ...['receptionist-sun', 'hr-yang', 'overseer-han'],
  ].map((id) => [actor(id)]);
  let everything: readonly Listed[];

  beforeAll(async () => {
    const [newest] = engine.ids.slice(-1);
    const [row] = await heads(table, [String(newest)]);
    if (row?.sheet === undefined) throw new Error('there is no sheet');
    const items = Array.from({ length: LATER }, (_, nth) => {
      const id = `01LATER${String(nth).padStart(18, '0')}0`;
      return headItem({ sheet: { ...row.sheet, id } as Sheet, hash: '0'.repeat(64) });
    });
    for (let from = 0; from < LATER; from += 25) {
      const batch = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: batch } }));
    }
    everything = await readUnmet(table, [actor('director-wei')], DIRECTORY);
  }, 60_000);

  it('is read to its end, however much one shard has', () => {
    const found = everything.filter(({ summary }) => summary.id.startsWith('01LATER'));
    expect(found).toHaveLength(LATER);
    expect(new Set(everything.map(({ summary }) => summary.id)).size).toBe(everything.length);
  });

  it('has for everybody all that they see, and stays in the table where the table can tell', async () => {
    asked = { calls: 0, bytes: 0 };
    await readUnmet(table, [actor('director-wei')], DIRECTORY);
    const whole = asked.bytes;
    for (const actors of [
      ...readers,
      [actor('cleaner-shi'), standingIn(person('cleaner-shi'), person('worker-wu'))],
    ]) {
      const isSeen = ({ summary }: Listed) => actors.some((each) => sees(each, judgedBy(summary), DIRECTORY));
      asked = { calls: 0, bytes: 0 };
      const found = (await readUnmet(table, actors, DIRECTORY)).filter(isSeen);
      const [ids, expected] = [found, everything.filter(isSeen)].map((rows) =>
        rows.map(({ summary }) => summary.id),
      );
      expect(ids?.toSorted(), actors[0]?.id).toEqual(expected?.toSorted());
      if (actors.length === 1 && actors[0]?.id === 'cleaner-shi') expect(asked.bytes).toBeLessThan(whole / 4);
    }
  });
});

it('reads a month of many pages whole, each fact once and in order, whenever its sheets were opened', async () => {
  const long = 'x'.repeat(30_000);
  const opened = ['2026-09-30', '2026-10-31', ...DAYS, '2026-12-01'].map((day) => Date.parse(day));
  const ids = opened.flatMap((at) => [ulid(at), ulid(at + 40_000_000)]);
  const keys = [...ids.map((id) => sheetSource(id)), caseSource(ulid(opened[5])), sheetSource('no-ulid')];
  for (const source of keys) {
    const Item = { ...factsKey('elsewhere', '2026-11', source), facts: long, isAgainst: false, entries: 1 };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  }
  const read = await readPacked(table, 'elsewhere', '2026-11');
  expect(read.map(({ id }) => id)).toEqual(keys.toSorted().map((key) => key.slice(key.indexOf('#') + 1)));
});
