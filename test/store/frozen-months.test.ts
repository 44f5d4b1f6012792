/**
 * Half a year through the outbox's own writes, its records doubled, late and out of order; each month frozen at 02:00 on
 * the first of the next. Held against the ledgers: as they stood at the freeze, and as they stand at the end.
 */

import { rm } from 'node:fs/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateFacts } from '../../functions/outbox/facts.ts';
import type { Outbox } from '../../functions/outbox/outbox.ts';
import { adoptAwsBasics, LOCAL_REGION } from '../../infra/local/aws-environment.ts';
import { type DataDirectory, openDataDirectory } from '../../infra/local/data-directory.ts';
import { type LocalDynamoDb, startDynamoDb } from '../../infra/local/dynamodb.ts';
import { freezeMissed, freezeMonth } from '../../shared/commands/months.ts';
import { correctionsOf } from '../../shared/domain/assessment/corrections.ts';
import { factsOf } from '../../shared/domain/assessment/facts.ts';

import { COUNTED, FIGURES, IN_SCORE } from '../../shared/domain/assessment/figures.ts';
import { monthAfter } from '../../shared/domain/kernel/local-spans.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';

import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { readCompliance } from '../../shared/store/assessment/compliance.ts';
import { keepFacts, readFacts } from '../../shared/store/assessment/facts.ts';

import { markFreezing, readFrozen } from '../../shared/store/assessment/frozen.ts';
import { frozenMarkKey, frozenSectionKey } from '../../shared/store/table/keys.ts';

import { openTable, type Table } from '../../shared/store/table/table.ts';
import { dataFolder } from '../support/data-folder.ts';
import { type ByHand, byHand } from '../support/domain/by-hand.ts';
import { halfYear, type Lived } from '../support/domain/half-year.ts';
import { DIRECTORY, SITE } from '../support/factories.ts';
import { randomFrom } from '../support/random.ts';
import { waitingFor } from '../support/waiting.ts';

const FROM = Date.parse('2026-07-03T00:00:00.000Z');
const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01'];
const SHEETS = 40;

let data: DataDirectory;
let engine: LocalDynamoDb;
let table: Table;
let scratch: string;
let restore: () => Promise<void> | void;
beforeAll(async () => {
  restore = adoptAwsBasics();
  scratch = await dataFolder('months');
  data = await openDataDirectory(scratch);
  engine = await startDynamoDb(data);
  table = openTable({ name: engine.tableName, endpoint: engine.endpoint, region: LOCAL_REGION });
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
  await data.release();
  await restore();
  await rm(scratch, { recursive: true });
});

const letters = { client: { send: async () => ({}) } as unknown as SQSClient, queueUrl: '' };
const random = randomFrom(5);

/** 02:00 of China on the first of the month after. */
const freezeOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1) - 6 * 3_600_000).toISOString();

/** The stream lags behind by days, so that every month is frozen without its last ones and has much to correct. */
const lagging = (at: string) => new Date(Date.parse(at) - 5 * 24 * 3_600_000).toISOString();

interface Record {
  readonly before: Sheet | undefined;
  readonly after: Sheet;
  readonly states: readonly Sheet[];
  readonly nth: number;
}

const recordsOf = ({ states }: Lived): readonly Record[] =>
  states.map((after, nth) => ({ before: states[nth - 1], after, states, nth }));

/** Delivers records: most once, some twice, in any order, each against a sheet at least as new as it is. */
async function deliver(records: readonly Record[], now: string): Promise<void> {
  const outbox = { table, now, directories: async () => DIRECTORY } as unknown as Outbox;
  const upTo = (record: Record) => {
    const known = record.states.filter(({ updatedAt }) => updatedAt < now);
    return known[record.nth + Math.floor(random() * (known.length - record.nth))] ?? record.after;
  };
  const doubled = records.flatMap((record) => (random() < 0.3 ? [record, record] : [record]));
  const shuffled = doubled
    .map((record) => [random(), record] as const)
    .sort(([a], [b]) => a - b)
    .map(([, record]) => record);
  // The last word is with a record that sees the sheet as it is: the stream ends with one.
  const last = new Map(records.map((record) => [record.after.id, record]));
  const task = (record: Record, sheet: Sheet) =>
    updateFacts(outbox, sheet, DIRECTORY, [{ kind: 'head', before: record.before, after: record.after }]);
  for (let from = 0; from < shuffled.length; from += 8) {
    await Promise.all(shuffled.slice(from, from + 8).map((record) => task(record, upTo(record))));
  }
  for (const { states } of last.values()) {
    const known = states.filter(({ updatedAt }) => updatedAt < now);
    const sheet = known.at(-1);
    if (sheet === undefined) continue;
    await updateFacts(outbox, sheet, DIRECTORY, [{ kind: 'head', before: undefined, after: sheet }]);
  }
  // And some of what was told before comes again, from when the sheet was younger.
  for (const record of shuffled.filter(() => random() < 0.1)) await task(record, record.after);
}

type Sums = Map<string, ByHand>;

function missing(figure: string): never {
  throw new Error(`${figure} was not counted`);
}

/** Figures as they are held against the ledgers: only what is not 0 of 0. */
function sums(frozen: NonNullable<Awaited<ReturnType<typeof readFrozen>>>): Sums {
  const found: Sums = new Map();
  for (const { id, figures } of [...frozen.sections, ...frozen.people]) {
    for (const name of FIGURES) {
      const { value, numerator, denominator, excluded } = figures[name] ?? missing(name);
      expect(value).toBe(denominator === 0 ? null : numerator / denominator);
      const below = COUNTED.includes(name) ? 0 : denominator;
      if (numerator + below + excluded > 0) {
        found.set(`${name} ${id}`, { numerator, denominator: below, excluded });
      }
    }
  }
  return found;
}

const sorted = (all: Sums) =>
  [...all]
    .filter(([, { numerator, denominator, excluded }]) => numerator + denominator + excluded > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));

it('months stay as they were frozen, and with their corrections are what the ledgers come to', async () => {
  const lives = halfYear(11, SHEETS, FROM);
  const frozenAs = new Map<string, ReturnType<typeof sorted>>();
  const freezes = MONTHS.map((month) => [month, freezeOf(month)] as const);
  let told = '';
  for (const [month, at] of freezes) {
    const known = lagging(at);
    const due = lives.flatMap(recordsOf);
    await deliver(
      due.filter(({ after }) => after.updatedAt < known && after.updatedAt >= told),
      known,
    );
    expect(await freezeMonth({ table, letters, now: at }, DIRECTORY, month)).toBe(true);
    const frozen = await readFrozen(table, SITE.id, month);
    if (frozen === undefined) throw new Error(`${month} is not frozen`);
    const then = lives.map(({ events }) => events.filter((event) => event.at < known));
    expect(sorted(sums(frozen)), month).toEqual(sorted(byHand(then, month)));
    frozenAs.set(month, sorted(sums(frozen)));
    told = known;
  }
  const end = '2028-01-01T00:00:00.000Z';
  await deliver(
    lives.flatMap(recordsOf).filter(({ after }) => after.updatedAt >= told),
    end,
  );

  let corrected = 0;
  for (const [month] of freezes) {
    // A second run finds it done, and changes nothing.
    expect(await freezeMonth({ table, letters, now: end }, DIRECTORY, month)).toBe(false);
    const frozen = await readFrozen(table, SITE.id, month);
    if (frozen === undefined) throw new Error(`${month} is not frozen any more`);
    const now = sums(frozen);
    expect(sorted(now), month).toEqual(frozenAs.get(month));
    const facts = await readFacts(table, SITE.id, month);
    for (const { figure, person, section, ...by } of correctionsOf(
      frozen.changes,
      facts,
      frozen.figureList,
    )) {
      corrected += 1;
      for (const who of [person, section]) {
        if (who === undefined) continue;
        const sum = now.get(`${figure} ${who}`) ?? { numerator: 0, denominator: 0, excluded: 0 };
        now.set(`${figure} ${who}`, {
          numerator: sum.numerator + by.numerator,
          denominator: sum.denominator + by.denominator,
          excluded: sum.excluded + by.excluded,
        });
      }
    }
    const atTheEnd = lives.map(({ events }) => events);
    expect(sorted(now), month).toEqual(sorted(byHand(atTheEnd, month)));
  }
  expect(corrected).toBeGreaterThan(10);
});

it('a freeze that dies at any call is made up for, comes to the same and tells everybody once', async () => {
  const [life] = halfYear(3, 1, FROM);
  const sheet = life?.states.at(-1);
  if (sheet === undefined) throw new Error('no sheet');
  const facts = factsOf(sheet, DIRECTORY);
  const month = [...facts.keys()].toSorted()[0] ?? '';
  const now = new Date(Date.parse(freezeOf(month)) + 3_600_000).toISOString();
  const toldBefore = await toldTheDirector();
  const results = new Set<string>();
  let died = 0;
  for (let dies = 0; ; dies += 1) {
    const directory = { ...DIRECTORY, site: { ...SITE, id: `site-${dies}` } };
    const site = directory.site.id;
    await keepFacts(table, { site, source: { sheet: sheet.id }, facts, left: [], entries: 9, now });
    const mortal = { table: dyingAt(dies), letters, now };
    const isDone = await freezeMonth(mortal, directory, month).catch(() => undefined);
    if (isDone === undefined) {
      died += 1;
      expect(await readFrozen(table, site, month)).toBeUndefined();
      expect(await freezeMissed({ table, letters, now }, directory)).toBe(1);
    }
    expect(await freezeMissed({ table, letters, now }, directory)).toBe(0);
    results.add(JSON.stringify(await readFrozen(table, site, month)));
    expect(await toldTheDirector()).toBe(toldBefore + dies + 1);
    if (isDone === true) break;
  }
  expect(results.size).toBe(1);
  expect(died).toBeGreaterThan(4);
});

describe('months that nobody froze', () => {
  const OCTOBER_IS_DUE = '2026-10-31T18:10:00.000Z';
  let sites = 0;

  /** A site of its own that knows something of these months, and of them alone. */
  async function siteKnowing(months: readonly string[]): Promise<Directory> {
    const [life] = halfYear(3, 1, FROM);
    const sheet = life?.states.at(-1);
    const [known] = sheet === undefined ? [] : factsOf(sheet, DIRECTORY).values();
    if (sheet === undefined || known === undefined) throw new Error('nothing is known');
    sites += 1;
    const directory = { ...DIRECTORY, site: { ...SITE, id: `missed-${sites}` } };
    const facts = new Map(months.map((month) => [month, known]));
    const source = { sheet: sheet.id };
    await keepFacts(table, {
      site: directory.site.id,
      source,
      facts,
      left: [],
      entries: 9,
      now: sheet.openedAt,
    });
    return directory;
  }
  const monthsBack = (from: string, count: number) =>
    Array.from({ length: count }, (_, back) => monthAfter(from, -back)).reverse();
  const frozenOf = async ({ site }: Directory, months: readonly string[]) => {
    const found = await Promise.all(months.map((month) => readFrozen(table, site.id, month)));
    return months.filter((_, nth) => found[nth] !== undefined);
  };
  const missed = (directory: Directory, now: string) => freezeMissed({ table, letters, now }, directory);

  it('are made up for, the last of them ten minutes after its schedule', async () => {
    const months = monthsBack('2026-10', 3);
    const directory = await siteKnowing(months);
    expect(await missed(directory, '2026-10-31T18:09:59.999Z')).toBe(2);
    expect(await frozenOf(directory, months)).toEqual(['2026-08', '2026-09']);
    expect(await missed(directory, OCTOBER_IS_DUE)).toBe(1);
    expect(await frozenOf(directory, months)).toEqual(months);
    expect(await missed(directory, OCTOBER_IS_DUE)).toBe(0);
    const [first, ...others] = await Promise.all(
      months.map(async (month) => (await readFrozen(table, directory.site.id, month))?.sections),
    );
    expect(first?.some(({ figures }) => FIGURES.some((name) => (figures[name]?.denominator ?? 0) > 0))).toBe(
      true,
    );
    expect(others).toEqual([first, first]);
  });

  it('are none before anything was known, and none of which nothing is known', async () => {
    const directory = await siteKnowing(['2026-10']);
    expect(await missed(directory, OCTOBER_IS_DUE)).toBe(1);
    expect(await frozenOf(directory, ['2026-09', '2026-10'])).toEqual(['2026-10']);
    expect(await missed(await siteKnowing([]), OCTOBER_IS_DUE)).toBe(0);
  });

  it('are those too whose freezing was begun and left, whatever is known of them', async () => {
    const directory = await siteKnowing([]);
    await markFreezing(table, directory.site.id, '2026-10', OCTOBER_IS_DUE);
    expect(await missed(directory, OCTOBER_IS_DUE)).toBe(1);
    expect(await frozenOf(directory, ['2026-10'])).toEqual(['2026-10']);
  });

  it('are left alone beyond a year', async () => {
    const months = monthsBack('2026-10', 14);
    const directory = await siteKnowing(months);
    expect(await missed(directory, OCTOBER_IS_DUE)).toBe(12);
    expect(await frozenOf(directory, months)).toEqual(months.slice(2));
  });

  /** A month's mark, as it begins and as it ends. */
  const isMark = (command: Sent) => command instanceof PutCommand && command.input.Item?.state !== undefined;

  it('are all made up for by the next run, wherever the one before died', async () => {
    const months = monthsBack('2026-10', 3);
    const left = new Set<number>();
    for (let dies = 0; ; dies += 1) {
      const directory = await siteKnowing(months);
      const mortal = { table: dyingAt(dies, isMark), letters, now: OCTOBER_IS_DUE };
      const isDone = await freezeMissed(mortal, directory).catch(() => undefined);
      if (isDone === undefined) left.add(await missed(directory, OCTOBER_IS_DUE));
      expect(await frozenOf(directory, months), `died at mark ${dies}`).toEqual(months);
      if (isDone !== undefined) break;
    }
    expect([...left]).toEqual([3, 2, 1]);
  });
});

type Sent = Parameters<Table['client']['send']>[0];

/** The table to a process that dies before its call of that place, from 0, among those that count. */
function dyingAt(place: number, isCounted: (command: Sent) => boolean = () => true): Table {
  let calls = 0;
  const client = Object.create(table.client, {
    send: {
      value: async (command: Sent) => {
        if (isCounted(command)) calls += 1;
        if (calls === place + 1) throw new Error('died');
        return table.client.send(command);
      },
    },
  });
  return { ...table, client };
}

describe('a month that was frozen', () => {
  const directory = { ...DIRECTORY, site: { ...SITE, id: 'long-ago' } };
  const { id: site } = directory.site;
  const now = '2026-12-01T00:00:00.000Z';
  const put = (Item: Readonly<globalThis.Record<string, unknown>>) =>
    table.client.send(new PutCommand({ TableName: table.name, Item }));

  it('keeps with which figures it was counted, and which of them make its score', async () => {
    await freezeMonth({ table, letters, now }, directory, '2026-10');
    expect((await readFrozen(table, site, '2026-10'))?.figureList).toEqual({
      figures: FIGURES,
      scored: IN_SCORE,
    });
  });

  it('by version 0.1 was counted with the figures of then', async () => {
    await freezeMonth({ table, letters, now }, directory, '2026-09');
    await put({ ...frozenMarkKey(site, '2026-09'), state: 'frozen', at: now });
    const { figureList } = (await readFrozen(table, site, '2026-09')) ?? {};
    expect(figureList?.figures).toHaveLength(17);
    expect(figureList?.scored).toEqual([
      ...['onTime.answer', 'onTime.dispatch', 'onTime.acceptance', 'onTime.arrival', 'onTime.return'],
      ...['onTime.handling', 'onTime.countersign', 'onTime.follow-up'],
      ...['resolvedAtFirstVisit', 'satisfied', 'followUpDone'],
    ]);
  });

  it('is read as it was, with other figures than there are now, and its compliance too', async () => {
    const share = { value: 1, numerator: 2, denominator: 2, excluded: 0 };
    const figures = {
      'onTime.inspection': share,
      answeredOnTheSpot: share,
      score: share,
      grade: { ...share, value: 'A' },
    };
    await put({
      ...frozenSectionKey(site, '2026-08', 'security'),
      row: JSON.stringify({ id: 'security', figures }),
    });
    const figureList = { figures: ['onTime.inspection', 'answeredOnTheSpot'], scored: ['onTime.inspection'] };
    await put({
      ...frozenMarkKey(site, '2026-08'),
      state: 'frozen',
      at: now,
      figureList: JSON.stringify(figureList),
    });
    expect(await readFrozen(table, site, '2026-08')).toEqual({
      ...{ sections: [{ id: 'security', figures }], people: [], figureList, changes: [] },
    });
    expect([...(await readCompliance(table, directory, '2026-08'))]).toEqual([
      ['security', { month: '2026-08', figures: { answeredOnTheSpot: share }, grade: 'A' }],
    ]);
  });
});

const toldTheDirector = async (): Promise<number> => (await waitingFor(table, 'director-wei')).length;
