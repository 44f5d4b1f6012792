/** What no change of the directory may bring about (contract section 2): sections, and what a person's role asks. */
import { describe, expect, it } from 'vitest';
import { personFault, sectionBarrier } from '../../../shared/domain/organisation/directory-rules.ts';
import { DIRECTORY, directoryWhere, personOf, SECTIONS } from '../../support/factories.ts';
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
    expect(fault('system', 'hr')).toBe('validation-failed reserved-id /id');
  });
});
