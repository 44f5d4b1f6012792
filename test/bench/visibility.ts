/** What recusal and anonymity cost a list: fifty complaints that are kept from somebody beside fifty that are not. */

import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { LOCAL_REGION, withEnvironment } from '../../infra/local/aws-environment.ts';
import { accusedOf } from '../../shared/domain/complaints/recusal.ts';
import { localDay } from '../../shared/domain/kernel/local-time.ts';
import type { Complaint, Sheet } from '../../shared/domain/model/sheet.ts';
import { sheetNumber } from '../../shared/domain/sheets/number.ts';
import { headItem, newLinks } from '../../shared/store/sheets/sheet-items.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { COMPLAINT, DIRECTORY, did, opened, SITE } from '../support/factories.ts';
import { sheetAfter } from '../support/given-when-then.ts';
import { functionEnvironment } from './bare-engine.ts';
import { type FilledEngine, startFilledEngine } from './filled-engine.ts';
import { callHandler, eventOf, type Handler, importHandler } from './handler-calls.ts';
import type { Figures, Measurement, World } from './measurement.ts';
import { nthOf } from './nth-of.ts';
import { list, PAGE } from './requests.ts';
import { cells } from './rows.ts';
import { writeDirectory } from './scale.ts';
import { alternately, percentile } from './timing.ts';

const WARM_UP = 200;
const COUNT = 600;
const FIRST = Date.parse('2024-01-01T00:00:00.000Z');
const APART_MS = 60_000;
const MEDIAN = 0.5;

/**
 * Who lists: all of the site; what is or was the section's; and, with no goal, all of the site as the authority of
 * some. Whether it is that turns on present standing, so each of the director's pages reads the directory once more.
 */
const READERS = {
  'customer-service': 'receptionist-sun',
  section: 'security-manager-chen',
  director: 'director-wei',
} as const;

type Kept = Pick<Complaint, 'against' | 'anonymous'>;

const NOTHING: readonly Kept[] = [{}];
/** Against a worker, against a manager: every other is an authority's. */
const KEPT: readonly Kept[] = [
  { against: { person: 'guard-chu' }, anonymous: true },
  { against: { person: 'engineering-manager-wang' }, anonymous: true },
];

/** The nth oldest of them, handed to the security section. */
function sheetOf(nth: number, kept: Kept): Sheet {
  const openedAt = new Date(FIRST + nth * APART_MS).toISOString();
  const complaint = { ...COMPLAINT, ...kept };
  const sheet = sheetAfter(
    opened({
      ...{ kind: 'complaint', complaint, accused: accusedOf({ complaint }, DIRECTORY) },
      id: ulid(FIRST + nth * APART_MS),
      number: sheetNumber(localDay(openedAt, SITE.timeZone), nth + 1),
    }),
    did('cs-manager-li', { step: 'hand-over', section: 'security', opinion: '请保安部调查后处理。' }),
  );
  return { ...sheet, openedAt, updatedAt: openedAt };
}

interface Stored {
  readonly engine: FilledEngine;
  readonly records: Handler;
}

async function stored(world: World, name: string, kept: readonly Kept[]): Promise<Stored> {
  const sheets = Array.from({ length: PAGE }, (_, nth) => sheetOf(nth, nthOf(kept, nth % kept.length)));
  const engine = await startFilledEngine(join(world.scratch, `visibility-${name}`), PAGE, (nth) => {
    const sheet = nthOf(sheets, nth);
    return { id: sheet.id, item: headItem({ sheet, hash: '0'.repeat(64) }) };
  });
  const { endpoint, tableName } = engine;
  const table = openTable({ name: tableName, endpoint, region: LOCAL_REGION });
  for (const Item of sheets.flatMap((sheet) => newLinks(undefined, sheet))) {
    await table.client.send(new PutCommand({ TableName: tableName, Item }));
  }
  table.client.destroy();
  const records = await withEnvironment(await functionEnvironment(tableName, endpoint), async () => {
    await writeDirectory(engine, DIRECTORY);
    const handler = await importHandler(world.bundles, 'records', `visibility-${name}`);
    // The SDK reads its environment at the first call.
    for (const reader of Object.values(READERS)) {
      const { body } = await callHandler(handler, eventOf(list(), reader));
      const { items } = JSON.parse(body) as { items: unknown[] };
      if (items.length !== PAGE) throw new Error(`a list of ${items.length} complaints for ${reader}`);
    }
    return handler;
  });
  return { engine, records };
}

async function compare(world: World, open: Stored, kept: Stored): Promise<Figures> {
  const warmUp = world.count(WARM_UP);
  const total = warmUp + world.count(COUNT);
  const figures: Record<string, number> = {};
  for (const [name, reader] of Object.entries(READERS)) {
    const calls = [open, kept].map(({ records }) => {
      const events = Array.from({ length: total }, () => eventOf(list(), reader));
      return (nth: number) => callHandler(records, nthOf(events, nth));
    });
    const { a, b } = await alternately(nthOf(calls, 0), nthOf(calls, 1), warmUp, total - warmUp);
    const [p50, dearer] = [percentile(a, MEDIAN), percentile(b, MEDIAN)];
    figures[`visibility.${name}.ratio`] = dearer / p50;
    world.say(cells([name, p50.toFixed(2), dearer.toFixed(2), (dearer / p50).toFixed(2)]));
  }
  return figures;
}

/** Figures `visibility.<reader>.ratio`: the p50 of a list of complaints that are kept from some, over one of others. */
export const visibility: Measurement = {
  name: 'visibility',
  async run(world) {
    const engines: FilledEngine[] = [];
    try {
      const open = await stored(world, 'open', NOTHING);
      engines.push(open.engine);
      const kept = await stored(world, 'kept', KEPT);
      engines.push(kept.engine);
      world.say(`handler in this process, a list of ${PAGE} complaints; p50 in ms`);
      world.say(cells(['', 'open', 'kept', 'x']));
      return await compare(world, open, kept);
    } finally {
      for (const engine of engines) await engine.stop();
    }
  },
};
