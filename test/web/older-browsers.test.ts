/** What older browsers lack is put there, and does what its standard says. */
import { afterEach, describe, expect, it } from 'vitest';
import { fillIn } from '../../web/app/older-browsers.ts';

const known = {
  toSorted: Object.getOwnPropertyDescriptor(Array.prototype, 'toSorted'),
  timeout: Object.getOwnPropertyDescriptor(AbortSignal, 'timeout'),
};

describe('a browser that lacks it', () => {
  afterEach(() => {
    if (known.toSorted) Object.defineProperty(Array.prototype, 'toSorted', known.toSorted);
    if (known.timeout) Object.defineProperty(AbortSignal, 'timeout', known.timeout);
  });

  it('sorts into a new list', () => {
    Reflect.deleteProperty(Array.prototype, 'toSorted');
    fillIn();
    const list = [3, 1, 2];
    expect(list.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(list).toEqual([3, 1, 2]);
    expect(Object.keys(list)).toEqual(['0', '1', '2']);
  });

  it('gives up after a time, and says why', async () => {
    Reflect.deleteProperty(AbortSignal, 'timeout');
    fillIn();
    const signal = AbortSignal.timeout(1);
    await new Promise((done) => signal.addEventListener('abort', done));
    expect((signal.reason as DOMException).name).toBe('TimeoutError');
  });
});

it('a browser that has it keeps its own', () => {
  fillIn();
  expect(Object.getOwnPropertyDescriptor(Array.prototype, 'toSorted')).toEqual(known.toSorted);
});
