import { expect, it } from 'vitest';
import { clipped, oneLine, plainLines } from '../../shared/mail/plain-text.ts';

it('puts text on one line, without what turns its direction or is half a character', () => {
  expect(oneLine('  a\r\n\tb\u2028c\u0007d ')).toBe('a b c d');
  expect(oneLine('a\u202eb\u2066c\u200f')).toBe('abc');
  expect(oneLine('a\ud842b')).toBe('a\ufffdb');
});

it('tells line breaks of every kind', () => {
  expect(plainLines('\na\r\nb\rc\n\nd\u2029e\u0085f\n')).toEqual(['a', 'b', 'c', '', 'd', 'e', 'f']);
});

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a𠮷𠮷', 4, 'a𠮷…'],
  ['𠮷𠮷𠮷', 4, '𠮷…'],
  ['ab', 1, '…'],
  ['ab', 0, ''],
  ['ab', -1, ''],
])('clips %s to %d units: %s', (text, most, expected) => {
  expect(clipped(text, most)).toBe(expected);
});
