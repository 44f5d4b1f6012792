import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { remembering } from '../../shared/runtime/remembering.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Reads that count themselves: the first gives 1, the second 2. */
function counted() {
  let reads = 0;
  return async () => {
    reads += 1;
    return reads;
  };
}

it('what was read is given for a second, and then read anew', async () => {
  const [memory, read] = [remembering<number>(() => true), counted()];
  expect(await Promise.all([memory.get('a', read), memory.get('a', read)])).toEqual([1, 1]);
  vi.advanceTimersByTime(999);
  expect(await memory.get('a', read)).toBe(1);
  expect(await memory.get('b', read)).toBe(2);
  vi.advanceTimersByTime(1);
  expect(await memory.get('a', read)).toBe(3);
});

it('what is forgotten, fails or is not worth it is read again', async () => {
  const [memory, read] = [remembering<number>((value) => value > 1), counted()];
  expect(await memory.get('a', read)).toBe(1);
  expect(await memory.get('a', read)).toBe(2);
  expect(await memory.get('a', read)).toBe(2);
  memory.forget('a');
  expect(await memory.get('a', read)).toBe(3);
  await expect(memory.get('b', () => Promise.reject(new Error('no table')))).rejects.toThrow('no table');
  expect(await memory.get('b', read)).toBe(4);
});
