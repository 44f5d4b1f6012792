/** What is asked of the table stays little however many sheets there are, and nothing is missed for it. */
import { rm } from 'node:fs/promises';
import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adoptAwsBasics, LOCAL_REGION } from '../../infra/local/aws-environment.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { standingIn } from '../../shared/domain/organisation/acting.ts';
import { matches, searchFor } from '../../shared/domain/sheets/finding.ts';
import { judgedBy } from '../../shared/domain/sheets/summary.ts';
import { sees } from '../../shared/domain/sheets/visibility.ts';
import { readPacked } from '../../shared/store/assessment/facts.ts';
import type { SheetFilter } from '../../shared/store/sheets/filter.ts';
import { findWrites } from '../../shared/store/sheets/finding.ts';
import { listSheets } from '../../shared/store/sheets/list.ts';
import { listByDue } from '../../shared/store/sheets/list-due.ts';
import { headItem } from '../../shared/store/sheets/sheet-items.ts';
import { shownRows } from '../../shared/store/sheets/shown-rows.ts';
import { heads, type Listed, throughIndex } from '../../shared/store/sheets/sources.ts';
import { readUnmet } from '../../shared/store/sheets/unmet-rows.ts';
import { readInHand } from '../../shared/store/sheets/work-in-hand.ts';
import { deflated } from '../../shared/store/table/deflated.ts';
import {
  caseSource,
  factsKey,
  openedPosition,
  sheetSource,
  sitePartition,
} from '../../shared/store/table/keys.ts';
import { openTable, type Table } from '../../shared/store/table/table.ts';
import { dataFolder } from '../support/data-folder.ts';
import { ownDigest } from '../support/digest.ts';
import { actor, DIRECTORY, person } from '../support/factories.ts';
import { startWatching, type Watched } from '../support/watched-engine.ts';
import { addressOf, busyMonth, NOW, nameOf, RARE, RARE_KIND } from './busy-month.ts';
import { type FilledEngine, startFilledEngine } from './filled-engine.ts';
import { SITE } from './requests.ts';
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

it.each([
  ['cs-manager-li', {}],
  ['cs-manager-li', { handler: 'worker-wu' }],
  ['engineering-manager-wang', { kind: [RARE_KIND] }],
] satisfies [string, SheetFilter][])(
  'finds nothing for %s in a span that ends before it begins',
  async (who, filter) => {
    const span = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-10T00:00:00.000Z' };
    expect(await page({ ...filter, ...span }, who)).toEqual({ sheets: [] });
    asked = { calls: 0, bytes: 0 };
    const byDue = await listByDue(table, { ...filter, ...span }, [actor(who)], DIRECTORY, 25, undefined);
    expect({ ...byDue, ...asked }).toEqual({ sheets: [], calls: 0, bytes: 0 });
  },
);

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

describe('a search of the site', () => {
  const READER = actor('receptionist-zhou');
  /** Locally a query that stops at a MB counts the row at which it stops twice. */
  const LEAST_PASSED = 1_999;
  let site: Table;
  let everything: readonly Listed[];

  const written = (at: string, name: string, subject: string) => {
    const [{ sheet: one } = {}] = everything;
    if (one?.resident === undefined) throw new Error('there is no sheet');
    const resident = { ...one.resident, name };
    return { ...one, id: ulid(Date.parse(at)), openedAt: at, updatedAt: at, subject, resident };
  };

  beforeAll(async () => {
    site = { ...table, digest: ownDigest };
    everything = (await heads(table, engine.ids)).filter(({ summary }) => summary.complaint === undefined);
    const sheets = [
      written('2026-06-01T00:00:00.000Z', '欧阳娜娜', '早先的事'),
      ...['02', '09', '16', '23'].map((day) =>
        written(`2026-11-${day}T01:00:00.000Z`, '欧阳 娜娜', '门禁失灵'),
      ),
      written('2026-11-03T02:00:00.000Z', '欧阳兰', 'Ｗi-Fi①号 失灵'),
      written('2026-11-04T02:00:00.000Z', '欧阳兰', '替欧阳娜娜报修'),
    ];
    for (const sheet of sheets) {
      const rows = (await findWrites(site, undefined, sheet)).flatMap(({ Put }) => Put?.Item ?? []);
      for (const Item of [headItem({ sheet, hash: '0'.repeat(64) }), ...rows])
        await table.client.send(new PutCommand({ TableName: table.name, Item }));
    }
    // As an earlier version wrote it.
    const sheet = written('2026-11-05T02:00:00.000Z', '欧阳兰', '替欧阳娜娜问');
    const head = headItem({ sheet, hash: '0'.repeat(64) });
    const { comparable: _comparable, ...older } = JSON.parse(String(head.summary));
    const summary = JSON.stringify(older);
    const Item = { ...head, summary, sheet: deflated(JSON.stringify(sheet), summary) };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    const all = { upTo: '~', downTo: '0', limit: 2 * SHEETS };
    everything = [];
    for (let upTo: string | undefined = all.upTo; upTo !== undefined; ) {
      const page = await throughIndex('by-site', 'sitePk', sitePartition(SITE)).read(table, { ...all, upTo });
      everything = [...everything, ...page.sheets];
      upTo = page.reached;
    }
  }, 120_000);

  it.each([
    ['欧阳娜娜', 7],
    ['欧阳 娜娜', 7],
    ['wi-fi1号', 1],
    ['失灵', 5],
    ['没有这样的词', 0],
    ['、', undefined],
    [nameOf(5, SHEETS), undefined],
    [addressOf(5, SHEETS), undefined],
    ['06-02-301', undefined],
  ])('for %s finds all of it, and passes over no less and no more than it may', async (q, count) => {
    const search = searchFor(q, NOW, 'Asia/Shanghai');
    const rows = everything.map((row) => ({ ...row, actor: READER }));
    const shown = (await shownRows(site, rows, DIRECTORY))
      .map(({ summary }) => ({
        position: openedPosition(summary.openedAt, summary.id),
        id: summary.id,
        fits: matches(summary, search),
      }))
      .toSorted((a, b) => (a.position < b.position ? 1 : -1));
    const expected = shown.filter(({ fits }) => fits).map(({ id }) => id);
    if (count !== undefined) expect(expected).toHaveLength(count);
    const found: string[] = [];
    let after: string | undefined;
    do {
      const from = after;
      const { sheets, next } = await listSheets(site, { search }, [READER], DIRECTORY, 25, from);
      const page = shown.filter(
        ({ position }) => (from === undefined || position < from) && next !== undefined && position >= next,
      );
      if (next !== undefined && sheets.length < 25) {
        const passed = page.filter(({ fits }) => !fits).length;
        expect(passed).toBeGreaterThanOrEqual(LEAST_PASSED);
        expect(passed).toBeLessThanOrEqual(2_000);
      }
      found.push(...sheets.map(({ id }) => id));
      after = next;
    } while (after !== undefined);
    expect(found).toEqual(expected);
  });

  it('carries little of what does not fit', async () => {
    asked = { calls: 0, bytes: 0 };
    const search = searchFor('没有这样的词', NOW, 'Asia/Shanghai');
    await listSheets(site, { search }, [READER], DIRECTORY, 25, undefined);
    expect(asked.bytes).toBeLessThan(100_000);
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
