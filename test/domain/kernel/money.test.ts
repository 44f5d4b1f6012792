import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { AMOUNT_FORM, hundredths, isAtMost, moneyOf } from '../../../shared/domain/kernel/money.ts';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });

it('amounts are counted exactly, where floating point would not be', () => {
  expect(hundredths(yuan('0.10')) + hundredths(yuan('0.2'))).toBe(hundredths(yuan('0.30')));
  expect(hundredths(yuan('999999999999.99'))).toBe(99_999_999_999_999n);
  expect(moneyOf(5n, 'CNY')).toEqual(yuan('0.05'));
});

it('text that is no amount is none', () => {
  for (const text of ['', '-1', '+1', '01', '1.', '.5', '1.234', '1,5', '1e3', ' 1', '１', '1234567890123']) {
    expect(AMOUNT_FORM.test(text), text).toBe(false);
    expect(() => hundredths(yuan(text))).toThrow(RangeError);
  }
});

it('written and counted again it is the same, and in the same order', () => {
  const count = fc.bigInt({ min: 0n, max: 99_999_999_999_999n });
  fc.assert(
    fc.property(count, count, (a, b) => {
      expect(hundredths(moneyOf(a, 'CNY'))).toBe(a);
      expect(isAtMost(moneyOf(a, 'CNY'), moneyOf(b, 'CNY'))).toBe(a <= b);
      expect(isAtMost(moneyOf(a, 'CNY'), moneyOf(b, 'USD'))).toBe(false);
    }),
  );
});
