/** What a run of reconcile asks of Scheduler: nothing of what rings later, a call or two a timer of what rings soon, several sheets at once (decision 59). */
import { ConflictException } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconcile, type World } from '../../../functions/reconcile/reconcile.ts';
import { manifest } from '../../../infra/manifest.ts';
import { cacheDirectory, directoryReader } from '../../../shared/store/organisation/directory-cache.ts';
import { readHead } from '../../../shared/store/sheets/sheets.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import { digestIn } from '../../support/digest.ts';
import { INTAKES, opened } from '../../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { tableOf } from '../../support/table-of.ts';

let cloud: TestCloud;
let table: Table;
beforeAll(async () => {
  // Nothing comes of anything but by the runs of the test.
  cloud = await startTestCloud({ manifest: manifest.filter(({ trigger }) => trigger.kind === 'api') });
  table = tableOf(cloud, digestIn(cloud.dataDir));
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

const SOON = 12;
/** So many sheets have to be under way together before Scheduler answers any of them. */
const TOGETHER = 4;
/** So many are at most (`ITEMS_AT_ONCE`). */
const MOST_TOGETHER = 8;
const AHEAD_MS = 15 * 60_000;

/** Scheduler with every timer in order: what is made is there already. It answers nobody until several ask at once. */
function recordingScheduler() {
  const calls: { readonly kind: string; readonly name: string }[] = [];
  const asking = new Set<string>();
  let [underWay, most] = [0, 0];
  let open = () => {};
  const together = new Promise<void>((resolve) => {
    open = resolve;
  });
  const send = async (command: { constructor: { name: string }; input: { Name: string } }) => {
    const { Name: name } = command.input;
    const kind = command.constructor.name;
    calls.push({ kind, name });
    asking.add(name.slice(0, 26));
    underWay += 1;
    most = Math.max(most, underWay);
    if (asking.size >= TOGETHER) open();
    await together;
    underWay -= 1;
    if (kind === 'CreateScheduleCommand')
      throw new ConflictException({ message: 'there', $metadata: {} } as never);
    return {};
  };
  return { client: { send }, calls, most: () => most };
}

it('asks nothing about sheets whose timers ring later, and goes through the others several at a time', async () => {
  const [soon, later]: string[][] = [[], []];
  for (let nth = 0; nth < SOON; nth += 1) {
    soon?.push((await opened(cloud.as('receptionist-sun'), INTAKES.repair)).id);
    if (nth < 3) later?.push((await opened(cloud.as('receptionist-sun'), INTAKES.report)).id);
  }
  const now = cloud.clock.now() + 30_000;
  const scheduler = recordingScheduler();
  const silent = { client: { send: async () => ({}) } };
  const world = {
    ...{ table, timers: { client: scheduler.client, group: 'g' }, executions: silent, letters: silent },
    ...{ compare: async () => true, directories: directoryReader(cacheDirectory(table)) },
    now: new Date(now).toISOString(),
  };
  await reconcile(world as unknown as World, false);

  /** The timers of a sheet's clocks that ring within the next quarter of an hour, or are of such a clock. */
  const timersOf = async (id: string) => {
    const clocks = (await readHead(table, id))?.sheet.clocks ?? [];
    const until = new Date(now + AHEAD_MS).toISOString();
    return clocks
      .filter(({ state }) => state === 'running')
      .filter(({ dueAt, warnAt, warnedAt }) => dueAt < until || (warnedAt === undefined && warnAt < until))
      .flatMap(({ id: clock }) => [`${id}-${clock}-warn`, `${id}-${clock}-breach`]);
  };
  const callsOf = (id: string) => scheduler.calls.filter(({ name }) => name.startsWith(id));
  for (const id of later ?? []) {
    expect(await timersOf(id)).toEqual([]);
    expect(callsOf(id)).toEqual([]);
  }
  for (const id of soon ?? []) {
    const timers = await timersOf(id);
    expect(timers.length).toBeGreaterThan(0);
    // Each timer is made, and where it is there already moved to where it is: once each, and nothing is looked up or taken away.
    expect(callsOf(id).map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      timers.flatMap((name) => [`CreateScheduleCommand ${name}`, `UpdateScheduleCommand ${name}`]),
    );
  }
  expect(scheduler.calls).toHaveLength(soon?.flatMap((id) => callsOf(id)).length ?? 0);
  expect(scheduler.most()).toBeGreaterThanOrEqual(TOGETHER);
  expect(scheduler.most()).toBeLessThanOrEqual(MOST_TOGETHER);
});
