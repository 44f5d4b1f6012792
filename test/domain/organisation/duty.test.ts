/** Who sets a section's shifts, who reads them, and whom they name (contract section 2). */
import { describe, expect, it } from 'vitest';
import type { Directory, Duty, Person, Shift } from '../../../shared/domain/model/directory.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import { readableDuty, shiftsToCome, withShifts } from '../../../shared/domain/organisation/duty.ts';
import { DIRECTORY, directoryWhere, NOW, person } from '../../support/factories.ts';
import { refusalIn } from '../../support/given-when-then.ts';

const hour = (nth: number) => `2026-12-01T${String(nth).padStart(2, '0')}:00:00.000Z`;
const shift = (from: number, to: number, ...people: string[]): Shift => ({
  from: hour(from),
  to: hour(to),
  people,
});
const NONE: Duty = { site: 'riverside', section: 'engineering', shifts: [], version: 0 };

const contextOf = (who: string, directory: Directory = DIRECTORY, before = NONE) => {
  const asking: Person = directory.staff.find(({ id }) => id === who) ?? person(who);
  return {
    reader: { person: asking, actors: actorsOf(asking, directory, NOW), directory },
    ...{ before, directory },
  };
};
const set = (who: string, shifts: readonly Shift[], expected?: readonly number[], directory?: Directory) =>
  withShifts(shifts, contextOf(who, directory), expected);

describe('a section’s shifts', () => {
  const shifts = [shift(8, 16, 'worker-wu', 'worker-zheng'), shift(0, 12, 'engineering-manager-wang')];

  it('are set by its leads and whoever stands in for them', () => {
    for (const who of ['engineering-supervisor-feng', 'engineering-manager-wang']) {
      expect(set(who, shifts)).toEqual({ ...NONE, shifts });
    }
    const standIn = { person: 'guard-chu', from: NOW, to: hour(1) };
    const away = directoryWhere({ 'engineering-manager-wang': { standIn } });
    expect(set('guard-chu', shifts, undefined, away)).toEqual({ ...NONE, shifts });
  });

  it.each([
    ['worker-wu', 'forbidden leads-set-duty'],
    ['receptionist-sun', 'forbidden leads-set-duty'],
    ['director-wei', 'forbidden leads-set-duty'],
    ['deputy-director-jiang', 'forbidden leads-set-duty'],
    ['security-manager-chen', 'not-found duty-not-visible'],
    ['administrator-shen', 'not-found duty-not-visible'],
    ['hr-yang', 'not-found duty-not-visible'],
    ['overseer-han', 'not-found duty-not-visible'],
    ['resident-zhao', 'not-found duty-not-visible'],
  ])('are not set by %s: %s', (who, expected) => {
    expect(refusalIn(set(who, shifts))).toBe(expected);
    const isShown = refusalIn(readableDuty(contextOf(who))) === undefined;
    expect(isShown).toBe(expected.startsWith('forbidden'));
  });

  it('are there for sections that are there, and for people of the site', () => {
    const garden = { ...NONE, section: 'garden' };
    expect(refusalIn(readableDuty(contextOf('director-wei', DIRECTORY, garden)))).toBe(
      'not-found duty-not-visible',
    );
    const moved = directoryWhere({ 'director-wei': { site: 'lakeside' } });
    expect(refusalIn(readableDuty(contextOf('director-wei', moved)))).toBe('not-found duty-not-visible');
  });

  it('name active staff of the section and nobody else', () => {
    const stranger = (id: string, directory?: Directory) =>
      refusalIn(
        set(
          'engineering-manager-wang',
          [shift(0, 8, 'worker-wu'), shift(0, 8, 'worker-wu', id)],
          undefined,
          directory,
        ),
      );
    const expected = 'validation-failed not-staff-of-section /shifts/1/people/1';
    expect(stranger('guard-chu')).toBe(expected);
    expect(stranger('nobody')).toBe(expected);
    expect(stranger('worker-zheng')).toBeUndefined();
    expect(stranger('worker-zheng', directoryWhere({ 'worker-zheng': { active: false } }))).toBe(expected);
  });

  it('are refused in the contract’s order', () => {
    const bad = [shift(0, 8, 'nobody')];
    expect(refusalIn(set('worker-wu', bad, [7]))).toBe('forbidden leads-set-duty');
    expect(refusalIn(set('engineering-manager-wang', bad, [7]))).toBe('version-conflict directory-moved-on');
    expect(refusalIn(set('engineering-manager-wang', bad, [0]))).toBe(
      'validation-failed not-staff-of-section /shifts/0/people/0',
    );
  });
});

it('shifts that are over are left out, the others in the order of their beginnings', () => {
  const [over, later, now, soon] = [shift(0, 4, 'a'), shift(9, 10), shift(2, 8), shift(5, 6)];
  expect(shiftsToCome([over, later, now, soon], hour(4))).toEqual([now, soon, later]);
});
