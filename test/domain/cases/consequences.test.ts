/** Which cases are held against somebody, and who is told of them (A2.5). */
import { expect, it } from 'vitest';
import type { Case } from '../../../shared/domain/cases/case.ts';
import { consequencesOf, isHeld, seesConsequences } from '../../../shared/domain/cases/consequences.ts';
import type { Sanction } from '../../../shared/domain/cases/sanctions.ts';
import {
  appealed,
  CONCLUDE,
  DELIVER,
  decided,
  delivered,
  opened,
  passed,
  review,
  signed,
} from '../../support/domain/case-lives.ts';
import { actor } from '../../support/factories.ts';

const LATER = '2028-01-01T00:00:00.000Z';

it('holds against the subject what is final, archived or not', () => {
  for (const life of [opened(), decided(), delivered(), appealed()]) expect(isHeld(life.state)).toBe(false);
  const final = passed(delivered(), LATER);
  expect(final.state.status).toBe('archived');
  expect(isHeld(final.state)).toBe(true);
});

it('holds nothing that a review revoked, and nothing that was dismissed or lapsed', () => {
  const revoked = signed(appealed(), 'cs-manager-li', { ...review(1), outcome: 'revoked' });
  const end = passed(signed(revoked, 'cs-manager-li', DELIVER), LATER);
  expect(end.state).toMatchObject({ status: 'archived' });
  expect('finalAt' in end.state && end.state.finalAt).toBeTruthy();
  expect(isHeld(end.state)).toBe(false);
  const unfounded = signed(opened(), 'engineering-supervisor-feng', { ...CONCLUDE, grade: 'unfounded' });
  expect(isHeld(unfounded.state)).toBe(false);
  expect(isHeld(passed(opened(), LATER).state)).toBe(false);
});

it('tells hr, the director and the person themselves, and nobody who stands in for that person', () => {
  const told = (id: string) => seesConsequences([actor(id)], 'worker-wu');
  expect(['worker-wu', 'hr-yang', 'director-wei'].map(told)).toEqual([true, true, true]);
  const others = ['engineering-manager-wang', 'deputy-director-jiang', 'overseer-han', 'administrator-shen'];
  expect(others.map(told)).toEqual([false, false, false, false]);
  const forHr = { ...actor('hr-yang'), id: 'administrator-shen', standInFor: 'hr-yang' };
  const acting = [actor('administrator-shen'), forHr];
  expect(seesConsequences(acting, 'worker-wu')).toBe(true);
  expect(seesConsequences(acting, 'hr-yang')).toBe(false);
  expect(seesConsequences([], 'worker-wu')).toBe(false);
});

it.each<[readonly Sanction[], until: string | undefined]>([
  [['verbal-warning'], '2027-07-01T04:00:00.000Z'],
  [['administrative-sanction'], '2028-01-01T04:00:00.000Z'],
  [['transfer'], '2029-01-01T04:00:00.000Z'],
  // By the heaviest, in whichever order they were imposed.
  [['public-self-criticism', 'administrative-sanction', 'transfer'], '2029-01-01T04:00:00.000Z'],
  [['transfer', 'criticism'], '2029-01-01T04:00:00.000Z'],
  [[], undefined],
])('%j bears on the subject until %s', (sanctions, until) => {
  const { state } = passed(delivered(), LATER);
  const held = { ...state, finalAt: '2027-01-01T04:00:00.000Z', outcome: { sanctions } } as Case;
  const [found] = consequencesOf({ cases: [held], awards: [] }, () => 'Asia/Shanghai');
  expect(found).toMatchObject({ person: 'worker-wu', bearsOn: ['promotion', 'pay', 'assignment'] });
  expect((found as { readonly until?: string }).until).toBe(until);
});
