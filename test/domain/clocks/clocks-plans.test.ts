/** By whose plan a clock runs (A1.7): that of the section which owes it, or in which who owes it works. */
import { describe, expect, it } from 'vitest';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import type { PlanInForce } from '../../../shared/domain/model/plan.ts';
import { accept, dispute, lives, passTo } from '../../support/domain/timeline.ts';
import { DIRECTORY } from '../../support/factories.ts';
import { minute } from '../../support/given-when-then.ts';

const BEFORE = '2026-11-01T00:00:00.000Z';
const plan = (section: string, version: number, more: Partial<PlanInForce>): PlanInForce => ({
  ...{ section, version, effectiveFrom: BEFORE, targets: {} },
  ...more,
});
const targets = (quick: number) => ({
  'repair.dispatch': `PT${quick}M`,
  'repair.acceptance': `PT${quick}M`,
  'repair.ordinary.arrival': `PT${quick}M`,
});
const directory: Directory = {
  ...DIRECTORY,
  plans: [
    plan('customer-service', 1, { targets: targets(3) }),
    plan('engineering', 1, { targets: targets(7), escalation: { arrival: 'PT5M' } }),
    plan('security', 1, { targets: targets(9) }),
  ],
};

describe('a clock', () => {
  it('that a person owes runs by the plan of the section in which they work', () => {
    const life = lives({}, directory);
    expect(life.clock('dispatch-1-1')).toMatchObject({ plan: 'customer-service@1', dueAt: minute(3) });
    life.does(1, 'receptionist-sun', passTo('engineering')).does(2, 'worker-wu', accept('worker-wu'));
    expect(life.clock('arrival-1-1')).toMatchObject({
      ...{ owes: { person: 'worker-wu' }, plan: 'engineering@1', dueAt: minute(9), wait: 'PT5M' },
    });
  });

  it('that a section owes runs by its own plan, without waits that it does not name', () => {
    const life = lives({}, directory).does(1, 'receptionist-sun', passTo('security'));
    const clock = life.clock('acceptance-1-1');
    expect(clock).toMatchObject({ owes: { section: 'security' }, plan: 'security@1', dueAt: minute(10) });
    expect(clock.wait).toBeUndefined();
  });

  it('that customer service’s manager owes after a dispute runs by customer service’s plan', () => {
    const life = lives({}, directory).does(1, 'receptionist-sun', passTo('engineering'));
    life.does(2, 'engineering-manager-wang', dispute);
    expect(life.clock('dispatch-1-2')).toMatchObject({
      ...{ owes: { person: 'cs-manager-li' }, plan: 'customer-service@1', dueAt: minute(5) },
    });
  });

  it('runs by the plan that was in force when the sheet was opened, whatever came since', () => {
    const life = lives({}, directory).does(1, 'receptionist-sun', passTo('engineering'));
    const later = plan('engineering', 2, { targets: targets(4), effectiveFrom: minute(1) });
    life.under({ ...directory, plans: [...(directory.plans ?? []), later] });
    life.does(2, 'worker-wu', accept('worker-wu'));
    expect(life.clock('arrival-1-1')).toMatchObject({ plan: 'engineering@1', dueAt: minute(9) });
  });
});
