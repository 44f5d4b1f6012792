import { describe, expect, it } from 'vitest';
import type { Directory, Person, StandIn } from '../../../shared/domain/model/directory.ts';
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
  const setting = {
    ...{ actors: [actor('director-wei')], directory: DIRECTORY, former: DIRECTORY },
    ...{ before: undefined, expected: undefined, hasInHand: false, isDirected: true },
  };
  const newcomer = personOf('newcomer', 'worker', 'engineering');

  it('is written by a director, an administrator, or whoever stands in for one', () => {
    expect(personBarrier(newcomer, setting)).toBeUndefined();
    const deputy = { ...actor('director-wei'), id: 'deputy-director-jiang', standInFor: 'director-wei' };
    const actors = [actor('deputy-director-jiang'), deputy];
    expect(personBarrier(newcomer, { ...setting, actors })).toBeUndefined();
    const alone = { ...setting, actors: [actor('deputy-director-jiang')] };
    expect(personBarrier(newcomer, alone)).toMatchObject({ code: 'forbidden' });
    expect(personBarrier(newcomer, { ...setting, actors: [] })).toMatchObject({ code: 'forbidden' });
  });

  it('is not altered by an administrator who would stand in for them', () => {
    const actors = [actor('administrator-shen')];
    const standIn = { ...newcomer, standIn: by('administrator-shen', 1, 5) };
    const leave = { ...newcomer, leave: { from: day(1), to: day(5), standIn: 'administrator-shen' } };
    for (const each of [standIn, leave]) {
      expect(personBarrier(each, { ...setting, actors })?.reason).toBe('not-an-administrators');
      expect(personBarrier(each, setting)).toBeUndefined();
    }
  });

  it('is refused in the contract’s order', () => {
    const wei = { ...person('director-wei'), active: false };
    const all = { ...setting, actors: [actor('worker-wu')], before: person('director-wei'), expected: [9] };
    expect(personBarrier({ ...wei, section: 'engineering' }, all)?.code).toBe('validation-failed');
    expect(personBarrier(wei, all)?.code).toBe('forbidden');
    expect(personBarrier(wei, { ...all, actors: setting.actors })?.code).toBe('version-conflict');
    expect(personBarrier(wei, { ...all, actors: setting.actors, expected: [1] })?.reason).toBe(
      'last-director',
    );
  });

  it('is made director by an administrator only where there is none anywhere', () => {
    const actors = [actor('administrator-shen')];
    const director = personOf('newcomer', 'director');
    expect(personBarrier(director, { ...setting, actors })?.code).toBe('forbidden');
    expect(personBarrier(director, { ...setting, actors, isDirected: false })).toBeUndefined();
    const hr = personOf('newcomer', 'hr');
    expect(personBarrier(hr, { ...setting, actors, isDirected: false })?.code).toBe('forbidden');
  });
});
