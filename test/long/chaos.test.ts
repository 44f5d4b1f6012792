import { expect, it } from 'vitest';
import { chaos, KILLS, type Kill } from '../support/long/chaos.ts';

/** One of each that `kill-nine.test.ts` does not do; a long round is `npm run test:chaos`. */
const FEW = 2;
const SEED = 11;

it('an engine and a mail server that are killed alone under load cost no promise', async () => {
  const killed: Kill[] = [];
  const { wrong, acknowledged, breaches, archived } = await chaos(FEW, SEED, (_nth, kill) => {
    killed.push(kill);
  });
  expect(wrong).toEqual([]);
  expect(killed).toEqual(KILLS.slice(0, FEW));
  expect(acknowledged).toBeGreaterThan(10);
  expect([breaches, archived].every((count) => count > 0)).toBe(true);
});
