/** What no change of the directory may bring about (contract section 2): sections, and what a person's role asks. */
import { describe, expect, it } from 'vitest';
import type { Directory, Person } from '../../../shared/domain/model/directory.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import {
  isOverseen,
  type PersonContext,
  personBarrier,
  personFault,
  sectionBarrier,
} from '../../../shared/domain/organisation/directory-rules.ts';
import { actorsAt, withAbove } from '../../../shared/domain/organisation/reach.ts';
import { DIRECTORY, directoryWhere, person, personOf, SECTIONS } from '../../support/factories.ts';
import { refusalIn } from '../../support/given-when-then.ts';

const section = (id: string) => {
  const found = SECTIONS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no section ${id}`);
  return found;
};
const [DESK, SECURITY] = [section('customer-service'), section('security')];

describe('customer service', () => {
  const barrier = (...given: Parameters<typeof sectionBarrier>) => refusalIn(sectionBarrier(...given) ?? {});

  it('is one section of a site at most, and may be written down anew', () => {
    const second = { ...SECURITY, function: 'customer-service' } as const;
    expect(barrier(SECURITY, second, DIRECTORY)).toBe('step-not-allowed customer-service-there');
    expect(barrier(undefined, { ...second, id: 'front-office' }, DIRECTORY)).toBe(
      'step-not-allowed customer-service-there',
    );
    expect(barrier(DESK, { ...DESK, name: 'Front office' }, DIRECTORY)).toBeUndefined();
    const without = { ...DIRECTORY, sections: DIRECTORY.sections.filter(({ id }) => id !== DESK.id) };
    expect(barrier(SECURITY, second, without)).toBeUndefined();
  });

  it('stays it while anybody works there', () => {
    const { function: _function, ...plain } = DESK;
    expect(barrier(DESK, plain, DIRECTORY)).toBe('step-not-allowed customer-service-staffed');
    const left = { active: false };
    const nobody = directoryWhere({
      ...{
        'receptionist-sun': left,
        'receptionist-zhou': left,
        'cs-supervisor-he': left,
        'cs-manager-li': left,
      },
    });
    expect(barrier(DESK, plain, nobody)).toBeUndefined();
  });

  it('is no matter of other sections, new or staffed as they are', () => {
    expect(barrier(undefined, { id: 'garden', name: 'Garden', zh: '绿化部' }, DIRECTORY)).toBeUndefined();
    expect(barrier(SECURITY, { ...SECURITY, name: 'Guards' }, DIRECTORY)).toBeUndefined();
  });
});

describe('a person', () => {
  const fault = (...given: Parameters<typeof personOf>) =>
    refusalIn(personFault(personOf(...given), DIRECTORY) ?? {});

  it('is in a section where their role is one, which is there, and in none where it is not', () => {
    expect(fault('newcomer', 'worker', 'security')).toBeUndefined();
    expect(fault('newcomer', 'worker')).toBe('validation-failed section-for-this-role /section');
    expect(fault('newcomer', 'manager', 'garden')).toBe('validation-failed unknown-section /section');
    expect(fault('newcomer', 'hr')).toBeUndefined();
    expect(fault('newcomer', 'hr', 'security')).toBe('validation-failed no-section-for-this-role /section');
  });

  it('is at a site that there is, and never the system', () => {
    expect(refusalIn(personFault(personOf('newcomer', 'hr'), undefined) ?? {})).toBe(
      'validation-failed unknown-site /site',
    );
    for (const id of ['system', 'link', 'cloud-team']) {
      expect(fault(id, 'hr')).toBe('validation-failed reserved-id /id');
    }
  });

  it('is of several sites only above them, and of sites that there are', () => {
    const of = (role: 'hr' | 'administrator' | 'overseer' | 'director', ...sites: string[]) =>
      refusalIn(
        personFault(personOf('newcomer', role, undefined, { sites }), DIRECTORY, ['riverside', 'hillside']) ??
          {},
      );
    for (const role of ['hr', 'administrator', 'overseer'] as const) {
      expect(of(role, '*')).toBeUndefined();
      expect(of(role, 'riverside', 'hillside')).toBeUndefined();
      expect(of(role, 'riverside', 'nowhere')).toBe('validation-failed unknown-site /sites/1');
    }
    expect(of('director', 'riverside')).toBe('validation-failed not-for-this-role /sites');
  });
});

describe('whoever alters somebody', () => {
  const HILLSIDE: Directory = { ...DIRECTORY, site: { ...DIRECTORY.site, id: 'hillside' }, staff: [] };
  const BARE = directoryWhere({ 'overseer-han': { active: false } });
  const refusal = (who: Person, after: Person, more: Partial<PersonContext> = {}) => {
    const directory = more.directory ?? DIRECTORY;
    const reader = { person: who, actors: actorsOf(who, DIRECTORY, DIRECTORY.at), directory: DIRECTORY };
    const context = {
      reader,
      before: undefined,
      directory,
      former: undefined,
      expected: undefined,
      hasInHand: false,
    };
    return refusalIn(personBarrier(after, { ...context, sites: ['riverside', 'hillside'], ...more }) ?? {});
  };
  const hr = (more: Partial<Person>) => personOf('newcomer', 'hr', undefined, more);
  const administrator = { ...person('administrator-shen'), sites: ['*'] };

  it('does so at their own site, and at those that they work for beside it', () => {
    const lin = personOf('newcomer', 'hr', undefined, { site: 'hillside' });
    const worker = { ...lin, role: 'resident' as const };
    expect(refusal(person('director-wei'), lin, { directory: HILLSIDE })).toBe('forbidden organisers-only');
    expect(refusal(person('administrator-shen'), worker, { directory: HILLSIDE })).toBe(
      'forbidden organisers-only',
    );
    expect(refusal(administrator, worker, { directory: HILLSIDE })).toBeUndefined();
    expect(refusal({ ...administrator, sites: ['lakeside'] }, worker, { directory: HILLSIDE })).toBe(
      'forbidden organisers-only',
    );
    // To take somebody from a site one reaches both.
    const before = { ...worker, site: 'riverside', version: 2 };
    const moves = { directory: HILLSIDE, former: DIRECTORY, before, expected: [2] };
    expect(refusal(person('administrator-shen'), worker, moves)).toBe('forbidden organisers-only');
    expect(refusal(administrator, worker, moves)).toBeUndefined();
  });

  it('has the reach of whom they stand in for', () => {
    const away = {
      standIn: { person: 'hr-yang', from: '2026-11-01T00:00:00.000Z', to: '2027-11-01T00:00:00.000Z' },
    };
    const directory = directoryWhere({ 'administrator-shen': { ...away, sites: ['hillside'] } });
    const yang = person('hr-yang');
    const reader = { person: yang, actors: actorsOf(yang, directory, directory.at), directory };
    const ids = (site: string) => actorsAt(reader, site).map(({ standInFor }) => standInFor);
    expect([ids('riverside'), ids('hillside'), ids('lakeside')]).toEqual([
      [undefined, 'administrator-shen'],
      ['administrator-shen'],
      [],
    ]);
  });

  it('gives sites that are not theirs only where it takes four eyes', () => {
    const director = person('director-wei');
    expect(refusal(director, hr({ sites: ['*'] }))).toBeUndefined();
    expect(refusal(director, hr({ sites: ['*'] }), { directory: BARE })).toBe('forbidden sites-not-yours');
    expect(refusal(director, hr({ sites: ['riverside'] }), { directory: BARE })).toBeUndefined();
    const before = hr({ sites: ['*'], version: 1 });
    const named = { ...before, name: '林静' };
    expect(
      refusal(director, named, { directory: BARE, before, former: BARE, expected: [1] }),
    ).toBeUndefined();
  });

  it('counts those above a site among its people', () => {
    const company = personOf('company-han', 'overseer', undefined, {
      site: 'hillside',
      sites: ['riverside'],
    });
    expect(withAbove(BARE, [company]).staff.map(({ id }) => id)).toContain('company-han');
    expect(withAbove(HILLSIDE, [{ ...company, site: 'lakeside' }]).staff).toEqual([]);
    expect([BARE, withAbove(BARE, [company])].map(isOverseen)).toEqual([false, true]);
    expect(isOverseen({ ...BARE, overseen: true })).toBe(true);
  });
});
