/** A cloud whose functions may be disturbed lane by lane, while its clock moves once for all of them. */
import { rm } from 'node:fs/promises';
import type { DynamoDBRecord, SQSRecord } from 'aws-lambda';
import { inParallel } from '../../../shared/runtime/in-parallel.ts';
import { cacheDirectory } from '../../../shared/store/organisation/directory-cache.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import { invoked, watchAwsCalls } from '../aws-calls.ts';
import { digestIn } from '../digest.ts';
import { type Handler, injected, type Worker, workerOf } from '../injected-functions.ts';
import { startTestCloud, type TestCloud } from '../local-cloud.ts';
import { Crash } from '../observed-table.ts';
import { tableOf } from '../table-of.ts';
import { type Kill, Lane, laneOf } from './lane.ts';
import type { Act } from './lives.ts';

const AT_ONCE = 8;
/** As often as the stream delivers a batch that fails. */
const MOST_DELIVERIES = 5;

/** Has one worker handle one event of one lane; `context` is what its platform says of the invocation, where that differs. */
export type Handle = (lane: Lane, worker: Worker, event: unknown, context?: object) => Promise<unknown>;
/** What may come between the platform and a worker; plain delivery unless given. */
export type Disturb = (lane: Lane, worker: Worker, event: unknown, handle: Handle) => Promise<unknown>;

export interface LanesCloud {
  readonly cloud: TestCloud;
  readonly table: Table;
  /** Errors of the functions that were not the faults' own. */
  readonly errors: readonly unknown[];
  lane(options: { readonly kill?: Kill; readonly isDeaf?: boolean }): Promise<Lane>;
  /** Lives lives minute by minute, each lane its own, then lets the clock run on until `until`. */
  live(lives: ReadonlyMap<Lane, readonly Act[]>, until: number): Promise<void>;
}

export async function startLanesCloud(disturb: Disturb = deliverOnce): Promise<LanesCloud> {
  watchAwsCalls();
  const lanes = new Map<string, Lane>();
  const errors: unknown[] = [];
  const handlers = new Map<string, Handler>();

  const handle: Handle = async (lane, worker, event, context) => {
    const handler = handlers.get(worker) ?? (await workerOf(worker));
    return invoked(lane.watching(worker), () => handler(event as never, context));
  };
  const laneFor = (id: string) => lanes.get(laneOf(id) ?? '');
  const deliver = async (name: string, event: unknown, handler: Handler) => {
    // The one at the start of the cloud, before there is any lane; its time is over when lanes have theirs.
    if (name === 'reconcile') return undefined;
    handlers.set(name, handler);
    if (name === 'outbox') {
      const { Records } = event as { readonly Records: readonly DynamoDBRecord[] };
      const byLane = grouped(Records, (record) => laneFor(sheetIn(record)));
      await inParallel([...byLane], AT_ONCE, ([lane, records]) => streamed(disturb, lane, records, handle));
      return undefined;
    }
    if (name === 'mailer') {
      const { Records } = event as { readonly Records: readonly SQSRecord[] };
      const byLane = grouped(Records, ({ body }) => laneFor((JSON.parse(body) as { person: string }).person));
      const failed: unknown[] = [];
      await inParallel([...byLane], AT_ONCE, async ([lane, records]) => {
        try {
          const answer = await disturb(lane, 'mailer', { Records: records }, handle);
          failed.push(
            ...((answer as { batchItemFailures?: unknown[] } | undefined)?.batchItemFailures ?? []),
          );
        } catch (error) {
          if (!(error instanceof Crash)) errors.push(error);
          failed.push(...records.map(({ messageId }) => ({ itemIdentifier: messageId })));
        }
      });
      return { batchItemFailures: failed };
    }
    const about = event as { readonly sheet?: string; readonly case?: string };
    const lane = laneFor(about.sheet ?? about.case ?? '');
    return lane === undefined ? undefined : disturb(lane, name as Worker, event, handle);
  };

  const log = (error: unknown) => void (error instanceof Crash || errors.push(error));
  const functions = await injected(deliver);
  const cloud = await startTestCloud({ ...functions, empty: true, log });
  await rm(functions.bundleDirectory, { recursive: true });
  const table = tableOf(cloud, digestIn(cloud.dataDir));
  const commands = { table, directory: cacheDirectory(table) };

  const reconciled = async (lane: Lane) => {
    try {
      await handle(lane, 'reconcile', {});
      return false;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      return true;
    }
  };
  return {
    cloud,
    table,
    errors,
    async lane({ kill, isDeaf }) {
      const lane = new Lane(lanes.size + 1, commands, kill, isDeaf);
      lanes.set(lane.id, lane);
      await lane.settle(table);
      return lane;
    },
    async live(lives, until) {
      const start = cloud.clock.now();
      const minuteNow = () => (cloud.clock.now() - start) / 60_000;
      const minutes = new Set([...lives.values()].flatMap((acts) => acts.map(({ minute }) => minute)));
      for (const minute of [...minutes].sort((a, b) => a - b)) {
        if (minute > minuteNow()) await cloud.clock.advance(`PT${minute - minuteNow()}M`);
        const now = new Date(cloud.clock.now()).toISOString();
        let dead: Lane[] = [];
        await inParallel([...lives], AT_ONCE, async ([lane, acts]) => {
          for (const { does } of acts.filter((act) => act.minute === minute)) {
            if (does !== 'reconcile') await does(lane, now);
            else if (await reconciled(lane)) dead.push(lane);
          }
        });
        await cloud.settle();
        if (dead.length > 0) await cloud.clock.advance('PT1M');
        // The next run comes a little later.
        for (; dead.length > 0; dead = [])
          await inParallel(dead, AT_ONCE, async (lane) => void (await reconciled(lane)));
      }
      await cloud.clock.advance(`PT${until - minuteNow()}M`);
    },
  };
}

const deliverOnce: Disturb = (lane, worker, event, handle) => handle(lane, worker, event);

/** Delivers records as the stream does: again from the first that failed, as long as any does. */
async function streamed(
  disturb: Disturb,
  lane: Lane,
  records: readonly DynamoDBRecord[],
  handle: Handle,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await disturb(lane, 'outbox', { Records: records }, handle);
      const failures = (answer as { batchItemFailures?: unknown[] } | undefined)?.batchItemFailures ?? [];
      if (failures.length === 0) return;
      throw new Error(`records of ${lane.id} failed`);
    } catch (error) {
      if (!(error instanceof Crash) || attempt === MOST_DELIVERIES) throw error;
    }
  }
}

function grouped<T>(items: readonly T[], laneOfItem: (item: T) => Lane | undefined): Map<Lane, T[]> {
  const groups = new Map<Lane, T[]>();
  for (const item of items) {
    const lane = laneOfItem(item);
    if (lane !== undefined) groups.set(lane, [...(groups.get(lane) ?? []), item]);
  }
  return groups;
}

function sheetIn({ dynamodb }: DynamoDBRecord): string {
  return String(dynamodb?.Keys?.pk?.S ?? '').replace(/^(?:SHEET|CASE)#/, '');
}
