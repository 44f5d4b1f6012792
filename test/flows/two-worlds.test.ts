/**
 * Of two worlds that hold the same for a reader every list answers the same, byte for byte but for its cursors (contract
 * section 1): the world as it is, and the same without anything that is hidden from them. What hides is whatever the
 * single reads say: they, and the rules behind them, have tests of their own.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifest } from '../../infra/manifest.ts';
import { documentWithoutExamples } from '../../shared/contract/openapi.ts';
import type { Item, Table } from '../../shared/store/table/table.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';
import { askedOf, LISTS } from '../support/worlds/lists.ts';
import { answersTo, compared, differing } from '../support/worlds/two-worlds.ts';
import { CASE_TERMS, type Thing, wholeWorld } from '../support/worlds/whole-world.ts';
import { allItems, tellsOf, withoutItems } from '../support/worlds/without.ts';

const READERS = [
  ...['resident-zhao', 'receptionist-sun', 'cs-supervisor-he', 'cs-manager-li', 'worker-wu', 'cleaner-shi'],
  ...['engineering-supervisor-feng', 'engineering-manager-wang', 'director-wei', 'deputy-director-jiang'],
  ...['overseer-han', 'administrator-shen', 'hr-yang', 'desk-bai'],
];

let cloud: TestCloud;
let table: Table;
let things: readonly Thing[];
let items: readonly Item[];
/** So long at the most, on a machine that is busy with other things. */
const MOST_MS = 1_800_000;
beforeAll(async () => {
  cloud = await startTestCloud({ now: '2026-11-23T01:00:00.000Z', caseTerms: CASE_TERMS });
  things = await wholeWorld(cloud);
  // Nothing works behind the API from here on: what is taken out of the table has no echo.
  cloud = await cloud.restart({ manifest: manifest.filter(({ trigger }) => trigger.kind === 'api') });
  table = tableOf(cloud);
  items = await allItems(table);
}, MOST_MS);
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

describe('lists tell nothing of what they hide', () => {
  const all = new Set<string>();

  it.each(READERS)('to %s', async (who) => {
    const { different, cursors, hidden } = await compared({ cloud, table, items, things }, who);
    expect(different).toEqual([]);
    expect(hidden.length).toBeGreaterThan(0);
    for (const cursor of cursors) all.add(cursor);
  });

  it('by their cursors, which are of one length and say nothing (those of version 0.1 gave sealed cases away)', () => {
    expect(all.size).toBeGreaterThan(100);
    expect(new Set([...all].map(({ length }) => length)).size).toBe(1);
    for (const cursor of all) {
      const text = Buffer.from(cursor, 'base64url').toString('latin1');
      expect(things.filter(({ id }) => text.includes(id)).length + Number(text.includes('2026-'))).toBe(0);
    }
  });
});

it('what is shown is missed, so that worlds which differ are told apart', async () => {
  const [shown] = things.filter(({ path }) => path.startsWith('/cases/'));
  const [director, gone] = [
    cloud.as('director-wei'),
    items.filter(tellsOf(shown === undefined ? [] : [shown])),
  ];
  const cases = askedOf(things).filter(({ paths }) => paths.some((path) => path.startsWith('/cases?')));
  const there = await answersTo(director, cases);
  const here = await withoutItems(table, gone, () => answersTo(director, cases));
  expect(differing(there, here).map(({ asked }) => asked)).toContain('/cases?site=riverside&limit=1');
});

it('every route that reads is asked, or it says why not', () => {
  const { paths = {} } = documentWithoutExamples('0');
  const reading = Object.entries(paths).flatMap(([path, { get }]) => (get === undefined ? [] : path));
  expect(Object.keys(LISTS([])).toSorted()).toEqual(reading.toSorted());
});
