import { describe, expect, it } from 'vitest';
import { addDuration, type Duration, parseDuration } from '../../../shared/domain/kernel/duration.ts';

describe('the duration of a target', () => {
  // biome-ignore format: a table reads best with one row a line
  const good: readonly (readonly [text: string, duration: Duration])[] = [
    ['P5D', { days: 5 }],
    ['P366D', { days: 366 }],
    ['PT24H', { minutes: 1_440 }],
    ['PT10M', { minutes: 10 }],
    ['PT90M', { minutes: 90 }],
    ['PT1H30M', { minutes: 90 }],
    ['PT8784H', { minutes: 527_040 }],
  ];
  it.each(good)('%s', (text, duration) => expect(parseDuration(text)).toEqual(duration));

  // biome-ignore format: one line a kind
  const bad = [
    '', 'P', 'PT', 'P5', '5D', 'p5d', ' P5D', 'P5D\n', 'P-5D', '-P5D', 'P1.5D', 'P٥D',
    'P0D', 'PT0H', 'PT0M', 'PT0H0M',
    'P367D', 'PT8785H', 'PT527041M', 'P99999999999999999999D',
    'P1W', 'P1M', 'P1Y', 'PT90S', 'PT1M0S', 'P1DT1H', 'P0DT1H', 'P1DT', 'PT1M1H',
  ];
  it.each(bad)('is not %j', (text) => expect(parseDuration(text)).toBeUndefined());
});

describe('an instant and a duration', () => {
  // biome-ignore format: a table reads best with one row a line
  const good: readonly (readonly [from: string, duration: string, to: string])[] = [
    ['2026-11-23T08:00:00.000Z', 'PT61M', '2026-11-23T09:01:00.000Z'],
    ['2026-11-23T08:00:00.000Z', 'P1DT2H3M4.5S', '2026-11-24T10:03:04.500Z'],
    ['2026-11-23T08:00:00.000Z', 'P2W', '2026-12-07T08:00:00.000Z'],
    ['2026-01-31T08:00:00.000Z', 'P1M', '2026-02-28T08:00:00.000Z'],
    ['2028-02-29T08:00:00.000Z', 'P1Y', '2029-02-28T08:00:00.000Z'],
    ['9999-12-31T23:59:58.999Z', 'PT1S', '9999-12-31T23:59:59.999Z'],
  ];
  it.each(good)('%s and %s is %s', (from, duration, to) => {
    expect(addDuration(Date.parse(from), duration)).toBe(Date.parse(to));
  });

  it('not beyond the last instant that can be written', () => {
    expect(addDuration(Date.parse('9999-12-31T23:59:59.000Z'), 'PT1S')).toBeUndefined();
  });

  it.each(['', 'P', 'PT', 'PT0M', 'PT0.0001S', '-PT1M', 'P1.5D', 'P8000Y', 'PT61'])(
    'not with %j',
    (duration) => {
      expect(addDuration(Date.parse('2026-11-23T08:00:00.000Z'), duration)).toBeUndefined();
    },
  );
});
