import { describe, expect, it } from 'vitest';
import {
  type AnyEntry,
  anchoredBy,
  faultsOfProof,
  isAsAnchored,
  lastOfEach,
  newLeaves,
} from '../../../shared/domain/anchors/anchored.ts';
import { chain, GENESIS } from '../../../shared/domain/kernel/ledger.ts';
import { newKeys, proofOf } from '../../support/domain/checkpoints.ts';

const AT = [
  '2026-11-23T08:00:00.000Z',
  '2026-11-23T09:00:00.000Z',
  '2026-11-24T00:00:00.000Z',
  '2026-11-24T07:00:00.000Z',
];
const ledgerOf = (words: readonly string[]): readonly AnyEntry[] =>
  chain(
    words.map((said, nth) => ({ seq: nth + 1, at: AT[nth] ?? '', said })),
    GENESIS,
  );
const entries = ledgerOf(['one', 'two', 'three', 'four']);
const keys = newKeys();
const anchor = proofOf(keys, entries.slice(0, 2));

describe('a ledger', () => {
  it('is as anchored while it has what was anchored, however much longer it is', () => {
    for (const length of [2, 3, 4]) {
      expect(isAsAnchored(entries.slice(0, length), anchor, keys.publicKey)).toBe(true);
    }
    expect(isAsAnchored(entries, undefined, undefined)).toBe(true);
    expect(anchoredBy(anchor)).toEqual({ seq: 2, at: AT[2], root: anchor.checkpoint.root });
    expect(anchoredBy(undefined)).toBeNull();
  });

  it('is not where it was rewritten, every hash computed anew', () => {
    for (const words of [
      ['ONE', 'two', 'three', 'four'],
      ['one', 'TWO', 'three'],
    ]) {
      const rewritten = ledgerOf(words);
      expect(isAsAnchored(rewritten, undefined, undefined)).toBe(true);
      expect(isAsAnchored(rewritten, anchor, keys.publicKey)).toBe(false);
      expect(faultsOfProof(rewritten, anchor, keys.publicKey)).toEqual([
        'Entry 2 is another than was anchored.',
      ]);
    }
  });

  it('may be rewritten behind its anchor, for as long as that is all', () => {
    expect(isAsAnchored(ledgerOf(['one', 'two', 'THREE']), anchor, keys.publicKey)).toBe(true);
  });

  it('is not where it is shorter, or its chain is broken', () => {
    expect(faultsOfProof(entries.slice(0, 1), anchor, keys.publicKey)).toEqual([
      'The ledger has 1 entries, and 2 were anchored.',
    ]);
    expect(isAsAnchored([], anchor, keys.publicKey)).toBe(false);
    const broken = entries.map((entry) => (entry.seq === 1 ? { ...entry, at: AT[1] ?? '' } : entry));
    expect(isAsAnchored(broken, anchor, keys.publicKey)).toBe(false);
  });

  it('is not where its proof was made to fit: by another key, a checkpoint of one’s own, or no key that anybody knows', () => {
    const rewritten = ledgerOf(['one', 'TWO']);
    const forged = proofOf(newKeys(), rewritten);
    expect(faultsOfProof(rewritten, forged, keys.publicKey)).toEqual([
      'The checkpoint is not signed with the key that it names.',
    ]);
    expect(isAsAnchored(entries, anchor, undefined)).toBe(false);
    const borrowed = { ...forged, checkpoint: anchor.checkpoint };
    expect(faultsOfProof(rewritten, borrowed, keys.publicKey)).toEqual([
      'The proof does not lead to the root of its checkpoint.',
    ]);
  });
});

describe('a checkpoint takes of a ledger', () => {
  const to = '2026-11-24T00:00:00.000Z';
  const seqs = (given: readonly AnyEntry[], behind?: typeof anchor) =>
    newLeaves('SHEET#1', given, behind, to, () => undefined).map(({ seq }) => seq);

  it('what stands behind its anchor and is from before its end', () => {
    expect(seqs(entries, anchor)).toEqual([]);
    expect(seqs(entries)).toEqual([1, 2]);
    expect(seqs(entries.slice(0, 2))).toEqual([1, 2]);
  });

  it('nothing behind an entry from later, so that no gap is left', () => {
    const late = chain([...entries.slice(0, 3), { ...entries[0], seq: 4 }], GENESIS) as readonly AnyEntry[];
    expect(seqs(late)).toEqual([1, 2]);
  });

  it('where the seal is that ends in the entry', () => {
    const leaves = newLeaves('SHEET#1', entries, undefined, to, (seq) =>
      seq > 1 ? `seal-${seq}` : undefined,
    );
    expect(leaves).toEqual([
      { ledger: 'SHEET#1', seq: 1, hash: entries[0]?.hash },
      { ledger: 'SHEET#1', seq: 2, hash: entries[1]?.hash, seal: 'seal-2' },
    ]);
  });
});

it('each ledger’s last entry stands for all of it', () => {
  const leaf = (ledger: string, seq: number) => ({ ledger, seq, hash: '' });
  expect(lastOfEach([leaf('A', 1), leaf('A', 2), leaf('B', 5)])).toEqual([leaf('A', 2), leaf('B', 5)]);
});
