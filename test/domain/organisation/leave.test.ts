/** Who grants leave, and what it may say (A1.4; contract section 2). */
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { asOf, type Directory, type Leave, type Person } from '../../../shared/domain/model/directory.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import { withLeave } from '../../../shared/domain/organisation/leave.ts';
import { directoryWhere, person, RESIDENTS } from '../../support/factories.ts';
import { refusalIn } from '../../support/given-when-then.ts';

const hour = (nth: number) => `2026-12-01T${String(nth).padStart(2, '0')}:00:00.000Z`;
const leave = (from: number, to: number, standIn?: string): Leave => ({
  from: hour(from),
  to: hour(to),
  ...(standIn === undefined ? {} : { standIn }),
});

/** The directory at 04:00, changed so. */
const given = (changes: Record<string, Partial<Person>> = {}) => asOf(directoryWhere(changes), hour(4));
const inIt = (directory: Directory, id: string) =>
  [...directory.staff, ...RESIDENTS].find((each) => each.id === id);

/** `who` asks for a leave of `whom`. */
function asks(
  who: string,
  whom: string,
  wish: Leave | undefined,
  directory = given(),
  expected: readonly number[] | undefined = [1],
) {
  const asking = inIt(directory, who) ?? person(who);
  const actors = actorsOf(asking, directory, directory.at);
  const reader = { person: asking, actors, directory };
  return withLeave(wish, { reader, before: inIt(directory, whom), directory, expected });
}
const refusal = (...asked: Parameters<typeof asks>) => refusalIn(asks(...asked));

it('is for whoever says which version they know', () => {
  const actors = actorsOf(person('engineering-manager-wang'), given(), given().at);
  const reader = { person: person('engineering-manager-wang'), actors, directory: given() };
  const context = { reader, before: person('worker-wu'), directory: given(), expected: undefined };
  expect(refusalIn(withLeave(leave(5, 9), context))).toBe('precondition-required which-version');
  expect(refusal('worker-wu', 'worker-wu', leave(5, 9))).toBe('forbidden leave-granters');
});

describe('leave is granted', () => {
  const wish = leave(5, 9);

  it.each([
    ['engineering-supervisor-feng', 'worker-wu'],
    ['engineering-manager-wang', 'worker-wu'],
    ['engineering-manager-wang', 'engineering-manager-wang'],
    ['engineering-supervisor-feng', 'engineering-manager-wang'],
    ['director-wei', 'worker-wu'],
    ['director-wei', 'hr-yang'],
    ['director-wei', 'director-wei'],
    ['administrator-shen', 'worker-wu'],
    ['administrator-shen', 'engineering-manager-wang'],
  ])('by %s to %s', (who, whom) => {
    expect(asks(who, whom, wish)).toEqual({ ...person(whom), leave: wish });
  });

  it.each([
    // Who sees the entry may not grant it.
    ['worker-wu', 'worker-wu', 'forbidden leave-granters'],
    ['overseer-han', 'worker-wu', 'forbidden leave-granters'],
    ['administrator-shen', 'director-wei', 'forbidden not-an-administrators'],
    ['administrator-shen', 'hr-yang', 'forbidden not-an-administrators'],
    ['administrator-shen', 'overseer-han', 'forbidden not-an-administrators'],
    ['administrator-shen', 'administrator-shen', 'forbidden not-an-administrators'],
    ['director-wei', 'resident-zhao', 'forbidden not-for-this-role'],
    ['receptionist-sun', 'resident-zhao', 'forbidden not-for-this-role'],
    ['resident-zhao', 'resident-zhao', 'forbidden not-for-this-role'],
    // For everybody else there is no such entry.
    ['security-manager-chen', 'worker-wu', 'not-found person-not-visible'],
    ['worker-zheng', 'worker-wu', 'not-found person-not-visible'],
    ['deputy-director-jiang', 'worker-wu', 'not-found person-not-visible'],
    ['hr-yang', 'worker-wu', 'not-found person-not-visible'],
    ['cs-manager-li', 'worker-wu', 'not-found person-not-visible'],
    ['engineering-manager-wang', 'resident-zhao', 'not-found person-not-visible'],
    ['director-wei', 'nobody', 'not-found person-not-visible'],
  ])('not by %s to %s: %s', (who, whom, expected) => {
    expect(refusal(who, whom, wish)).toBe(expected);
  });

  it('by whoever stands in for a lead, and by no lead of another site', () => {
    const standIn = { leave: leave(3, 9, 'worker-zheng') };
    const away = given({ 'engineering-manager-wang': standIn });
    expect(asks('worker-zheng', 'worker-wu', wish, away)).toMatchObject({ leave: wish });
    const elsewhere = given({ 'engineering-manager-wang': { site: 'lakeside' } });
    expect(refusal('engineering-manager-wang', 'worker-wu', wish, elsewhere)).toBe(
      'not-found person-not-visible',
    );
  });

  it('to nobody by an administrator who would then stand in for them', () => {
    expect(refusal('administrator-shen', 'worker-wu', leave(5, 9, 'administrator-shen'))).toBe(
      'forbidden not-an-administrators',
    );
    expect(asks('director-wei', 'worker-wu', leave(5, 9, 'administrator-shen'))).toMatchObject({
      id: 'worker-wu',
    });
  });
});

describe('leave', () => {
  const wang = 'engineering-manager-wang';

  it('begins now or later; one that runs keeps its beginning, and may end otherwise', () => {
    expect(refusal(wang, 'worker-wu', leave(3, 9))).toBe('validation-failed leave-past /from');
    expect(refusal(wang, 'worker-wu', leave(4, 9))).toBeUndefined();
    const running = given({ 'worker-wu': { leave: leave(2, 6) } });
    expect(asks(wang, 'worker-wu', leave(2, 9), running)).toMatchObject({ leave: leave(2, 9) });
    expect(refusal(wang, 'worker-wu', leave(3, 9), running)).toBe('validation-failed leave-past /from');
    const over = given({ 'worker-wu': { leave: leave(2, 4) } });
    expect(refusal(wang, 'worker-wu', leave(2, 9), over)).toBe('validation-failed leave-past /from');
  });

  it('names a stand-in whom the directory allows', () => {
    expect(asks(wang, 'worker-wu', leave(5, 9, 'guard-chu'))).toMatchObject({
      leave: leave(5, 9, 'guard-chu'),
    });
    expect(refusal(wang, 'worker-wu', leave(5, 9, 'worker-wu'))).toBe(
      'validation-failed stands-in-for-self /standIn',
    );
    expect(refusal(wang, 'worker-wu', leave(5, 9, 'resident-zhao'))).toBe(
      'validation-failed unknown-person /standIn',
    );
    const left = given({ 'worker-zheng': { active: false } });
    expect(refusal(wang, 'worker-wu', leave(5, 9, 'worker-zheng'), left)).toBe(
      'validation-failed stand-in-not-there /standIn',
    );
    const circle = given({ 'worker-zheng': { leave: leave(8, 12, 'worker-wu') } });
    expect(refusal(wang, 'worker-wu', leave(5, 9, 'worker-zheng'), circle)).toBe(
      'validation-failed stands-in-in-a-circle /standIn',
    );
  });

  it('ends, and a stand-in that runs with it; one that is to come stays', () => {
    const running = { person: 'worker-zheng', from: hour(2), to: hour(9) };
    const both = given({ 'worker-wu': { leave: leave(2, 9), standIn: running } });
    expect(asks(wang, 'worker-wu', undefined, both)).toEqual(person('worker-wu'));
    const later = { ...running, from: hour(5) };
    const toCome = given({ 'worker-wu': { leave: leave(2, 9), standIn: later } });
    expect(asks(wang, 'worker-wu', undefined, toCome)).toEqual({ ...person('worker-wu'), standIn: later });
    expect(asks(wang, 'worker-wu', undefined)).toEqual(person('worker-wu'));
  });

  it('is refused in the contract’s order', () => {
    const bad = leave(1, 9);
    const code = (who: string) => {
      const result = asks(who, 'worker-wu', bad, given(), [7]);
      return result instanceof DomainError ? result.code : undefined;
    };
    expect(code('hr-yang')).toBe('not-found');
    expect(code('worker-wu')).toBe('forbidden');
    expect(code(wang)).toBe('version-conflict');
    expect(refusal(wang, 'worker-wu', bad, given(), [1])).toBe('validation-failed leave-past /from');
    expect(refusal(wang, 'worker-wu', leave(5, 9), given(), [1])).toBeUndefined();
  });
});
