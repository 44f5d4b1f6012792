/** Which complaints repeat another (contract section 6, `repeatComplaints`), to the instant and to the number. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../shared/domain/assessment/facts.ts';
import { repeatedIn } from '../../../shared/domain/assessment/figures.ts';

type Complaint = Extract<Fact, { kind: 'complaint' }>;
const NOON = '2026-11-23T04:00:00.000Z';
const complaint = (nth: string, more: Partial<Complaint> = {}): Complaint => ({
  ...{
    kind: 'complaint',
    at: NOON,
    number: `KF-20261123-${nth}`,
    place: 'p',
    section: 'security',
    isBefore: false,
  },
  ...more,
});
/** The counts of those that repeat another, in whatever order they are read. */
function repeated(...facts: readonly Complaint[]): readonly string[] {
  const countOf = ({ number }: Complaint) => number.slice('KF-20261123-'.length);
  const of = (some: readonly Complaint[]) => facts.filter(repeatedIn(some)).map(countOf);
  expect(of(facts.toReversed())).toEqual(of(facts));
  return of(facts);
}

describe('of complaints at one instant the one with the lower number is the earlier', () => {
  it('by their count', () => {
    expect(repeated(complaint('0001'), complaint('0002'))).toEqual(['0002']);
    expect(repeated(complaint('0002'), complaint('0001'))).toEqual(['0002']);
  });

  it('which may have grown a digit', () => {
    expect(repeated(complaint('9999'), complaint('10000'))).toEqual(['10000']);
  });
});

describe('a complaint repeats another', () => {
  const later = (ms: number, nth = '0002') =>
    complaint(nth, { at: new Date(Date.parse(NOON) + ms).toISOString() });
  const DAY = 24 * 3_600_000;

  it('within 30 days, to the last instant, however the numbers run', () => {
    expect(repeated(complaint('0001'), later(30 * DAY))).toEqual(['0002']);
    expect(repeated(complaint('0001'), later(30 * DAY + 1))).toEqual([]);
    expect(repeated(complaint('0009'), later(1, '0003'))).toEqual(['0003']);
  });

  it('from the same address about the same section alone', () => {
    expect(repeated(complaint('0001'), complaint('0002', { place: 'q' }))).toEqual([]);
    expect(repeated(complaint('0001'), complaint('0002', { section: 'cleaning' }))).toEqual([]);
  });
});
