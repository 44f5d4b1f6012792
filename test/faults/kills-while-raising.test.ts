import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LanesCloud, startLanesCloud } from '../support/faults/lanes-cloud.ts';
import { RAISED } from '../support/faults/lives.ts';
import { inWindow, missed, survive } from '../support/faults/survival.ts';

let lanes: LanesCloud;
beforeAll(async () => {
  lanes = await startLanesCloud();
});
afterAll(() => lanes?.cloud.stop());

it('a process that dies at any call while a promise is broken and raised changes nothing in the end', async () => {
  const { expected, killed, traces } = await survive(lanes, RAISED, [
    'outbox',
    'breach',
    'escalate',
    'mailer',
  ]);
  expect(expected).toMatchObject({
    escalations: [
      'arrival-1-1 1 engineering-manager-wang',
      'arrival-1-1 2 cs-manager-li',
      'arrival-1-1 3 director-wei',
    ],
    told: [
      'cs-manager-li: 0 escalate arrival-1-1 2 system',
      'director-wei: 0 escalate arrival-1-1 3 system',
      'engineering-manager-wang: 0 escalate arrival-1-1 1 system',
      'engineering-manager-wang: 0 open worker-wu',
      'engineering-supervisor-feng: 0 open worker-wu',
      'resident-zhao: 0 open worker-wu',
      'worker-wu: 0 breach arrival-1-1 system',
      'worker-wu: 0 open worker-wu',
      'worker-wu: 0 urge resident-zhao',
      'worker-wu: 0 warning arrival-1-1 system',
    ],
    twice: [],
    waiting: [],
    proposed: ['arrival-1-1 worker-wu B5.2.1b'],
  });
  console.log(`raised: died at ${killed.length} places, ${killed.length - traces.length} without a trace`);
  expect(traces).toEqual([]);
  expect(missed(killed)).toEqual([]);
  expect(killed.some(inWindow)).toBe(true);
  expect(lanes.errors).toEqual([]);
});
