import { describe, expect, it } from 'vitest';
import type { Clock } from '../../shared/domain/model/clock.ts';
import { setTimers, type Timers, wanted } from '../../shared/effects/timers.ts';

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

describe('when a clock stops', () => {
  const asked = async (changed: Clock, now: string) => {
    const names: string[] = [];
    const client = {
      send: async ({ input }: { input: { Name?: string } }) => void names.push(input.Name ?? ''),
    } as unknown as Timers['client'];
    const timers = {
      client,
      group: 'clocks',
      targetArn: 't',
      roleArn: 'r',
      deadLetterArn: 'd',
      assessArn: 'a',
    };
    await setTimers(timers, '01S', changed, false, now);
    return names;
  };
  const stopped = { ...clock, state: 'stopped', stoppedAt: clock.startedAt } as const;

  it('its schedules that are still to ring are taken away', async () => {
    expect(await asked(stopped, '2026-11-23T08:10:00.000Z')).toEqual([
      '01S-arrival-1-1-warn',
      '01S-arrival-1-1-breach',
    ]);
    expect(await asked(stopped, '2026-11-23T08:50:00.000Z')).toEqual(['01S-arrival-1-1-breach']);
  });

  it('those that have rung are gone by themselves, and no call is made for them', async () => {
    const broken = { ...clock, state: 'breached', breachedAt: clock.dueAt } as const;
    expect(await asked(broken, '2026-11-23T09:00:01.000Z')).toEqual([]);
  });
});
