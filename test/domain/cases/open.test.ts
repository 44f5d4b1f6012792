/** Who opens a case about whom, by which rule and from what (A2.1, contract section 5). */
import { describe, expect, it } from 'vitest';
import { openCase } from '../../../shared/domain/cases/open.ts';
import { DEFAULT_TERMS } from '../../../shared/domain/cases/terms.ts';
import { DIRECTORY, directoryWhere, STAFF } from '../../support/factories.ts';
import { by, refusalIn } from '../../support/given-when-then.ts';

const COMMAND = { about: 'worker-wu', rule: 'A1.3', allegation: '推诿扯皮' };
const CONTEXT = {
  ...{ now: '2026-11-23T08:00:00.000Z', id: '01KAV0000000000000000000CA', number: 'WZ-20261123-0001' },
  ...{ terms: DEFAULT_TERMS, promises: ['leaks-in-ten'] },
};
const opening = (
  who: string,
  command: Partial<typeof COMMAND> = {},
  context: Partial<Parameters<typeof openCase>[3]> = {},
  directory = DIRECTORY,
) => openCase({ ...COMMAND, ...command }, by(who).actors, directory, { ...CONTEXT, ...context });
const refusal = (...given: Parameters<typeof opening>) => refusalIn(opening(...given));

describe('a case', () => {
  it('is opened by the managers of the person’s section and of customer service, director and overseer', () => {
    const may = (about: string) =>
      STAFF.map(({ id }) => id).filter((who) => refusal(who, { about }) === undefined);
    const above = ['director-wei', 'overseer-han'];
    expect(may('worker-wu')).toEqual(['cs-manager-li', 'engineering-manager-wang', ...above]);
    expect(may('receptionist-sun')).toEqual(['cs-manager-li', ...above]);
    // Never about themselves.
    expect(may('engineering-manager-wang')).toEqual(['cs-manager-li', ...above]);
    expect(may('director-wei')).toEqual(['cs-manager-li', 'overseer-han']);
    expect(refusal('worker-zheng')).toBe('forbidden not-yours-to-open');
  });

  it('where a site has no customer service, is the section’s and the office’s', () => {
    const directory = { ...DIRECTORY, sections: DIRECTORY.sections.slice(1) };
    expect(refusal('engineering-manager-wang', {}, {}, directory)).toBeUndefined();
    expect(refusal('cs-manager-li', {}, {}, directory)).toBe('forbidden not-yours-to-open');
  });

  it('is about somebody of the staff, by a clause or a promise that is known', () => {
    expect(refusal('director-wei', { about: 'nobody' })).toBe('validation-failed unknown-person /about');
    expect(refusal('director-wei', { rule: 'A9.9' })).toBe('validation-failed unknown-rule /rule');
    expect(refusal('director-wei', { rule: 'leaks-in-ten' })).toBeUndefined();
  });

  it('comes from a sheet and a clock that are there, and seen', () => {
    const from = (unknown: 'sheet' | 'clock' | undefined) => refusal('director-wei', {}, { unknown });
    expect(from('sheet')).toBe('validation-failed unknown-sheet /origin/sheet');
    expect(from('clock')).toBe('validation-failed unknown-clock /origin/clock');
    expect(from(undefined)).toBeUndefined();
  });

  it('is of the section in which the person works, and of none where they work in none', () => {
    expect(opening('director-wei')).toMatchObject({ section: 'engineering', authority: 'section' });
    expect(opening('director-wei', { about: 'hr-yang' })).not.toHaveProperty('section');
    const promoted = directoryWhere({ 'worker-wu': { role: 'manager' } });
    expect(opening('director-wei', {}, {}, promoted)).toMatchObject({ authority: 'office' });
  });
});
