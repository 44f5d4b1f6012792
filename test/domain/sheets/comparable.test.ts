/** What the table, which cannot fold, may leave out of a search for words. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparable, isComparable, piecesOf } from '../../../shared/domain/sheets/comparable.ts';

it.each([
  ['三楼的灯不亮，请来看看（急）', true],
  ['1栋2单元301 漏水', true],
  ['１栋漏水', false],
  ['电梯①号', false],
  ['Wi-Fi 不通', false],
  ['㈱三楼', false],
  ['㍻三楼', false],
  ['e\u0301', false],
  ['', true],
])('%s is written as it is looked for: %s', (subject, expected) => {
  expect(isComparable(subject)).toBe(expected);
});

const CHARACTERS = [...'灯不亮一⼀㊀12①½１aAＡ㈱㍻㋿ﬁﬀſİσςΣ，,。“"\\（(-－ \u3000\n\u0301\u0308e한ﾊﾞ𝟏'];
const texts = (maxLength: number) => fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength });

it('no subject that has a word, and is written so, lacks a piece of it in JSON', () => {
  fc.assert(
    fc.property(texts(12), fc.nat(12), fc.integer({ min: 1, max: 6 }), (subject, from, length) => {
      const word = [...comparable(subject)].slice(from, from + length).join('');
      fc.pre(isComparable(subject));
      for (const piece of piecesOf(word)) expect(JSON.stringify(subject)).toContain(piece);
    }),
    { numRuns: 5_000 },
  );
});
