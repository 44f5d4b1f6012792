import { expect, it } from 'vitest';
import { turnsAround, withoutTurns } from '../../../shared/domain/kernel/directions.ts';

it('characters that turn the direction of reading are found, each of them, and replaced', () => {
  const each = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';
  for (const character of each) expect(turnsAround(`a${character}b`)).toBe(true);
  expect(withoutTurns(`a${each}b`)).toBe(`a${'\ufffd'.repeat(12)}b`);
  expect(withoutTurns('a\u202eb', '')).toBe('ab');
});

it('other texts stay as they are: line breaks, joiners of emoji, right-to-left letters', () => {
  for (const text of ['第一行\n第二行', '\u{1f468}\u200d\u{1f469}', '\u0645\u0631\u062d\u0628\u0627', '']) {
    expect(turnsAround(text)).toBe(false);
    expect(withoutTurns(text)).toBe(text);
  }
});
