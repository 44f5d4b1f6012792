/** A platform at its worst: everything at least twice, late, and in any order. */
import type { LocalClock } from '../../../infra/local/clock.ts';
import type { Worker } from '../injected-functions.ts';
import type { Lane } from './lane.ts';
import type { Disturb, Handle } from './lanes-cloud.ts';

/** What becomes of one event after the other, over and over: how late each of its deliveries is, and its place. */
export type Chaos = readonly { readonly late: readonly number[]; readonly place: number }[];

/** Disturbs the lanes that have a chaos of their own. */
export function chaotic(clock: () => LocalClock) {
  const plans = new Map<Lane, Chaos>();
  const errors: unknown[] = [];
  let taken = 0;
  let deliveries = 0;

  const later = async (lane: Lane, worker: Worker, event: unknown, seconds: number, handle: Handle) => {
    deliveries += 1;
    const run = async () => {
      try {
        const answer = await handle(lane, worker, event);
        const failures = (answer as { batchItemFailures?: unknown[] } | undefined)?.batchItemFailures ?? [];
        if (failures.length > 0) errors.push(new Error(`${worker} failed`));
      } catch (error) {
        errors.push(error);
      }
    };
    if (seconds === 0) return run();
    clock().at({ at: clock().now() + seconds * 1_000, run });
  };

  const disturb: Disturb = async (lane, worker, event, handle) => {
    const plan = plans.get(lane);
    if (plan === undefined) return handle(lane, worker, event);
    const next = () => plan[taken++ % plan.length] ?? { late: [0, 0], place: 0 };
    const { Records } = event as { readonly Records?: readonly unknown[] };
    const parts = (Records ?? [event])
      .map((part) => ({ part: Records === undefined ? part : { Records: [part] }, fate: next() }))
      .sort((a, b) => a.fate.place - b.fate.place);
    for (const { part, fate } of parts) {
      for (const seconds of fate.late) await later(lane, worker, part, seconds, handle);
    }
    // A workflow waits for its answer, however often somebody else asks the same.
    return worker === 'escalate' || worker === 'appeal-steps' ? handle(lane, worker, event) : undefined;
  };
  return {
    disturb,
    errors: errors as readonly unknown[],
    set(lane: Lane, plan: Chaos) {
      plans.set(lane, plan);
    },
    /** How many deliveries there were since this was last asked. */
    deliveries() {
      const done = deliveries;
      deliveries = 0;
      return done;
    },
  };
}
