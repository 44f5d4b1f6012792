/** Whether reads stay as fast with many sheets stored as with few: two engines side by side. */

import { join } from 'node:path';
import { LOCAL_REGION, withEnvironment } from '../../infra/local/aws-environment.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import { putPerson, putSection, putSite } from '../../shared/store/organisation/organisation.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { digestIn } from '../support/digest.ts';
import { DIRECTORY } from '../support/factories.ts';
import { functionEnvironment } from './bare-engine.ts';
import { type FilledEngine, startFilledEngine } from './filled-engine.ts';
import { callHandler, eventOf, type Handler, importHandler } from './handler-calls.ts';
import { phoneOf, sheetMaker } from './many-sheets.ts';
import type { Figures, Measurement, World } from './measurement.ts';
import { nthOf } from './nth-of.ts';
import { startOwnSecrets } from './own-secrets.ts';
import { type ApiRequest, list, PAGE, read, search } from './requests.ts';
import { cells } from './rows.ts';
import { alternately, percentile } from './timing.ts';

const FEW = 1_000;
const WARM_UP = 200;
const COUNT = 600;
/** Read ids are this far apart, so that they come from all over the table. */
const STRIDE = 7_919;

const MEDIAN = 0.5;

interface Stored {
  readonly sheets: number;
  readonly engine: FilledEngine;
  readonly records: Handler;
}

/** Writes an organisation into an engine's table. */
export async function writeDirectory(
  { endpoint, tableName }: FilledEngine,
  { site, sections, staff }: Directory,
) {
  const table = openTable({ name: tableName, endpoint, region: LOCAL_REGION });
  await putSite(table, site);
  for (const section of sections) await putSection(table, site.id, section);
  for (const person of staff) await putPerson(table, person);
  table.client.destroy();
}

async function stored(world: World, sheets: number): Promise<Stored> {
  const scratch = join(world.scratch, `scale-${sheets}`);
  const secrets = await startOwnSecrets(world, join(scratch, 'secrets'));
  const digest = digestIn(join(scratch, 'secrets'));
  const engine = await startFilledEngine(scratch, sheets, sheetMaker(DIRECTORY, sheets, digest));
  const environment = {
    ...(await functionEnvironment(engine.tableName, engine.endpoint)),
    ...secrets.environment,
  };
  const records = await withEnvironment(environment, async () => {
    await writeDirectory(engine, DIRECTORY);
    const handler = await importHandler(world.bundles, 'records', String(sheets));
    // The SDK reads its environment at the first call.
    const { items } = JSON.parse((await callHandler(handler, eventOf(list()))).body) as { items: unknown[] };
    if (items.length !== PAGE) throw new Error(`a list of ${items.length} from ${sheets} sheets`);
    // The first search asks for the secret.
    await callHandler(handler, eventOf(search(phoneOf(0, sheets))));
    return handler;
  });
  const stop = async () => {
    await engine.stop();
    await secrets.stop();
  };
  return { sheets, engine: { ...engine, stop }, records };
}

async function compare(world: World, few: Stored, many: Stored): Promise<Figures> {
  const warmUp = world.count(WARM_UP);
  const total = warmUp + world.count(COUNT);
  const requests: Readonly<Record<string, (nth: number, of: Stored) => ApiRequest>> = {
    list,
    read: (nth, { engine, sheets }) => read(nthOf(engine.ids, (nth * STRIDE) % sheets)),
    search: (nth, { sheets }) => search(phoneOf(nth * STRIDE, sheets)),
    tail: (nth, { sheets }) => search(phoneOf(nth * STRIDE, sheets).slice(-4)),
  };
  const figures: Record<string, number> = {};
  for (const [name, request] of Object.entries(requests)) {
    const calls = [few, many].map((of) => {
      const events = Array.from({ length: total }, (_, nth) => eventOf(request(nth, of)));
      return (nth: number) => callHandler(of.records, nthOf(events, nth));
    });
    const { a, b } = await alternately(nthOf(calls, 0), nthOf(calls, 1), warmUp, total - warmUp);
    const [p50, grown] = [percentile(a, MEDIAN), percentile(b, MEDIAN)];
    figures[`scale.${name}.ratio`] = grown / p50;
    world.say(cells([name, p50.toFixed(2), grown.toFixed(2), (grown / p50).toFixed(2)]));
  }
  return figures;
}

/** Figures `scale.<operation>.ratio`: its p50 with many sheets stored over that with few. */
export const scale: Measurement = {
  name: 'scale',
  async run(world) {
    const engines: FilledEngine[] = [];
    try {
      const few = await stored(world, FEW);
      engines.push(few.engine);
      const many = await stored(world, world.scale);
      engines.push(many.engine);
      world.say('handler in this process, by the number of sheets stored; p50 in ms');
      world.say(cells(['', String(FEW), String(world.scale), 'x']));
      return await compare(world, few, many);
    } finally {
      for (const engine of engines) await engine.stop();
    }
  },
};
