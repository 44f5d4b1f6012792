/** The office's own plan: as shipped, until another is in force; and which sections have none. */
import { expect, it } from 'vitest';
import {
  OFFICE_PLAN,
  officePlanAt,
  plansByWhose,
  withoutPlan,
} from '../../../shared/domain/commitments/office-plan.ts';
import type { PublishedPlan } from '../../../shared/domain/model/plan.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const SHIPPED = [{ id: 'A1.1', clause: 'A1.1', zh: '服务第一。', en: 'Service first.' }];
const plan = (section: string, version: number, effectiveFrom: string): PublishedPlan => ({
  ...{ site: 'riverside', section, version, targets: {}, effectiveFrom },
  promises: [{ id: `p${version}`, zh: '承诺' }],
  ...{ publishedAt: NOW, publishedBy: 'director-wei' },
});

it('is what is shipped until a published one is in force, and names the one to come', () => {
  expect(officePlanAt([], SHIPPED, NOW)).toEqual({ version: 0, promises: SHIPPED });
  const later = plan(OFFICE_PLAN, 1, '2027-01-01T00:00:00.000Z');
  expect(officePlanAt([later], SHIPPED, NOW)).toMatchObject({ version: 0, coming: { version: 1 } });
  expect(officePlanAt([later], SHIPPED, later.effectiveFrom)).toMatchObject({ version: 1 });
  const both = [plan(OFFICE_PLAN, 1, NOW), plan(OFFICE_PLAN, 2, '2027-01-01T00:00:00.000Z')];
  expect(officePlanAt(both, SHIPPED, NOW)).toMatchObject({ version: 1, coming: { version: 2 } });
  expect(officePlanAt(both, SHIPPED, '2028-01-01T00:00:00.000Z')).not.toHaveProperty('coming');
});

it('is told apart from those of sections, of which some have none', () => {
  const plans = [plan(OFFICE_PLAN, 1, NOW), plan('engineering', 1, NOW)];
  const { office, sections } = plansByWhose(plans);
  expect([office.length, sections.map(({ section }) => section)]).toEqual([1, ['engineering']]);
  expect(withoutPlan(['cleaning', 'engineering'], sections)).toEqual(['cleaning']);
});
