import { describe, expect, it } from 'vitest';
import { asOf, type Directory, type Person, type Shift } from '../../../shared/domain/model/directory.ts';
import {
  isOnLeave,
  isPresent,
  presentAmong,
  standInOf,
} from '../../../shared/domain/organisation/presence.ts';
import { directoryWhere } from '../../support/factories.ts';

const hour = (nth: number) => `2026-12-01T${String(nth).padStart(2, '0')}:00:00.000Z`;
const shift = (from: number, to: number, ...people: string[]): Shift => ({
  from: hour(from),
  to: hour(to),
  people,
});

const given =
  (changes: Record<string, Partial<Person>>, ...shifts: Shift[]) =>
  (at: number): Directory =>
    asOf({ ...directoryWhere(changes), duty: { engineering: shifts } }, hour(at));
const who = (directory: Directory, id: string): Person => {
  const found = directory.staff.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const workers = (directory: Directory) =>
  presentAmong(
    directory.staff.filter(({ role, section }) => role === 'worker' && section === 'engineering'),
    directory,
  ).map(({ id }) => id);

describe('leave', () => {
  const leave = { from: hour(2), to: hour(4) };

  it('is from its first instant to before its last', () => {
    const directory = given({ 'worker-wu': { leave } });
    const isAway = (at: number) => isOnLeave(who(directory(at), 'worker-wu'), directory(at));
    expect([1, 2, 3, 4].map(isAway)).toEqual([false, true, true, false]);
  });

  it('is also a stand-in in one’s place', () => {
    const directory = given({ 'worker-wu': { standIn: { person: 'worker-zheng', ...leave } } })(3);
    expect(isOnLeave(who(directory, 'worker-wu'), directory)).toBe(true);
    expect(standInOf(who(directory, 'worker-wu'), directory)?.id).toBe('worker-zheng');
  });

  it('may name a stand-in, who counts as none while absent themselves', () => {
    const away = { 'worker-wu': { leave: { ...leave, standIn: 'worker-zheng' } } };
    const directory = given(away)(3);
    expect(standInOf(who(directory, 'worker-wu'), directory)?.id).toBe('worker-zheng');
    for (const absence of [{ leave }, { active: false }]) {
      const both = given({ ...away, 'worker-zheng': absence })(3);
      expect(standInOf(who(both, 'worker-wu'), both)).toBeUndefined();
    }
    expect(standInOf(who(given(away)(5), 'worker-wu'), given(away)(5))).toBeUndefined();
  });
});

describe('duty', () => {
  const inShifts = given({}, shift(0, 8, 'worker-wu'), shift(8, 16, 'worker-zheng'));

  it('says who is present, of roles that its shifts name', () => {
    expect(workers(inShifts(3))).toEqual(['worker-wu']);
    expect(workers(inShifts(8))).toEqual(['worker-zheng']);
    const directory = inShifts(3);
    expect(isPresent(who(directory, 'engineering-manager-wang'), directory)).toBe(true);
    expect(isPresent(who(directory, 'worker-zheng'), directory)).toBe(false);
  });

  it('that is over says nothing any more', () => {
    expect(workers(inShifts(20))).toEqual(['worker-wu', 'worker-zheng']);
  });

  it('where nobody is present looks to the shift that begins next', () => {
    const gap = given({}, shift(1, 2, 'worker-wu'), shift(6, 8, 'worker-zheng'), shift(7, 9, 'worker-wu'));
    expect(workers(gap(3))).toEqual(['worker-zheng']);
    const ill = given(
      { 'worker-zheng': { leave: { from: hour(0), to: hour(23) } } },
      shift(6, 8, 'worker-zheng'),
      shift(7, 9, 'worker-wu'),
    );
    expect(workers(ill(3))).toEqual(['worker-wu']);
  });

  it('and last to whoever is not on leave', () => {
    const absence = { leave: { from: hour(0), to: hour(23) } };
    expect(workers(given({ 'worker-wu': absence })(3))).toEqual(['worker-zheng']);
    expect(workers(given({ 'worker-wu': absence, 'worker-zheng': absence })(3))).toEqual([]);
  });
});
