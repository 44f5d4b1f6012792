import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Chaos, chaotic } from '../support/faults/chaos.ts';
import { endStateOf } from '../support/faults/end-state.ts';
import { type LanesCloud, startLanesCloud } from '../support/faults/lanes-cloud.ts';
import { PASSED, RAISED } from '../support/faults/lives.ts';
import { beyondOneAMinute, UNTIL } from '../support/faults/survival.ts';

let lanes: LanesCloud;
const chaos = chaotic(() => lanes.cloud.clock);
beforeAll(async () => {
  lanes = await startLanesCloud(chaos.disturb);
});
afterAll(() => lanes?.cloud.stop());

/** Within the three minutes between the warning and the deadline, though each delivery may be late by it. */
const LATEST_SECONDS = 70;
const RUNS = 4;

const chaosOf: fc.Arbitrary<Chaos> = fc.array(
  fc.record({
    late: fc.array(fc.integer({ min: 0, max: LATEST_SECONDS }), { minLength: 2, maxLength: 3 }),
    place: fc.nat({ max: 1_000 }),
  }),
  { minLength: 20, maxLength: 60 },
);

it('timers, records and messages that come twice, late and in any order change nothing in the end', async () => {
  let deliveries = 0;
  await fc.assert(
    fc.asyncProperty(chaosOf, chaosOf, async (one, other) => {
      const [raised, passed] = [await lanes.lane({}), await lanes.lane({})];
      const [raisedAnyhow, passedAnyhow] = [await lanes.lane({}), await lanes.lane({})];
      chaos.set(raisedAnyhow, one);
      chaos.set(passedAnyhow, other);
      const lives = [
        [raised, RAISED],
        [raisedAnyhow, RAISED],
        [passed, PASSED],
        [passedAnyhow, PASSED],
      ] as const;
      await lanes.live(new Map(lives), UNTIL);
      expect(await endStateOf(lanes.table, raisedAnyhow)).toEqual(await endStateOf(lanes.table, raised));
      expect(await endStateOf(lanes.table, passedAnyhow)).toEqual(await endStateOf(lanes.table, passed));
      for (const [lane] of lives) expect(beyondOneAMinute(lanes, lane)).toEqual([]);
      expect([...lanes.errors, ...chaos.errors]).toEqual([]);
      deliveries += chaos.deliveries();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  console.log(`${RUNS} runs, ${deliveries} deliveries of what would have come once`);
  expect(deliveries).toBeGreaterThan(RUNS * 40);
});
