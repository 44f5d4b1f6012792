import { describe, expect, it } from 'vitest';
import type { Actor, Directory, Person, StandIn } from '../../../shared/domain/model/directory.ts';
import { personBarrier } from '../../../shared/domain/organisation/directory-rules.ts';
import { standInFault } from '../../../shared/domain/organisation/stand-in.ts';
import { actor, DIRECTORY, directoryWhere, person, personOf } from '../../support/factories.ts';
import { refusalIn } from '../../support/given-when-then.ts';

const day = (nth: number) => `2026-12-${String(nth).padStart(2, '0')}T00:00:00.000Z`;
const by = (who: string, from: number, to: number): StandIn => ({
  person: who,
  from: day(from),
  to: day(to),
});
const wu = (standIn: StandIn): Person => ({ ...person('worker-wu'), standIn });
const fault = (who: Person, directory: Directory) => standInFault(who, directory)?.reason;

describe('whoever stands in', () => {
  it('is somebody else, there and active', () => {
    expect(fault(wu(by('worker-zheng', 1, 5)), DIRECTORY)).toBeUndefined();
    expect(fault(wu(by('worker-wu', 1, 5)), DIRECTORY)).toBe('stands-in-for-self');
    expect(fault(wu(by('nobody', 1, 5)), DIRECTORY)).toBe('unknown-person');
    expect(fault(wu(by('worker-zheng', 1, 5)), directoryWhere({ 'worker-zheng': { active: false } }))).toBe(
      'stand-in-not-there',
    );
  });

  it('is not, at the same time and by however many hands, stood in for by the absent', () => {
    const chain = (first: StandIn, second: StandIn) =>
      directoryWhere({ 'worker-zheng': { standIn: first }, 'guard-chu': { standIn: second } });
    const circle = chain(by('guard-chu', 2, 6), by('worker-wu', 4, 9));
    expect(fault(wu(by('worker-zheng', 1, 5)), circle)).toBe('stands-in-in-a-circle');
    // Each two of them meet in time, but never all three.
    const apart = chain(by('guard-chu', 4, 8), by('worker-wu', 7, 9));
    expect(fault(wu(by('worker-zheng', 1, 5)), apart)).toBeUndefined();
    // One goes as the other comes: a time ends before its last instant.
    const oneByOne = chain(by('worker-wu', 5, 9), by('hr-yang', 1, 2));
    expect(fault(wu(by('worker-zheng', 1, 5)), oneByOne)).toBeUndefined();
    // A circle of others, which never comes back, does not hold this up for ever.
    const others = chain(by('guard-chu', 1, 9), by('worker-zheng', 1, 9));
    expect(fault(wu(by('worker-zheng', 1, 5)), others)).toBeUndefined();
  });
});

describe('whoever stands in during a leave', () => {
  const during = (standIn: string | undefined, from: number, to: number): Person => ({
    ...person('worker-wu'),
    leave: { from: day(from), to: day(to), ...(standIn === undefined ? {} : { standIn }) },
  });

  it('is bound by the same', () => {
    const refusal = (...given: Parameters<typeof during>) =>
      refusalIn(standInFault(during(...given), DIRECTORY) ?? {});
    expect(refusal('worker-zheng', 1, 5)).toBeUndefined();
    expect(refusal(undefined, 1, 5)).toBeUndefined();
    expect(refusal('worker-wu', 1, 5)).toBe('validation-failed stands-in-for-self /leave/standIn');
    expect(refusal('nobody', 1, 5)).toBe('validation-failed unknown-person /leave/standIn');
    const zhao = { ...person('resident-zhao'), leave: { from: day(1), to: day(5) } };
    expect(refusalIn(standInFault(zhao, DIRECTORY) ?? {})).toBe('validation-failed not-for-this-role /leave');
  });

  it('is in no circle, by leaves and by stand-ins', () => {
    const leave = { from: day(4), to: day(9), standIn: 'worker-wu' };
    expect(fault(during('worker-zheng', 1, 5), directoryWhere({ 'worker-zheng': { leave } }))).toBe(
      'stands-in-in-a-circle',
    );
    expect(fault(wu(by('worker-zheng', 1, 5)), directoryWhere({ 'worker-zheng': { leave } }))).toBe(
      'stands-in-in-a-circle',
    );
    const later = directoryWhere({ 'worker-zheng': { leave: { ...leave, from: day(5) } } });
    expect(fault(during('worker-zheng', 1, 5), later)).toBeUndefined();
  });

  it('may have left since: what the directory has already is no fault', () => {
    const { leave } = during('worker-zheng', 1, 5);
    const standIn = by('worker-zheng', 6, 8);
    const left = directoryWhere({
      'worker-zheng': { active: false },
      ...(leave === undefined ? {} : { 'worker-wu': { leave, standIn } }),
    });
    expect(fault({ ...during('worker-zheng', 1, 5), standIn }, left)).toBeUndefined();
    expect(fault(during('worker-zheng', 1, 6), left)).toBe('stand-in-not-there');
    expect(fault(wu(by('worker-zheng', 6, 9)), left)).toBe('stand-in-not-there');
  });
});

describe('a person', () => {
  const reader = (actors: readonly Actor[]) => ({
    ...{ person: { id: actors[0]?.id ?? 'nobody', site: 'riverside' }, actors, directory: DIRECTORY },
  });
  const setting = {
    ...{ reader: reader([actor('director-wei')]), directory: DIRECTORY, former: DIRECTORY },
    ...{ before: undefined, expected: undefined, hasInHand: false },
  };
  const as = (...actors: readonly Actor[]) => ({ ...setting, reader: reader(actors) });
  const newcomer = personOf('newcomer', 'worker', 'engineering');

  it('is written by a director, an administrator, or whoever stands in for one', () => {
    expect(personBarrier(newcomer, setting)).toBeUndefined();
    const deputy = { ...actor('director-wei'), id: 'deputy-director-jiang', standInFor: 'director-wei' };
    expect(personBarrier(newcomer, as(actor('deputy-director-jiang'), deputy))).toBeUndefined();
    expect(personBarrier(newcomer, as(actor('deputy-director-jiang')))).toMatchObject({ code: 'forbidden' });
    expect(personBarrier(newcomer, as())).toMatchObject({ code: 'forbidden' });
  });

  it('is not altered by an administrator who would stand in for them', () => {
    const standIn = { ...newcomer, standIn: by('administrator-shen', 1, 5) };
    const leave = { ...newcomer, leave: { from: day(1), to: day(5), standIn: 'administrator-shen' } };
    for (const each of [standIn, leave]) {
      expect(personBarrier(each, as(actor('administrator-shen')))?.reason).toBe('not-an-administrators');
      expect(personBarrier(each, setting)).toBeUndefined();
    }
  });

  it('is refused in the contract’s order', () => {
    const wei = { ...person('director-wei'), active: false };
    const bad = { ...wei, section: 'engineering' };
    const there = { ...setting, before: person('director-wei') };
    expect(personBarrier(bad, { ...as(actor('worker-wu')), before: wei })?.code).toBe('forbidden');
    expect(personBarrier(bad, there)?.code).toBe('precondition-required');
    expect(personBarrier(bad, { ...there, expected: [9] })?.code).toBe('version-conflict');
    expect(personBarrier(bad, { ...there, expected: [1] })?.code).toBe('validation-failed');
    expect(personBarrier(wei, { ...there, expected: [1] })?.reason).toBe('last-director');
  });

  it('is given any role by the first person of the table as long as the site is not overseen', () => {
    const first = { ...as(actor('administrator-shen')), isFirst: true };
    for (const role of ['director', 'deputy-director', 'hr', 'overseer'] as const) {
      const given = personOf('newcomer', role);
      expect(personBarrier(given, as(actor('administrator-shen')))?.reason, role).toBe(
        'not-an-administrators',
      );
      expect(personBarrier(given, first), role).toBeUndefined();
    }
    // Not to themselves, and not by who stands in for them.
    const shen = { ...person('administrator-shen'), role: 'director' as const };
    expect(personBarrier(shen, { ...first, before: person('administrator-shen') })?.code).toBe('forbidden');
    const standIn = { ...actor('administrator-shen'), id: 'worker-wu', standInFor: 'administrator-shen' };
    const stoodIn = { ...as(actor('worker-wu'), standIn), isFirst: true };
    expect(personBarrier(personOf('newcomer', 'hr'), stoodIn)?.code).toBe('forbidden');
  });
});
