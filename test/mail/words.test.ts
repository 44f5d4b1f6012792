import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WORDS } from '../../shared/mail/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  [0, '逾期不到 1 分钟', 'less than 1 min late'],
  [MINUTE - 1, '逾期不到 1 分钟', 'less than 1 min late'],
  [MINUTE, '逾期 1 分钟', '1 min late'],
  [HOUR - 1, '逾期 59 分钟', '59 min late'],
  [HOUR, '逾期 1 小时', '1 h late'],
  [65 * MINUTE, '逾期 1 小时 5 分钟', '1 h 5 min late'],
  [DAY, '逾期 1 天', '1 d late'],
  [DAY + 5 * MINUTE, '逾期 1 天 5 分钟', '1 d 5 min late'],
  [400 * DAY + 3 * HOUR + MINUTE, '逾期 400 天 3 小时 1 分钟', '400 d 3 h 1 min late'],
])('%d ms are %s, %s', (ms, chinese, english) => {
  expect(WORDS['zh-CN'].late(ms)).toBe(chinese);
  expect(WORDS.en.late(ms)).toBe(english);
  expect(WORDS['zh-CN'].left(ms)).toBe(chinese.replace('逾期', '还剩'));
  expect(WORDS.en.left(ms)).toBe(english.replace('late', 'left'));
});

it('says a duration to the minute, rounded down', () => {
  fc.assert(
    fc.property(fc.integer({ min: MINUTE, max: 500 * DAY }), (ms) => {
      const part = (unit: string) =>
        Number(new RegExp(`(\\d+) ${unit}\\b`).exec(WORDS.en.late(ms))?.[1] ?? 0);
      expect(part('d') * DAY + part('h') * HOUR + part('min') * MINUTE).toBe(
        Math.floor(ms / MINUTE) * MINUTE,
      );
    }),
  );
});

it('counts one and many, and says nothing of overdue ones where there are none', () => {
  expect([WORDS.en.count(1, 0), WORDS.en.count(2, 1)]).toEqual(['1 notice', '2 notices, 1 overdue']);
  expect([WORDS['zh-CN'].count(1, 0), WORDS['zh-CN'].count(2, 1)]).toEqual([
    '1 条通知',
    '2 条通知，其中 1 条逾期',
  ]);
});
