import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areNoHeavier,
  isNoHeavier,
  isNoHeavierSanction,
  type Outcome,
  SANCTIONS,
  type Sanction,
} from '../../../shared/domain/cases/sanctions.ts';
import { type Money, moneyOf } from '../../../shared/domain/kernel/money.ts';

const sanctions = fc.subarray([...SANCTIONS]);
const money = fc
  .record({ count: fc.bigInt({ min: 0n, max: 4n }), currency: fc.constantFrom('CNY', 'USD') })
  .map(({ count, currency }) => moneyOf(count, currency));
const outcome: fc.Arbitrary<Outcome> = fc
  .record({ sanctions, compensation: fc.option(money, { nil: undefined }) })
  .map(({ compensation, ...rest }) => ({ ...rest, ...(compensation && { compensation }) }));

const sameSet = (a: readonly Sanction[], b: readonly Sanction[]) =>
  a.length === b.length && a.every((each) => b.includes(each));
const sameMoney = (a: Money | undefined, b: Money | undefined) =>
  a?.currency === b?.currency && a?.amount === b?.amount;

describe('never heavier is a partial order', () => {
  it('of single sanctions', () => {
    for (const a of SANCTIONS) {
      expect(isNoHeavierSanction(a, a)).toBe(true);
      for (const b of SANCTIONS) {
        if (isNoHeavierSanction(a, b) && isNoHeavierSanction(b, a)) expect(a).toBe(b);
        for (const c of SANCTIONS) {
          if (isNoHeavierSanction(a, b) && isNoHeavierSanction(b, c)) {
            expect(isNoHeavierSanction(a, c)).toBe(true);
          }
        }
      }
    }
  });

  it('of outcomes: reflexive, antisymmetric, transitive', () => {
    fc.assert(
      fc.property(outcome, outcome, outcome, (a, b, c) => {
        expect(isNoHeavier(a, a)).toBe(true);
        if (isNoHeavier(a, b) && isNoHeavier(b, a)) {
          expect(sameSet(a.sanctions, b.sanctions)).toBe(true);
          expect(sameMoney(a.compensation, b.compensation)).toBe(true);
        }
        if (isNoHeavier(a, b) && isNoHeavier(b, c)) expect(isNoHeavier(a, c)).toBe(true);
        expect(isNoHeavier({ sanctions: [] }, a)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the ranks of the regulation', () => {
  it.each<readonly [readonly Sanction[], readonly Sanction[], boolean]>([
    [['verbal-warning'], ['criticism'], true],
    [['public-self-criticism'], ['transfer'], true],
    [['transfer'], ['administrative-sanction'], false],
    [['administrative-sanction'], ['transfer'], false],
    [['criticism', 'verbal-warning'], ['public-self-criticism'], false],
    [['criticism', 'verbal-warning'], ['public-self-criticism', 'criticism'], true],
    [['criticism'], [], false],
    [['written-self-criticism'], ['criticism'], false],
  ])('%j is no heavier than %j: %s', (these, others, is) => {
    expect(areNoHeavier(these, others)).toBe(is);
  });
});
