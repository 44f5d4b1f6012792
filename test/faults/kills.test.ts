import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LanesCloud, startLanesCloud } from '../support/faults/lanes-cloud.ts';
import { LOST, PASSED } from '../support/faults/lives.ts';
import { missed, type Survival, survive } from '../support/faults/survival.ts';

let lanes: LanesCloud;
beforeAll(async () => {
  lanes = await startLanesCloud();
});
afterAll(() => lanes?.cloud.stop());

function expectNoTrace(name: string, { expected, killed, traces }: Survival): void {
  expect(expected.twice).toEqual([]);
  expect(expected.waiting).toEqual([]);
  console.log(`${name}: died at ${killed.length} places, ${killed.length - traces.length} without a trace`);
  expect(traces).toEqual([]);
  expect(missed(killed)).toEqual([]);
  expect(lanes.errors).toEqual([]);
}

describe('a process that dies at any call', () => {
  it('while a sheet is passed on in time changes nothing in the end', async () => {
    const survival = await survive(lanes, PASSED, ['outbox', 'mailer']);
    expect(survival.expected.told).toEqual([
      'engineering-manager-wang: 0 hand-over receptionist-sun',
      'engineering-supervisor-feng: 0 hand-over receptionist-sun',
      'resident-zhao: 0 accept worker-wu',
      'resident-zhao: 0 open receptionist-sun',
      'worker-wu: 0 accept worker-wu',
    ]);
    expectNoTrace('passed on', survival);
  });

  it('of reconcile, which finds what was lost, changes nothing in the end', async () => {
    const survival = await survive(lanes, LOST, ['reconcile'], true);
    expect(survival.expected.told).toHaveLength(9);
    expect(survival.expected.proposed).toEqual(['arrival-1-1 worker-wu B5.2.1b']);
    // Reconcile has made the timers and the workflow anew, rather than done their work itself.
    expect(survival.model.calls.breach.length).toBeGreaterThan(0);
    expect(survival.model.calls.escalate.length).toBeGreaterThan(0);
    expectNoTrace('lost and found', survival);
  });
});
