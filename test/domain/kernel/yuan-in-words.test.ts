/** Sums in words (人民币大写): the examples of whoever fills in cheques, and every sum read back. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { yuanInWords } from '../../../shared/domain/kernel/yuan-in-words.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS: Readonly<Record<string, number>> = { 仟: 1_000, 佰: 100, 拾: 10 };

/** How many hundredths are said by such words; read as a person does, from the left. */
function read(words: string): number {
  let [sum, four, digit] = [0, 0, 0];
  for (const char of words.replace(/^人民币/, '')) {
    const said = DIGITS.indexOf(char);
    if (said >= 0) digit = said;
    else if (char in UNITS) [four, digit] = [four + digit * (UNITS[char] ?? 0), 0];
    else if (char === '亿' || char === '万') {
      sum += (four + digit) * (char === '亿' ? 100_000_000 : 10_000) * 100;
      [four, digit] = [0, 0];
    } else if (char === '元') {
      sum += (four + digit) * 100;
      [four, digit] = [0, 0];
    } else if (char === '角') [sum, digit] = [sum + digit * 10, 0];
    else if (char === '分') [sum, digit] = [sum + digit, 0];
  }
  return sum;
}

it.each([
  ['0', '人民币零元整'],
  ['0.05', '人民币伍分'],
  ['0.50', '人民币伍角整'],
  ['10.05', '人民币壹拾元零伍分'],
  ['100.50', '人民币壹佰元伍角整'],
  ['120', '人民币壹佰贰拾元整'],
  ['325.04', '人民币叁佰贰拾伍元零肆分'],
  ['1409.50', '人民币壹仟肆佰零玖元伍角整'],
  ['6007.14', '人民币陆仟零柒元壹角肆分'],
  ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
  ['107000.53', '人民币壹拾万柒仟元伍角叁分'],
  ['100000001', '人民币壹亿零壹元整'],
  ['100010000', '人民币壹亿零壹万元整'],
  ['999999999999.99', '人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
])('%s is %s', (amount, words) => {
  expect(yuanInWords({ amount, currency: 'CNY' })).toBe(words);
});

it('every sum is read back as what it was, and none has noughts beside each other', () => {
  const sums = fc.oneof(
    fc.integer({ min: 1, max: 99_999_999_999_999 }),
    // Sums with many noughts.
    fc
      .tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 0, max: 10 }))
      .map(([n, e]) => n * 10 ** e),
  );
  fc.assert(
    fc.property(sums, (hundredths) => {
      const digits = String(hundredths).padStart(3, '0');
      const words = yuanInWords({ amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: 'CNY' });
      expect(read(words ?? '')).toBe(hundredths);
      expect(words).not.toMatch(/零零|零元|零万|零亿|零角|^人民币零/);
      expect(words).toMatch(/[整分]$/);
    }),
    { numRuns: 5_000 },
  );
});

it('another currency is not said in these words', () => {
  expect(yuanInWords({ amount: '1.00', currency: 'USD' })).toBeUndefined();
});
