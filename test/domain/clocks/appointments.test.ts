/** Appointments (contract section 3): by when somebody comes who was asked to come later. */
import { describe, expect, it } from 'vitest';
import type { AmendedFields, Command } from '../../../shared/domain/model/sheet.ts';
import { accept, lives, passTo, repairUntil } from '../../support/domain/timeline.ts';
import { minute } from '../../support/given-when-then.ts';

const desk = 'receptionist-sun';
const wu = 'worker-wu';
const FORTNIGHT = 14 * 1440;

const amend = (fields: AmendedFields): Command => ({ step: 'amend', fields, reason: '住户来电' });
const between = (from: number, to: number) => ({ from: minute(from), to: minute(to) });
const agreed = (from: number, to: number) => amend({ appointment: between(from, to) });

/** When each running clock that an appointment concerns is due. */
const due = (life: ReturnType<typeof lives>) =>
  ['arrival-1-1', 'return-1-1'].map((id) => life.sheet.clocks.find((clock) => clock.id === id)?.dueAt);

describe('an appointment', () => {
  it('puts arrival and return off to when it is over, where that is later', () => {
    const life = lives({ appointment: between(4320, 4380) });
    expect(due(life)).toEqual([undefined, minute(4380 + 240)]);
    life.does(5, desk, passTo('engineering')).does(10, wu, accept(wu));
    expect(due(life)).toEqual([minute(4380), minute(4380 + 240)]);
    expect(due(life.does(20, desk, agreed(30, 40)))).toEqual([minute(70), minute(1440)]);
    expect(due(life.does(25, desk, agreed(1500, 1560)))).toEqual([minute(1560), minute(1800)]);
  });

  it('is dropped by becoming urgent, from when on it is short', () => {
    const life = repairUntil('accepted').does(15, desk, agreed(600, 660));
    life.does(20, desk, amend({ urgent: true }));
    expect(life.sheet.appointment).toBeUndefined();
    expect(due(life)[0]).toBe(minute(35));
  });

  it('holds beside an exemption: whichever is later, however often it is moved', () => {
    const life = repairUntil('accepted');
    life.does(20, wu, {
      step: 'request-exemption',
      clock: 'arrival-1-1',
      reason: '等配件',
      until: minute(150),
    });
    life.does(21, 'cs-manager-li', { step: 'grant-exemption', clock: 'arrival-1-1', reason: '属实' });
    expect(due(life.does(30, desk, agreed(100, 120)))[0]).toBe(minute(150));
    expect(due(life.does(31, desk, agreed(1500, 1560)))[0]).toBe(minute(1560));
    expect(due(life.does(32, desk, agreed(200, 220)))[0]).toBe(minute(220));
    expect(life.does(160, wu, { step: 'arrive' }).clock('arrival-1-1').state).toBe('exempt');
  });

  it('is in the next fortnight, and not for what is urgent', () => {
    const life = repairUntil('accepted');
    const refusal = (fields: AmendedFields) => life.refusal(20, desk, amend(fields));
    expect(refusal({ appointment: between(20, 20 + FORTNIGHT) })).toBeUndefined();
    expect(refusal({ appointment: between(19, 60) })).toBe(
      'validation-failed appointment-past /fields/appointment/from',
    );
    expect(refusal({ appointment: between(30, 21 + FORTNIGHT) })).toBe(
      'validation-failed appointment-too-far /fields/appointment/to',
    );
    expect(refusal({ appointment: between(30, 60), urgent: true })).toBe(
      'validation-failed not-for-urgent /fields/appointment',
    );
  });
});
