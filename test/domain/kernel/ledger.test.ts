/** Whatever is changed in a ledger shows: any character, number or entry, and the head. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, chain, GENESIS, isIntact, sha256 } from '../../../shared/domain/kernel/ledger.ts';
import { did, opened, until } from '../../support/factories.ts';
import { ledgerOf } from '../../support/given-when-then.ts';

type Entry = Record<string, unknown>;
const facts = [
  opened({ signature: { signer: '赵敏', path: 'M0 0L10 10' }, details: '𠮷 在三楼' }),
  ...until('archived').slice(1),
  did('receptionist-sun', { step: 'urge', message: '请尽快' }),
];
const entries = JSON.parse(JSON.stringify(chain(ledgerOf(facts), GENESIS))) as readonly Entry[];
const head = String(entries.at(-1)?.hash);
const copy = () => structuredClone(entries) as Entry[];
const anEntry = fc.nat({ max: entries.length - 1 });

type Leaf = readonly [holder: Record<string, unknown>, name: string];
function leavesOf(holder: Record<string, unknown>): readonly Leaf[] {
  return Object.entries(holder).flatMap(([name, value]): readonly Leaf[] =>
    typeof value === 'object' && value !== null
      ? leavesOf(value as Record<string, unknown>)
      : [[holder, name]],
  );
}

describe('an untouched ledger', () => {
  it('is intact, as it is and after a round trip', () => {
    expect(isIntact(entries, head)).toBe(true);
    expect(isIntact(JSON.parse(JSON.stringify(entries)) as Entry[], head)).toBe(true);
  });

  it('is chained as the contract says', () => {
    let previous = '0'.repeat(64);
    for (const { hash, ...body } of entries) {
      expect(body.previousHash).toBe(previous);
      expect(hash).toBe(sha256(canonical(body)));
      previous = String(hash);
    }
  });

  it('is intact whichever order the members of an entry come in', () => {
    const turned = entries.map((entry) => Object.fromEntries(Object.entries(entry).reverse()));
    expect(isIntact(turned, head)).toBe(true);
  });
});

describe('a ledger that was touched', () => {
  const leafCount = leavesOf({ all: copy() }).length;

  it('is not intact when any byte of any string differs, or any number or truth value', () => {
    expect(leafCount).toBeGreaterThan(80);
    fc.assert(
      fc.property(
        fc.nat({ max: leafCount - 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 0xffff }),
        (which, where, bits) => {
          const changed = copy();
          const [holder, name] = leavesOf({ all: changed })[which] ?? [{}, ''];
          holder[name] = flipped(holder[name], where, bits);
          expect(isIntact(changed, head)).toBe(false);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('is not intact when every single leaf in turn has its first bit flipped', () => {
    for (let which = 0; which < leafCount; which += 1) {
      const changed = copy();
      const [holder, name] = leavesOf({ all: changed })[which] ?? [{}, ''];
      holder[name] = flipped(holder[name], 0, 1);
      expect(isIntact(changed, head), `leaf ${which}: ${name}`).toBe(false);
    }
  });

  it('is not intact when an entry is missing, doubled, swapped or moved', () => {
    fc.assert(
      fc.property(anEntry, anEntry, (a, b) => {
        expect(isIntact(copy().toSpliced(a, 1), head)).toBe(false);
        expect(isIntact(copy().toSpliced(b, 0, copy()[a] ?? {}), head)).toBe(false);
        if (a === b) return;
        const swapped = copy();
        [swapped[a], swapped[b]] = [copy()[b] ?? {}, copy()[a] ?? {}];
        expect(isIntact(swapped, head)).toBe(false);
        const [moved = {}] = swapped.splice(a, 1);
        expect(isIntact(copy().toSpliced(a, 1).toSpliced(b, 0, moved), head)).toBe(false);
      }),
    );
  });

  it('is not intact when it was cut short, emptied or carried on', () => {
    for (let length = 0; length < entries.length; length += 1)
      expect(isIntact(copy().slice(0, length), head)).toBe(false);
    expect(isIntact([], GENESIS)).toBe(false);
    const more = { ...entries.at(-1), seq: entries.length + 1 };
    const carriedOn = [...copy(), ...chain([more], head)] as Entry[];
    expect(isIntact(carriedOn, head)).toBe(false);
  });

  it('is not intact against any other head', () => {
    fc.assert(
      fc.property(fc.nat({ max: 63 }), fc.integer({ min: 1, max: 15 }), (at, by) => {
        const digit = (Number.parseInt(head.charAt(at), 16) ^ by).toString(16);
        expect(isIntact(entries, head.slice(0, at) + digit + head.slice(at + 1))).toBe(false);
      }),
    );
    for (const other of ['', head.toUpperCase(), `${head} `, GENESIS])
      expect(isIntact(entries, other)).toBe(false);
  });

  it('is not intact, rather than an error, where what was put in has no canonical form', () => {
    for (const value of ['\ud800', Number.NaN, 10n, new Map()]) {
      const changed = copy();
      changed[1] = { ...changed[1], opinion: value };
      expect(isIntact(changed, head)).toBe(false);
      expect(isIntact([{ ...copy()[0], hash: value }], head)).toBe(false);
    }
  });

  it('is not intact when a member was added or taken away, or an entry rehashed alone', () => {
    fc.assert(
      fc.property(anEntry, fc.nat(), (index, which) => {
        const added = copy();
        added[index] = { ...added[index], note: 1 };
        expect(isIntact(added, head)).toBe(false);
        const taken = copy();
        const names = Object.keys(taken[index] ?? {});
        delete taken[index]?.[names[which % names.length] ?? ''];
        expect(isIntact(taken, head)).toBe(false);
      }),
    );
    const forged = copy();
    const { hash: _hash, ...body } = { ...forged[2], at: '2026-11-23T08:02:00.001Z' } as Entry;
    forged[2] = { ...body, hash: sha256(canonical(body)) };
    expect(isIntact(forged, head)).toBe(false);
  });
});

/** The value with one character, or the number, changed. */
function flipped(value: unknown, where: number, bits: number): unknown {
  if (typeof value === 'number') return value + bits;
  if (typeof value === 'boolean') return !value;
  const text = String(value);
  const at = where % text.length;
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ bits) + text.slice(at + 1);
}
