import { describe, expect, it } from 'vitest';
import type { Clock } from '../../shared/domain/clocks.ts';
import { wanted } from '../../shared/echo/timers.ts';

const clock: Clock = {
  id: 'arrival-1-1',
  name: 'arrival',
  round: 1,
  startedAt: '2026-11-23T08:00:00.000Z',
  dueAt: '2026-11-23T09:00:00.000Z',
  warnAt: '2026-11-23T08:48:00.500Z',
  state: 'running',
  clause: 'B5.2.1b',
  owes: { person: 'worker-wu' },
  plan: 'default-1',
  calendar: 'office-hours-1',
};

describe('when a clock wants to be called', () => {
  it('warns in the first second that is not too early, and is broken in the first past its deadline', () => {
    expect(wanted(clock)).toEqual({ warn: '2026-11-23T08:48:01', breach: '2026-11-23T09:00:01' });
    expect(wanted({ ...clock, dueAt: '2026-11-23T09:00:00.001Z' }).breach).toBe('2026-11-23T09:00:01');
  });

  it('warns once, and wants nothing when it has stopped', () => {
    expect(wanted({ ...clock, warnedAt: clock.warnAt })).toEqual({ breach: '2026-11-23T09:00:01' });
    expect(wanted({ ...clock, state: 'stopped', stoppedAt: clock.warnAt })).toEqual({});
  });

  it('has no timer for a deadline that was put off to the end of the calendar', () => {
    const far = { ...clock, dueAt: '9999-12-31T23:59:59.999Z' };
    expect(wanted(far)).toEqual({ warn: '2026-11-23T08:48:01' });
    expect(wanted({ ...far, dueAt: '9999-12-31T23:59:58.999Z' }).breach).toBe('9999-12-31T23:59:59');
  });
});
