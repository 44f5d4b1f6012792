/** Limits a person (contract section 1): in any sixty minutes or twenty-four hours. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LIMITS,
  fileLimit,
  intakeLimit,
  isIntakeCounted,
  type Use,
  urgeWait,
  withUse,
} from '../../../shared/domain/organisation/limits.ts';

const BEGIN = Date.parse('2026-11-23T08:00:00.000Z');
const at = (minute: number) => new Date(BEGIN + minute * 60_000).toISOString();
const uses = (...minutes: readonly number[]): readonly Use[] => minutes.map((minute) => ({ at: at(minute) }));
const waits = (refused: ReturnType<typeof intakeLimit>) => refused && [refused.code, refused.retryAfter];

describe('a resident', () => {
  it('opens six sheets an hour, and the next when the oldest is an hour ago', () => {
    expect(intakeLimit('online', uses(0, 1, 2, 3, 4), at(5))).toBeUndefined();
    expect(waits(intakeLimit('online', uses(0, 1, 2, 3, 4, 5), at(6)))).toEqual([
      'too-many-requests',
      54 * 60,
    ]);
    expect(intakeLimit('online', uses(0, 1, 2, 3, 4, 5), at(60))).toBeUndefined();
  });

  it('opens thirty a day, however they are spread', () => {
    const spread = uses(...Array.from({ length: 30 }, (_, nth) => nth * 20));
    expect(waits(intakeLimit('online', spread, at(700)))).toEqual([
      'too-many-requests',
      (24 * 60 - 700) * 60,
    ]);
    expect(intakeLimit('online', spread, at(24 * 60))).toBeUndefined();
  });

  it('urges once an hour, staff once in ten minutes', () => {
    expect([urgeWait(true), urgeWait(false), urgeWait(true, 'off')]).toEqual([3_600_000, 600_000, 0]);
  });
});

describe('staff', () => {
  it('ask for twenty things of their own a day', () => {
    const asked = uses(...Array.from({ length: 20 }, (_, nth) => nth));
    expect(intakeLimit('staff', asked.slice(1), at(30))).toBeUndefined();
    expect(waits(intakeLimit('staff', asked, at(30)))).toEqual(['too-many-requests', (24 * 60 - 30) * 60]);
  });

  it('open what others ask without a limit', () => {
    for (const channel of ['walk-in', 'phone', 'letter', 'direct'] as const) {
      expect([isIntakeCounted(channel), intakeLimit(channel, uses(...Array(500).fill(0)), at(1))]).toEqual([
        ...[false, undefined],
      ]);
    }
  });
});

describe('anybody', () => {
  const MIB = 1024 * 1024;
  const file = (minute: number, mib: number): Use => ({ at: at(minute), bytes: mib * MIB });

  it('announces sixty files and 300 MiB an hour', () => {
    const small = Array.from({ length: 60 }, (_, nth) => file(nth / 2, 1));
    expect(fileLimit(small.slice(1), file(40, 1))).toBeUndefined();
    expect(waits(fileLimit(small, file(40, 1)))).toEqual(['too-many-requests', 20 * 60]);
    const large = Array.from({ length: 15 }, (_, nth) => file(nth, 20));
    expect(fileLimit(large.slice(1), file(20, 20))).toBeUndefined();
    // Two of the oldest must fall out of the hour before there is room for so much.
    expect(waits(fileLimit([...large.slice(0, 14), file(14, 1)], file(20, 41)))).toEqual([
      'too-many-requests',
      41 * 60,
    ]);
  });

  it('does as they like where the limits are off, or set otherwise', () => {
    expect(intakeLimit('online', uses(...Array(100).fill(0)), at(1), 'off')).toBeUndefined();
    expect(waits(intakeLimit('online', uses(0), at(1), { ...DEFAULT_LIMITS, intakesAnHour: 1 }))).toEqual([
      'too-many-requests',
      59 * 60,
    ]);
  });

  it('is free again exactly when the refusal says, and what is older than a day is forgotten', () => {
    const minutes = fc.array(fc.nat({ max: 2 * 24 * 60 }), { maxLength: 80 });
    fc.assert(
      fc.property(minutes, (when) => {
        let kept: readonly Use[] = [];
        for (const minute of when.toSorted((a, b) => a - b)) {
          const refused = intakeLimit('online', kept, at(minute));
          if (refused === undefined) {
            kept = withUse(kept, { at: at(minute) });
            continue;
          }
          const free = minute + (refused.retryAfter ?? 0) / 60;
          expect(intakeLimit('online', kept, at(free))).toBeUndefined();
          expect(intakeLimit('online', kept, at(free - 1 / 60))).toBeDefined();
        }
        expect(kept.length).toBeLessThanOrEqual(30);
      }),
    );
  });
});
