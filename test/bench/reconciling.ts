/** Whether one run of `reconcile` gets round many sites, each with promises that are near, where each call of the table takes its time. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { ulid } from 'ulid';
import { type World as Reconciling, reconcile } from '../../functions/reconcile/reconcile.ts';
import { LOCAL_REGION } from '../../infra/local/aws-environment.ts';
import type { Clock } from '../../shared/domain/model/clock.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import { headItem } from '../../shared/store/sheets/sheet-items.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { ownDigest } from '../support/digest.ts';
import { DIRECTORY, NOW, opened, personOf } from '../support/factories.ts';
import { sheetAfter } from '../support/given-when-then.ts';
import { type FilledEngine, startFilledEngine } from './filled-engine.ts';
import type { Measurement } from './measurement.ts';
import { nthOf } from './nth-of.ts';
import { writeDirectory } from './scale.ts';

const SITES = 500;
const SHEETS = 1_000;
/** What a call of the table, or of the scheduler, takes. */
const CALL_MS = 5;

const siteOf = (nth: number) => `site-${String(nth % SITES).padStart(4, '0')}`;

const MINUTE_MS = 60_000;
const inMinutes = (minutes: number) => new Date(Date.parse(NOW) + minutes * MINUTE_MS).toISOString();

/** A promise that is near enough to be made sure of, and that nobody was warned of. */
const NEAR: Clock = {
  ...{ id: 'dispatch-1-1', name: 'dispatch', round: 1, state: 'running', clause: 'A3.2', owes: {} },
  ...{ startedAt: NOW, warnAt: inMinutes(8), dueAt: inMinutes(10), plan: '1', calendar: '1' },
};

/** A repair at the nth site that has just been opened. */
const sheetOf = (nth: number): Sheet => ({
  ...sheetAfter(opened({ site: siteOf(nth), id: ulid(Date.parse(NOW) + nth) })),
  clocks: [NEAR],
});

/** A small organisation at the nth site. */
function directoryOf(nth: number): Directory {
  const id = siteOf(nth);
  const staff = [personOf(`sun-${id}`, 'receptionist', 'customer-service', { site: id })];
  return { ...DIRECTORY, site: { ...DIRECTORY.site, id }, staff };
}

async function writeOrganisations(engine: FilledEngine): Promise<void> {
  for (let nth = 0; nth < SITES; nth += 1) await writeDirectory(engine, directoryOf(nth));
}

/** Figures `reconcile.seconds`, and `reconcile.starved`: sites of which a sheet got no timer. */
export const reconciling: Measurement = {
  name: 'reconcile',
  async run({ scratch, say }) {
    const sheets = Array.from({ length: SHEETS }, (_, nth) => sheetOf(nth));
    const engine = await startFilledEngine(join(scratch, 'reconcile'), SHEETS, (nth) => {
      const sheet = nthOf(sheets, nth);
      return { id: sheet.id, item: headItem({ sheet, hash: '0'.repeat(64) }) };
    });
    let [calls, callMs] = [0, 0];
    const { tableName: name, endpoint } = engine;
    const table = openTable({ name, endpoint, region: LOCAL_REGION, digest: ownDigest });
    table.client.middlewareStack.add(
      (next) => async (args) => {
        calls += 1;
        await pause(callMs);
        return next(args);
      },
      { step: 'initialize', name: 'slow' },
    );
    try {
      await writeOrganisations(engine);
      const timed = new Set<string>();
      const send = async ({ input }: CreateScheduleCommand) => {
        await pause(callMs);
        const { sheet }: { readonly sheet?: string } = JSON.parse(input.Target?.Input ?? '{}');
        if (sheet !== undefined) timed.add(sheet);
        return {};
      };
      const platform = { timers: { client: { send } }, executions: { client: { send } } };
      const directories = directoryReader(cacheDirectory(table));
      const world = { ...platform, table, directories, now: NOW, compare: async () => true };
      const run = () => reconcile(world as unknown as Reconciling, false);
      // The first brings up to date what earlier versions wrote.
      await run();
      timed.clear();
      [calls, callMs] = [0, CALL_MS];
      const start = performance.now();
      await run();
      const seconds = (performance.now() - start) / 1000;
      const starved = new Set(sheets.filter(({ id }) => !timed.has(id)).map(({ site }) => site)).size;
      say(
        `${SITES} sites, ${SHEETS} sheets whose deadlines are near, ${CALL_MS} ms a call; one run of reconcile:`,
      );
      say(
        `  ${seconds.toFixed(1)} s, ${calls} calls of the table, ${starved} sites with a sheet that got no timer`,
      );
      return { 'reconcile.seconds': seconds, 'reconcile.starved': starved };
    } finally {
      table.client.destroy();
      await engine.stop();
    }
  },
};
