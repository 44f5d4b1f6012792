/** Nobody names somebody else as handler who is on leave; who is there all the same may sign (contract section 2). */
import { describe, it } from 'vitest';
import type { Person } from '../../../shared/domain/model/directory.ts';
import { directoryWhere, until } from '../../support/factories.ts';
import { at, by, given, minute, refused, under } from '../../support/given-when-then.ts';

const [FENG, WU, ZHENG] = ['engineering-supervisor-feng', 'worker-wu', 'worker-zheng'] as const;
const now = minute(10);
const leave = { from: minute(5), to: minute(600) };
const where = (changes: Record<string, Partial<Person>>) => under({ ...directoryWhere(changes), at: now });
const onLeave = where({ [ZHENG]: { leave } });
const refusal = refused('step-not-allowed', 'handler-on-leave');

describe('somebody on leave', () => {
  it('is not made handler by another, at acceptance or later', () => {
    given(...until('handed-over'))
      .when({ step: 'accept', handler: ZHENG }, by(FENG), at(now), onLeave)
      .then(refusal);
    for (const status of ['accepted', 'on-site'] as const) {
      given(...until(status))
        .when({ step: 'assign', handler: ZHENG }, by(FENG), at(now), onLeave)
        .then(refusal);
    }
  });

  it('is whoever has somebody in their place, and only for that time', () => {
    const standIn = { person: WU, ...leave };
    given(...until('accepted'))
      .when({ step: 'assign', handler: ZHENG }, by(FENG), at(now), where({ [ZHENG]: { standIn } }))
      .then(refusal);
    const over = { from: minute(1), to: now };
    given(...until('accepted'))
      .when({ step: 'assign', handler: ZHENG }, by(FENG), at(now), where({ [ZHENG]: { leave: over } }))
      .then({ step: 'assign', handler: ZHENG });
  });

  it('takes it themselves all the same', () => {
    given(...until('handed-over'))
      .when({ step: 'accept' }, by(ZHENG), at(now), onLeave)
      .then({ step: 'accept', handler: ZHENG });
    given(...until('handed-over'))
      .when({ step: 'accept', handler: FENG }, by(FENG), at(now), where({ [FENG]: { leave } }))
      .then({ step: 'accept', handler: FENG });
  });

  it('is refused where the step is, and the sheet in the state for it', () => {
    given(...until('completed'))
      .when({ step: 'assign', handler: ZHENG }, by(FENG), at(now), onLeave)
      .then(refused('step-not-allowed', 'not-in-this-state'));
    given(...until('accepted'))
      .when({ step: 'assign', handler: 'guard-chu' }, by(FENG), at(now), where({ 'guard-chu': { leave } }))
      .then(refused('validation-failed', 'not-staff-of-section', { pointer: '/handler' }));
  });
});
