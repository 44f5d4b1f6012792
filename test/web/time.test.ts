import { describe, expect, it } from 'vitest';
import { nearness } from '../../web/parts/near.ts';
import { instantIn, instantTyped, spanIn, typedTime } from '../../web/parts/time.ts';
import { en } from '../../web/words/en.ts';
import { zh } from '../../web/words/zh.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a span', () => {
  it.each([
    [0, '不到 1 分钟', 'under a minute'],
    [46 * MINUTE, '46分钟', '46 min'],
    [22 * HOUR, '22小时', '22 h'],
    [50 * HOUR + 5 * MINUTE, '2天2小时', '2 d 2 h'],
    [24 * HOUR + 5 * MINUTE, '1天', '1 d'],
  ])('of %i ms is said in its two largest units', (ms, chinese, english) => {
    expect(spanIn(ms, { words: zh, language: 'zh-CN' })).toBe(chinese);
    expect(spanIn(ms, { words: en, language: 'en' })).toBe(english);
  });
});

describe('an instant', () => {
  const now = Date.parse('2026-11-23T15:30:00.000Z');
  const at = (instant: string) => instantIn(instant, { language: 'zh-CN', timeZone: 'Asia/Shanghai', now });
  it('is told by the site’s clocks, with its day where that is not today there', () => {
    expect(at('2026-11-23T08:00:00.000Z')).toBe('16:00');
    expect(at('2026-11-23T16:00:00.000Z')).toBe('11/24 00:00');
  });

  it('has its year where that is another, and no English reader takes its day for its month', () => {
    expect(at('2025-12-01T08:00:00.000Z')).toBe('2025/12/1 16:00');
    const inEnglish = { language: 'en', timeZone: 'Asia/Shanghai', now } as const;
    expect(instantIn('2026-12-01T08:00:00.000Z', inEnglish)).toBe('Dec 1, 16:00');
    expect(instantIn('2025-12-01T08:00:00.000Z', inEnglish)).toBe('Dec 1, 2025, 16:00');
  });
});

describe('a time that is typed', () => {
  it.each([
    ['2026-11-23T16:00', 'Asia/Shanghai', '2026-11-23T08:00:00.000Z'],
    ['2026-11-24T00:30', 'Asia/Shanghai', '2026-11-23T16:30:00.000Z'],
    ['2026-07-01T12:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-11-23T16:00', 'Pacific/Kiritimati', '2026-11-23T02:00:00.000Z'],
  ])('%s in %s is the instant %s, by the site’s clocks', (typed, timeZone, at) => {
    expect(instantTyped(typed, timeZone)).toBe(at);
    expect(typedTime(at, timeZone)).toBe(typed);
  });

  it('is later by what the clocks skip, where they skip it', () => {
    const at = instantTyped('2026-03-29T02:30', 'Europe/Berlin');
    expect(typedTime(at, 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });
});

describe('a deadline', () => {
  const deadline = { dueAt: '2026-11-23T08:00:00.000Z', warnAt: '2026-11-23T07:48:00.000Z' };
  const at = (now: string) => nearness({ ...deadline, now: Date.parse(now) });
  it('is kept up to its very instant, and warned of before', () => {
    expect(at('2026-11-23T07:47:59.999Z')).toBe('left');
    expect(at('2026-11-23T07:48:00.000Z')).toBe('soon');
    expect(at('2026-11-23T08:00:00.000Z')).toBe('soon');
    expect(at('2026-11-23T08:00:00.001Z')).toBe('late');
  });
});
