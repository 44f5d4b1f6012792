import { describe, expect, it } from 'vitest';
import {
  dueUpTo,
  isSignedBy,
  isSound,
  type Leaf,
  signedText,
  toCompare,
} from '../../../shared/domain/anchors/checkpoint.ts';
import { GENESIS, sha256 } from '../../../shared/domain/kernel/ledger.ts';
import { checkpointOf, newKeys } from '../../support/domain/checkpoints.ts';

const keys = newKeys();
const leaf = (seq: number): Leaf => ({ ledger: 'SHEET#1', seq, hash: sha256(String(seq)) });
const first = checkpointOf(keys, [leaf(1), leaf(2)]);
const second = checkpointOf(keys, [leaf(3)], first.checkpoint, '2026-11-25T00:00:00.000Z');

describe('a checkpoint', () => {
  it('is due at midnight, or at the full hour, by UTC', () => {
    expect(dueUpTo('2026-11-24T00:00:00.000Z', 'P1D')).toBe('2026-11-24T00:00:00.000Z');
    expect(dueUpTo('2026-11-23T23:59:59.999Z', 'P1D')).toBe('2026-11-23T00:00:00.000Z');
    expect(dueUpTo('2026-11-23T23:59:59.999Z', 'PT1H')).toBe('2026-11-23T23:00:00.000Z');
  });

  it('begins where the one before ended, and names its root; the first begins a day earlier and names none', () => {
    expect(first.checkpoint).toMatchObject({
      ...{ number: 1, size: 2, previousRoot: GENESIS, keyId: 'key-of-tests' },
      ...{ from: '2026-11-23T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z' },
    });
    expect(second.checkpoint).toMatchObject({
      ...{ number: 2, size: 1, previousRoot: first.checkpoint.root },
      ...{ from: '2026-11-24T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z' },
    });
    expect([first, second].map((each) => isSound(each, keys.publicKey))).toEqual([true, true]);
  });

  it('is not sound where an entry is another, is left out or added, or another key signed it', () => {
    for (const leaves of [[leaf(1), leaf(3)], [leaf(1)], [leaf(1), leaf(2), leaf(3)], [leaf(2), leaf(1)]]) {
      expect(isSound({ ...first, leaves }, keys.publicKey)).toBe(false);
    }
    expect(isSound(first, newKeys().publicKey)).toBe(false);
  });

  it('is signed as a whole: no member of it can be another, and no other key has signed it', () => {
    const { checkpoint } = first;
    expect(signedText(checkpoint)).not.toContain('signature');
    expect(isSignedBy(keys.publicKey, checkpoint)).toBe(true);
    expect(isSignedBy(newKeys().publicKey, checkpoint)).toBe(false);
    for (const [name, value] of Object.entries(checkpoint)) {
      const altered = { ...checkpoint, [name]: typeof value === 'number' ? value + 1 : `${value}0` };
      if (name !== 'signature') expect(isSignedBy(keys.publicKey, altered), name).toBe(false);
    }
    for (const signature of ['', 'AAAA', 'no base64 at all']) {
      expect(isSignedBy(keys.publicKey, { ...checkpoint, signature })).toBe(false);
    }
    expect(isSignedBy('no key', checkpoint)).toBe(false);
  });
});

describe('the comparison with earlier checkpoints', () => {
  it('has each of them once in thirty days, a thirtieth of all with each', () => {
    expect(toCompare(30, 'P1D')).toEqual([]);
    expect(toCompare(31, 'P1D')).toEqual([1]);
    expect(toCompare(100, 'P1D')).toEqual([70, 40, 10]);
    expect(toCompare(721, 'PT1H')).toEqual([1]);
    for (const [every, round] of [
      ['P1D', 30],
      ['PT1H', 720],
    ] as const) {
      const numbers = Array.from({ length: round }, (_, nth) => 3 * round + 1 + nth);
      const compared = numbers.flatMap((number) => toCompare(number, every));
      expect(compared.toSorted((a, b) => a - b).slice(0, 2 * round)).toEqual(
        Array.from({ length: 2 * round }, (_, nth) => nth + 1),
      );
    }
  });
});
