/** Whether reads stay as fast with many sheets stored as with few: two engines side by side. */

import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { LOCAL_REGION, withEnvironment } from '../../infra/local/aws-environment.ts';
import { assess } from '../../shared/domain/assessment/assessment.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import { markFrozen, writeFigures } from '../../shared/store/assessment/frozen.ts';
import { putPerson, putSection, putSite } from '../../shared/store/organisation/organisation.ts';
import { findableKey, placedKey } from '../../shared/store/table/keys.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { digestIn } from '../support/digest.ts';
import { DIRECTORY } from '../support/factories.ts';
import { functionEnvironment } from './bare-engine.ts';
import { addressOf, busyMonth, MONTH, NOW, nameOf, phoneOf } from './busy-month.ts';
import { type FilledEngine, startFilledEngine } from './filled-engine.ts';
import { callHandler, eventOf, type Handler, importHandler } from './handler-calls.ts';
import type { Figures, Measurement, World } from './measurement.ts';
import { nthOf } from './nth-of.ts';
import { startOwnSecrets } from './own-secrets.ts';
import { type ApiRequest, list, PAGE, read, SITE, search } from './requests.ts';
import { cells, rowsOf } from './rows.ts';
import { alternately, percentile } from './timing.ts';

const FEW = 1_000;
const WARM_UP = 200;
const COUNT = 600;
/** Read ids are this far apart, so that they come from all over the table. */
const STRIDE = 7_919;

const MEDIAN = 0.5;
/** These read hundreds of rows, so a tenth of the calls tells as much. */
const HEAVY: readonly string[] = ['work', 'registers'];
const NEXT_MONTH = Date.parse('2026-12-05T00:00:00.000Z');

interface Stored {
  readonly sheets: number;
  readonly engine: FilledEngine;
  readonly handlers: Readonly<Record<Function, Handler>>;
}

/** The functions that answer what is measured. */
const FUNCTIONS = ['records', 'registers', 'public'] as const;
type Function = (typeof FUNCTIONS)[number];

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

/**
 * What a site that has run for long has: what earlier versions wrote is brought up to date, and the month is frozen.
 */
export async function bringUpToDate({ endpoint, tableName }: FilledEngine): Promise<void> {
  const table = openTable({ name: tableName, endpoint, region: LOCAL_REGION });
  for (const key of [findableKey(SITE), placedKey(SITE)])
    await table.client.send(new PutCommand({ TableName: tableName, Item: { ...key, done: true } }));
  table.client.destroy();
}

async function freeze({ endpoint, tableName }: FilledEngine): Promise<void> {
  const table = openTable({ name: tableName, endpoint, region: LOCAL_REGION });
  await writeFigures(table, SITE, MONTH, assess([], DIRECTORY));
  await markFrozen(table, SITE, MONTH, NOW);
  table.client.destroy();
}

async function stored(world: World, sheets: number): Promise<Stored> {
  const scratch = join(world.scratch, `scale-${sheets}`);
  const secrets = await startOwnSecrets(world, join(scratch, 'secrets'));
  const digest = digestIn(join(scratch, 'secrets'));
  const engine = await startFilledEngine(scratch, sheets, busyMonth(DIRECTORY, sheets, digest));
  const environment = {
    ...(await functionEnvironment(engine.tableName, engine.endpoint)),
    ...secrets.environment,
  };
  const handlers = await withEnvironment(environment, async () => {
    await writeDirectory(engine, DIRECTORY);
    await bringUpToDate(engine);
    await freeze(engine);
    const instances = await Promise.all(
      FUNCTIONS.map(
        async (name) => [name, await importHandler(world.bundles, name, String(sheets))] as const,
      ),
    );
    const imported = Object.fromEntries(instances) as Record<Function, Handler>;
    // The SDK reads its environment at the first call; and the first search asks for the secret.
    for (const { at, request, atLeast } of Object.values(requestsOf(sheets, engine.ids))) {
      const { body } = await callHandler(imported[at], eventOf(request(0)));
      const rows = rowsOf(body);
      if (rows < atLeast) throw new Error(`${request(0).path} has ${rows} rows of ${sheets} sheets: ${body}`);
    }
    return imported;
  });
  const stop = async () => {
    await engine.stop();
    await secrets.stop();
  };
  return { sheets, engine: { ...engine, stop }, handlers };
}

interface Asked {
  readonly at: Function;
  readonly request: (nth: number) => ApiRequest;
  /** How many rows the answer has, so that what is timed is one. */
  readonly atLeast: number;
}

/** What is asked of a table of so many sheets. */
function requestsOf(sheets: number, ids: readonly string[]): Readonly<Record<string, Asked>> {
  const get = (routeKey: string, query: Record<string, string>): ApiRequest => {
    return { method: 'GET', path: routeKey.replace('GET ', ''), routeKey, query, headers: {} };
  };
  const register = { site: SITE, from: `${MONTH}-01`, to: NOW.slice(0, 10), limit: '25' };
  return {
    list: { at: 'records', request: () => list(), atLeast: PAGE },
    read: { at: 'records', request: (nth) => read(nthOf(ids, (nth * STRIDE) % sheets)), atLeast: 1 },
    search: { at: 'records', request: (nth) => search(phoneOf(nth * STRIDE, sheets)), atLeast: 25 },
    tail: { at: 'records', request: (nth) => search(phoneOf(nth * STRIDE, sheets).slice(-4)), atLeast: 25 },
    name: { at: 'records', request: (nth) => search(nameOf(nth * STRIDE, sheets)), atLeast: 1 },
    address: { at: 'records', request: (nth) => search(addressOf(nth * STRIDE, sheets)), atLeast: 1 },
    words: { at: 'records', request: () => search('不亮'), atLeast: 25 },
    filter: {
      at: 'records',
      request: () => get('GET /sheets', { site: SITE, kind: 'complaint' }),
      atLeast: 25,
    },
    work: { at: 'records', request: () => get('GET /work', { who: 'site' }), atLeast: 1 },
    registers: { at: 'registers', request: () => get('GET /registers/repairs', register), atLeast: 25 },
    public: { at: 'public', request: () => get('GET /commitments', { site: SITE }), atLeast: 0 },
  };
}

/** The public page is made once a second: each request is of a second of its own, in the month after the busy one. */
function timedEvent(request: ApiRequest, nth: number) {
  const event = eventOf(request);
  event.requestContext.timeEpoch = NEXT_MONTH + nth * 1_000;
  return event;
}

async function compare(world: World, few: Stored, many: Stored): Promise<Figures> {
  const figures: Record<string, number> = {};
  const asked = [few, many].map((of) => ({ of, requests: requestsOf(of.sheets, of.engine.ids) }));
  for (const name of Object.keys(requestsOf(0, []))) {
    const share = HEAVY.includes(name) ? 0.1 : 1;
    const warmUp = world.count(WARM_UP * share);
    const total = warmUp + world.count(COUNT * share);
    const calls = asked.map(({ of, requests }) => {
      const { at, request } = requests[name] as Asked;
      const events = Array.from({ length: total }, (_, nth) =>
        at === 'public' ? timedEvent(request(nth), nth) : eventOf(request(nth)),
      );
      return (nth: number) => callHandler(of.handlers[at], nthOf(events, nth));
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
