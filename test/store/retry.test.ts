import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { retryOnConflict } from '../../shared/store/table/retry.ts';

it('an attempt that meets a conflict is made again', async () => {
  let attempts = 0;
  const done = await retryOnConflict(async () => {
    attempts += 1;
    return attempts < 3 ? 'conflict' : `after ${attempts}`;
  });
  expect(done).toBe('after 3');
});

it('attempts at one contended item come one after the other, each of another item at once', async () => {
  let [underWay, most] = [0, 0];
  const attempt = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await sleep(1);
    underWay -= 1;
    return 'done';
  };
  await Promise.all(Array.from({ length: 8 }, () => retryOnConflict(attempt, 'counter')));
  expect(most).toBe(1);
  await Promise.all(Array.from({ length: 8 }, (_, nth) => retryOnConflict(attempt, `counter ${nth}`)));
  expect(most).toBe(8);
});

it('one that fails does not hold up those behind it', async () => {
  const failing = retryOnConflict(() => Promise.reject(new Error('no table')), 'counter');
  const next = retryOnConflict(async () => 'done', 'counter');
  await expect(failing).rejects.toThrow('no table');
  expect(await next).toBe('done');
});
