import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepsFor, owner, sayMine, sayOwner, whenLeft } from '../../web/session/device.ts';
import { readsOf } from '../../web/session/kept-reads.ts';

let kept: Map<string, string>;
let page: EventTarget;
beforeEach(() => {
  kept = new Map();
  page = new EventTarget();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});
afterEach(() => vi.unstubAllGlobals());

/** As a browser tells it to the other tabs. */
const elsewhere = (key: string | null, newValue: string | null) =>
  page.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));

describe('a device', () => {
  it('keeps what somebody reads while it is theirs, and nothing for anybody else', () => {
    sayOwner('wu');
    expect(owner()).toBeUndefined();
    sayMine(true);
    sayOwner('wu');
    expect([keepsFor('wu'), keepsFor('zhao')]).toEqual([true, false]);
    sayMine(false);
    expect([keepsFor('wu'), owner()]).toEqual([false, undefined]);
  });

  it.each<[string, string | null, string | null, boolean]>([
    ['they leave', 'shoujie.owner', null, true],
    ['somebody else logs in', 'shoujie.owner', 'zhao', true],
    ['everything is cleared', null, null, true],
    ['they log in again', 'shoujie.owner', 'wu', false],
    ['something else is kept', 'shoujie.refresh', null, false],
  ])('is left in this tab where in another %s', (_what, key, value, then) => {
    const left = vi.fn();
    const end = whenLeft('wu', left);
    elsewhere(key, value);
    expect(left.mock.calls.length > 0).toBe(then);
    end();
    left.mockClear();
    elsewhere('shoujie.owner', null);
    expect(left).not.toHaveBeenCalled();
  });
});

describe('what was read', () => {
  const state = { queries: [], mutations: [] };
  it.each<[string, unknown, string | undefined, unknown]>([
    ['by whoever it belongs to', { person: 'wu', state }, 'wu', state],
    ['by somebody else', { person: 'zhao', state }, 'wu', undefined],
    ['while nobody is in', { person: 'wu', state }, undefined, undefined],
    ['as an earlier version kept it', state, 'wu', undefined],
    ['never', undefined, undefined, undefined],
  ])('%s is shown to them alone', (_what, reads, person, then) => {
    expect(readsOf(reads, person)).toEqual(then);
  });
});
