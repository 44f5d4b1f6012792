import { ValidationException } from '@aws-sdk/client-scheduler';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { CLOCK_NAMES, type Clock } from '../../shared/domain/model/clock.ts';
import { setMonthly } from '../../shared/effects/monthly.ts';
import {
  setClosing,
  setTimers,
  type TimerInput,
  type Timers,
  timedBy,
  wanted,
} from '../../shared/effects/timers.ts';

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

  it('is called anew where its deadline moves or it stops, not where it was only warned of', () => {
    const warned: Clock = { ...clock, warnedAt: clock.warnAt };
    expect(timedBy(warned)).toBe(timedBy(clock));
    expect(timedBy({ ...clock, dueAt: '2026-11-23T09:30:00.000Z' })).not.toBe(timedBy(clock));
    expect(timedBy({ ...clock, state: 'stopped' })).not.toBe(timedBy(clock));
  });

  it('has no timer for a deadline that was put off to the end of the calendar', () => {
    const far = { ...clock, dueAt: '9999-12-31T23:59:59.999Z' };
    expect(wanted(far)).toEqual({ warn: '2026-11-23T08:48:01' });
    expect(wanted({ ...far, dueAt: '9999-12-31T23:59:58.999Z' }).breach).toBe('9999-12-31T23:59:59');
  });
});

interface Sent {
  readonly Name: string;
  readonly ScheduleExpression?: string;
}

/** Sets timers by a scheduler that may refuse; gives what it was sent, and what rang at once. */
function settingAt(now: string, refuses: (sent: Sent) => Error | undefined = () => undefined) {
  const sent: Sent[] = [];
  const rung: TimerInput[] = [];
  const client = {
    send: async ({ input }: { input: Sent }) => {
      const refused = refuses(input);
      if (refused !== undefined) throw refused;
      sent.push(input);
    },
  } as unknown as Timers['client'];
  const timers = {
    ...{ client, group: 'clocks', targetArn: 't' },
    ...{ roleArn: 'r', deadLetterArn: 'd', assessArn: 'a' },
  };
  return { sent, rung, setting: { timers, now, ring: async (input: TimerInput) => rung.push(input) } };
}
const expressions = (sent: readonly Sent[]) => sent.map(({ ScheduleExpression }) => ScheduleExpression);

describe('what is due now', () => {
  const warned = { sheet: '01S', command: { watch: 'warn', clock: 'arrival-1-1' } };
  const breached = { sheet: '01S', command: { watch: 'breach', clock: 'arrival-1-1' } };
  const archived = { sheet: '01S', command: { watch: 'archive' } };

  it('is done now, and nothing is scheduled into the past', async () => {
    const late = settingAt('2026-11-23T08:50:00.000Z');
    await setTimers(late.setting, '01S', clock, false);
    expect(late.rung).toEqual([warned]);
    expect(expressions(late.sent)).toEqual(['at(2026-11-23T09:00:01)']);
    const over = settingAt('2026-11-23T09:00:01.000Z');
    await setTimers(over.setting, '01S', clock, true);
    await setClosing(over.setting, '01S', '2026-11-23T09:00:00.500Z');
    expect(over.rung).toEqual([warned, breached, archived]);
    expect(over.sent).toEqual([]);
  });

  it('a moment early by our clock and late by the scheduler’s, rings a minute later', async () => {
    const past = new ValidationException({ message: 'over', Message: 'over', $metadata: {} });
    const refuses = ({ ScheduleExpression }: Sent) =>
      ScheduleExpression === 'at(2026-11-23T09:00:01)' ? past : undefined;
    const close = settingAt('2026-11-23T09:00:00.900Z', refuses);
    await setTimers(close.setting, '01S', { ...clock, warnedAt: clock.warnAt }, true);
    expect(expressions(close.sent)).toEqual(['at(2026-11-23T09:01:01)']);
    expect(close.rung).toEqual([]);
    // Far ahead, something else is wrong with it.
    const early = settingAt('2026-11-23T08:00:00.000Z', refuses);
    await expect(setTimers(early.setting, '01S', { ...clock, warnedAt: clock.warnAt }, true)).rejects.toBe(
      past,
    );
  });
});

describe('the names of schedules', () => {
  it.each(CLOCK_NAMES)('are such as Scheduler takes, for %s in its 99,999th round too', async (name) => {
    const { sent, setting } = settingAt('2026-11-23T08:00:00.000Z');
    const id = `${name}-99999-99999`;
    await setTimers(setting, ulid(), { ...clock, name, id }, true);
    await setClosing(setting, ulid(), clock.dueAt);
    expect(sent).toHaveLength(3);
    for (const { Name } of sent) expect(Name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
  });

  it('are such of a site, whatever its id', async () => {
    const { sent, setting } = settingAt('2026-11-23T08:00:00.000Z');
    for (const id of ['riverside', '翠湖苑', 'x'.repeat(128)])
      await setMonthly(setting.timers, { id, name: id, zh: id, timeZone: 'Asia/Shanghai' });
    for (const { Name } of sent) expect(Name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
  });
});

describe('when a clock stops', () => {
  const asked = async (changed: Clock, now: string) => {
    const { sent, setting } = settingAt(now);
    await setTimers(setting, '01S', changed, false);
    return sent.map(({ Name }) => Name);
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
