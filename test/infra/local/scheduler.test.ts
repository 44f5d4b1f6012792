import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalScheduler, startScheduler } from '../../../infra/local/scheduler/start-scheduler.ts';
import { local, type StandingClock, standingClock } from '../../support/infra/standing-clock.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:breach';
const DEAD = 'arn:aws:sqs:us-east-1:000000000000:dead';

let time: StandingClock;
let scheduler: LocalScheduler;
let client: SchedulerClient;
/** What was called: when, and with what. */
let calls: { at: string; name: string; payload: unknown }[];
/** How many calls are to fail from now on. */
let failures: number;
let dead: { arn: string; body: string; attributes: Readonly<Record<string, string>> }[];

beforeEach(async () => {
  time = await standingClock();
  calls = [];
  failures = 0;
  dead = [];
  scheduler = time.services.add(
    await startScheduler({
      clock: time.clock,
      group: 'clocks',
      onError: time.onError,
      async invoke(name, payload) {
        calls.push({ at: time.now(), name, payload });
        if (failures > 0) {
          failures -= 1;
          throw new RangeError('not today');
        }
      },
      sendDeadLetter: (arn, body, attributes) => dead.push({ arn, body, attributes }),
    }),
  );
  client = new SchedulerClient(local(scheduler.endpoint));
});
afterEach(async () => {
  client.destroy();
  await time.stop();
});

type Target = NonNullable<CreateScheduleCommandInput['Target']>;

const target = (changes: Partial<Target>): Target => ({
  Arn: FUNCTION,
  RoleArn: 'arn:aws:iam::000000000000:role/scheduler',
  DeadLetterConfig: { Arn: DEAD },
  Input: '{}',
  ...changes,
});
const once = (Name: string, at: string, changes: Partial<Target> = {}): CreateScheduleCommandInput => ({
  Name,
  GroupName: 'clocks',
  ScheduleExpression: `at(${at})`,
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: target({ Input: JSON.stringify({ is: Name }), ...changes }),
});
const create = (input: CreateScheduleCommandInput) => client.send(new CreateScheduleCommand(input));
const get = (Name: string) => client.send(new GetScheduleCommand({ Name, GroupName: 'clocks' }));
const called = () => calls.map(({ at, payload }) => [at, (payload as { is: string }).is]);

describe('one-off schedules', () => {
  it('fire when the clock reaches them, in the order of time, those of one instant as they were made', async () => {
    await create(once('later', '2026-11-23T09:00:00'));
    await create(once('tie-2', '2026-11-23T08:30:00'));
    await create(once('tie-1', '2026-11-23T08:30:00'));
    await create(once('too-far', '2027-11-23T08:30:00'));
    await time.clock.advance('PT29M59S');
    expect(calls).toEqual([]);
    await time.clock.advance('PT2H');
    expect(called()).toEqual([
      ['2026-11-23T08:30:00.000Z', 'tie-2'],
      ['2026-11-23T08:30:00.000Z', 'tie-1'],
      ['2026-11-23T09:00:00.000Z', 'later'],
    ]);
    expect(calls[0]?.name).toBe('breach');
    expect(scheduler.invocations()).toBe(3);
  });

  it('are gone once they have fired, unless they are to stay', async () => {
    await create(once('goes', '2026-11-23T08:30:00'));
    await create({ ...once('stays', '2026-11-23T08:30:00'), ActionAfterCompletion: 'NONE' });
    await time.clock.advance('PT1H');
    await expect(get('goes')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await get('stays')).toMatchObject({ Name: 'stays', State: 'ENABLED' });
  });

  it('fire at once when their time is now', async () => {
    await create(once('now', '2026-11-23T08:00:00'));
    expect(await scheduler.settle()).toBe(true);
    expect(called()).toEqual([['2026-11-23T08:00:00.000Z', 'now']]);
    expect(await scheduler.settle()).toBe(false);
  });

  it('are refused when their time has passed, made or moved, and what was set stays', async () => {
    const refused = { name: 'ValidationException', message: expect.stringContaining('07:59:59') };
    await expect(create(once('past', '2026-11-23T07:59:59'))).rejects.toMatchObject(refused);
    await create(once('kept', '2026-11-23T08:30:00'));
    const back = new UpdateScheduleCommand(once('kept', '2026-11-23T07:59:59'));
    await expect(client.send(back)).rejects.toMatchObject(refused);
    await time.clock.advance('PT1H');
    expect(called()).toEqual([['2026-11-23T08:30:00.000Z', 'kept']]);
  });

  it('do not fire once deleted or moved', async () => {
    for (const name of ['deleted', 'moved']) await create(once(name, '2026-11-23T08:30:00'));
    await client.send(new DeleteScheduleCommand({ Name: 'deleted', GroupName: 'clocks' }));
    await client.send(new UpdateScheduleCommand(once('moved', '2026-11-23T08:45:00')));
    await time.clock.advance('PT1H');
    expect(called()).toEqual([['2026-11-23T08:45:00.000Z', 'moved']]);
  });
});

describe('a failing target', () => {
  it('is tried again by the clock', async () => {
    failures = 2;
    await create(once('flaky', '2026-11-23T08:30:00'));
    await time.clock.advance('PT1H');
    expect(called().map(([at]) => at)).toEqual([
      '2026-11-23T08:30:00.000Z',
      '2026-11-23T08:30:01.000Z',
      '2026-11-23T08:30:03.000Z',
    ]);
    expect(dead).toEqual([]);
    await expect(get('flaky')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('goes to the dead letters after the tries of its policy', async () => {
    failures = 3;
    await create(
      once('dying', '2026-11-23T08:30:00', {
        RetryPolicy: { MaximumRetryAttempts: 2 },
      }),
    );
    await time.clock.advance('P2D');
    expect(calls).toHaveLength(3);
    expect(dead).toMatchObject([
      {
        arn: DEAD,
        body: '{"is":"dying"}',
        attributes: {
          ERROR_CODE: 'RangeError',
          EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
          RETRY_ATTEMPTS: '2',
          SCHEDULED_TIME: '2026-11-23T08:30:00Z',
        },
      },
    ]);
  });

  it('goes to the dead letters when the event is too old', async () => {
    failures = 1_000;
    const RetryPolicy = { MaximumEventAgeInSeconds: 60 };
    await create(once('old', '2026-11-23T08:30:00', { RetryPolicy }));
    await time.clock.advance('PT1H');
    expect(calls.length).toBeGreaterThan(3);
    expect(Date.parse(calls.at(-1)?.at ?? '')).toBeLessThanOrEqual(Date.parse('2026-11-23T08:31:00Z'));
    expect(dead[0]?.attributes.EXHAUSTED_RETRY_CONDITION).toBe('MaximumEventAgeInSeconds');
  });
});

describe('a monthly schedule', () => {
  it('fires at its hour of each first, in its own time zone, and not when it is set', async () => {
    const monthly = (Name: string, ScheduleExpressionTimezone: string) =>
      create({
        ...once(Name, '2026-11-23T08:30:00'),
        ScheduleExpression: 'cron(0 2 1 * ? *)',
        ScheduleExpressionTimezone,
      });
    await monthly('shanghai', 'Asia/Shanghai');
    await monthly('new-york', 'America/New_York');
    await time.clock.advance('P8D');
    expect(calls.map(({ at }) => at)).toEqual(['2026-11-30T18:00:00.000Z', '2026-12-01T07:00:00.000Z']);
    await time.clock.advance('P128D');
    // Summer time has come to New York, and the years have changed.
    expect(calls.slice(2).map(({ at }) => at)).toEqual([
      ...['2026-12-31T18:00:00.000Z', '2027-01-01T07:00:00.000Z'],
      ...['2027-01-31T18:00:00.000Z', '2027-02-01T07:00:00.000Z'],
      ...['2027-02-28T18:00:00.000Z', '2027-03-01T07:00:00.000Z'],
      ...['2027-03-31T18:00:00.000Z', '2027-04-01T06:00:00.000Z'],
    ]);
  });
});

describe('the API', () => {
  it('refuses a taken name, but not the same request again', async () => {
    const input = { ...once('taken', '2026-11-23T08:30:00'), ClientToken: 'first' };
    const made = await create(input);
    expect(made.ScheduleArn).toBe('arn:aws:scheduler:us-east-1:000000000000:schedule/clocks/taken');
    expect((await create(input)).ScheduleArn).toBe(made.ScheduleArn);
    await expect(create({ ...input, ClientToken: 'second' })).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  it('gives back what was set', async () => {
    const input = once('kept', '2026-11-23T08:30:00', { RetryPolicy: { MaximumRetryAttempts: 4 } });
    await create(input);
    const found = await get('kept');
    expect(found).toMatchObject(input);
    expect(found.CreationDate).toEqual(new Date('2026-11-23T08:00:00.000Z'));
  });

  it('lists by prefix, page by page', async () => {
    for (const name of ['b-2', 'b-1', 'b-3', 'a-1']) await create(once(name, '2026-11-23T08:30:00'));
    const names: (string | undefined)[][] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new ListSchedulesCommand({ GroupName: 'clocks', NamePrefix: 'b', MaxResults: 2, NextToken }),
      );
      names.push((page.Schedules ?? []).map(({ Name }) => Name));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(names).toEqual([['b-1', 'b-2'], ['b-3']]);
  });

  it('has its one group and no other, and makes none', async () => {
    for (const asked of [
      () => create({ ...once('x', '2026-11-23T08:30:00'), GroupName: 'none' }),
      () => client.send(new ListSchedulesCommand({ GroupName: 'none' })),
    ]) {
      await expect(asked()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    }
    await expect(client.send(new CreateScheduleGroupCommand({ Name: 'new' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });

  it.each([
    ['another cron expression', { ScheduleExpression: 'cron(0 2 ? * MON *)' }],
    [
      'an unknown zone',
      { ScheduleExpression: 'cron(0 2 1 * ? *)', ScheduleExpressionTimezone: 'Asia/Nowhere' },
    ],
    ['another time zone', { ScheduleExpressionTimezone: 'Asia/Shanghai' }],
    ['a day that does not exist', { ScheduleExpression: 'at(2026-11-31T08:30:00)' }],
    ['a time window', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' as const, MaximumWindowInMinutes: 5 } }],
    ['a rate', { ScheduleExpression: 'rate(5 minutes)' }],
    ['a state', { State: 'DISABLED' as const }],
    ['input that is no JSON', { Target: target({ Input: 'plain' }) }],
    ['input to be filled in', { Target: target({ Input: '{"at":"<aws.scheduler.scheduled-time>"}' }) }],
    ['a target without a place for dead letters', { Target: target({ DeadLetterConfig: undefined }) }],
    ['a name of 65 characters', { Name: 'x'.repeat(65) }],
    ['a name with a colon', { Name: 'a:b' }],
    ['a start date', { StartDate: new Date() }],
    ['another kind of target', { Target: target({ Arn: DEAD }) }],
  ])('refuses %s loudly', async (_, change) => {
    const made = create({ ...once('odd', '2026-11-23T08:30:00'), ...change });
    await expect(made).rejects.toMatchObject({ name: 'ValidationException' });
    expect((await client.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
  });
});
