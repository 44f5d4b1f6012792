/** Whether a read takes as long in an organisation of thousands as in a small one, where what a process remembers is seconds old. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LOCAL_REGION, withEnvironment } from '../../infra/local/aws-environment.ts';
import { putPerson } from '../../shared/store/organisation/organisation.ts';
import { headItem } from '../../shared/store/sheets/sheet-items.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { DIRECTORY, opened, personOf } from '../support/factories.ts';
import { sheetAfter } from '../support/given-when-then.ts';
import { functionEnvironment } from './bare-engine.ts';
import { type FilledEngine, startFilledEngine } from './filled-engine.ts';
import { callHandler, eventOf, importHandler } from './handler-calls.ts';
import type { Measurement, World } from './measurement.ts';
import { read } from './requests.ts';
import { cells, rowsOf } from './rows.ts';
import { writeDirectory } from './scale.ts';
import { alternately, median, type Pair } from './timing.ts';

const MANY = 5_000;
/** Longer than a process goes by what it read without asking whether it has changed. */
const IDLE_MS = 1_100;
const WARM_UP = 3;
const COUNT = 25;

interface Stored {
  readonly engine: FilledEngine;
  /** Reads the sheet as nobody did for more than a second. */
  readonly read: () => Promise<unknown>;
}

/** A site with so many workers beside the staff of the demo, and a sheet. */
async function stored(world: World, workers: number): Promise<Stored> {
  const sheet = sheetAfter(opened());
  const engine = await startFilledEngine(join(world.scratch, `staff-${workers}`), 1, () => {
    return { id: sheet.id, item: headItem({ sheet, hash: '0'.repeat(64) }) };
  });
  const { endpoint, tableName } = engine;
  await writeDirectory(engine, DIRECTORY);
  const table = openTable({ name: tableName, endpoint, region: LOCAL_REGION });
  for (let nth = 0; nth < workers; nth += 1)
    await putPerson(table, personOf(`worker-${nth}`, 'worker', 'engineering'));
  table.client.destroy();
  return withEnvironment(await functionEnvironment(tableName, endpoint), async () => {
    const records = await importHandler(world.bundles, 'records', `staff-${workers}`);
    const call = () => callHandler(records, eventOf(read(sheet.id)));
    // The SDK reads its environment at the first call.
    if (rowsOf((await call()).body) < 1) throw new Error('nothing was read');
    return { engine, read: call };
  });
}

/** Figure `staff.read.ratio`. */
export const staff: Measurement = {
  name: 'staff',
  async run(world) {
    const engines: FilledEngine[] = [];
    try {
      const few = await stored(world, 0);
      engines.push(few.engine);
      const many = await stored(world, MANY);
      engines.push(many.engine);
      const pairs: Pair[] = [];
      for (let nth = 0; nth < WARM_UP + world.count(COUNT); nth += 1) {
        await pause(IDLE_MS);
        pairs.push(await alternately(few.read, many.read, 0, 1));
      }
      const counted = pairs.slice(WARM_UP);
      const [small, large] = [median(counted.flatMap(({ a }) => a)), median(counted.flatMap(({ b }) => b))];
      const demo = DIRECTORY.staff.length;
      world.say('a read, by the staff of its site, what is remembered of them a second old; p50 in ms');
      world.say(cells(['', String(demo), String(demo + MANY), 'x']));
      world.say(cells(['read', small.toFixed(2), large.toFixed(2), (large / small).toFixed(2)]));
      return { 'staff.read.ratio': large / small };
    } finally {
      for (const engine of engines) await engine.stop();
    }
  },
};
