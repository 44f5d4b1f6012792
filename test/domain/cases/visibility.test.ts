/** Which cases of a list somebody sees of whom its summaries alone were read (contract section 2). */
import { expect, it } from 'vitest';
import { caseSummaryOf } from '../../../shared/domain/cases/summary.ts';
import { seesListedCase } from '../../../shared/domain/cases/visibility.ts';
import { CONCLUDE, opened, signed } from '../../support/domain/case-lives.ts';
import { actor, STAFF } from '../../support/factories.ts';

const EVERYBODY = STAFF.map(({ id }) => id);
const ofHr = opened('hr-yang');
const seeing = (life: typeof ofHr) =>
  EVERYBODY.filter((id) => seesListedCase(actor(id), caseSummaryOf(life.state)));

it('is who sees every case, but one about themselves only once it is concluded', () => {
  const all = ['director-wei', 'deputy-director-jiang', 'hr-yang', 'overseer-han'];
  expect(seeing(opened())).toEqual(all);
  expect(seeing(ofHr)).toEqual(all.filter((id) => id !== 'hr-yang'));
  expect(seeing(signed(ofHr, 'director-wei', CONCLUDE))).toEqual(all);
});

it('is nobody by standing in for whom it is about, concluded or not', () => {
  const standIn = { ...actor('hr-yang'), id: 'administrator-shen', standInFor: 'hr-yang' };
  expect(seesListedCase(standIn, caseSummaryOf(opened().state))).toBe(true);
  expect(seesListedCase(standIn, caseSummaryOf(ofHr.state))).toBe(false);
  const concluded = signed(ofHr, 'director-wei', CONCLUDE).state;
  expect(seesListedCase(standIn, caseSummaryOf(concluded))).toBe(false);
});

it('is told by the section that a case is of, where it is of one', () => {
  expect(caseSummaryOf(opened().state)).toMatchObject({ section: 'engineering' });
  expect(caseSummaryOf(ofHr.state)).not.toHaveProperty('section');
});
