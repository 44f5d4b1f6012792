import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStateMachine } from '../../../infra/local/step-functions/definition.ts';
import {
  type LocalStepFunctions,
  startStepFunctions,
} from '../../../infra/local/step-functions/start-step-functions.ts';
import { checkStatesLanguage } from '../../../infra/local/step-functions/states-language.ts';
import { local, type StandingClock, standingClock } from '../../support/infra/standing-clock.ts';

/** The shape of the escalation: wait until the table's instant, ask a function, and again while it says so. */
const escalation = {
  StartAt: 'Wait',
  States: {
    Wait: { Type: 'Wait', TimestampPath: '$.until', Next: 'Ask' },
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: {
        FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:escalate',
        Payload: {
          'sheet.$': '$.sheet',
          'entered.$': '$$.State.EnteredTime',
          'execution.$': '$$.Execution.Name',
          'started.$': '$$.Execution.StartTime',
          kind: 'level',
        },
      },
      ResultSelector: { 'next.$': '$.Payload' },
      ResultPath: '$.answer',
      Retry: [
        {
          ErrorEquals: ['Busy'],
          IntervalSeconds: 10,
          MaxAttempts: 2,
          BackoffRate: 3,
          JitterStrategy: 'FULL',
        },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Broken' }],
      Next: 'Choose',
    },
    Choose: {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.answer.next.until', IsPresent: true },
            { Variable: '$.answer.next.until', IsTimestamp: true },
          ],
          Next: 'Again',
        },
        {
          And: [
            { Variable: '$.answer.next.level', IsPresent: true },
            { Variable: '$.answer.next.level', NumericGreaterThanEquals: 3 },
          ],
          Next: 'Broken',
        },
        { Not: { Variable: '$.answer.next.done', BooleanEquals: true }, Next: 'Broken' },
      ],
      Default: 'Done',
    },
    Again: {
      Type: 'Pass',
      Parameters: { 'sheet.$': '$.sheet', 'until.$': '$.answer.next.until' },
      Next: 'Wait',
    },
    Broken: { Type: 'Fail', Error: 'Escalation', Cause: 'it went wrong' },
    Done: { Type: 'Succeed', OutputPath: '$.answer.next' },
  },
};
const pause = {
  StartAt: 'Pause',
  States: {
    Pause: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'End' },
    End: { Type: 'Pass', End: true },
  },
};

let time: StandingClock;
let machines: LocalStepFunctions;
let client: SFNClient;
let calls: { at: string; payload: { sheet: string } & Record<string, unknown> }[];
/** What the function answers next; what is an error is thrown. */
let answers: unknown[];

beforeEach(async () => {
  time = await standingClock();
  calls = [];
  answers = [];
  machines = time.services.add(
    await startStepFunctions({
      clock: time.clock,
      machines: { escalation, pause },
      checkLanguage: false,
      onError: time.onError,
      async invoke(_, payload) {
        calls.push({ at: time.now(), payload: payload as { sheet: string } });
        const answer = answers.length > 0 ? answers.shift() : { done: true };
        if (answer instanceof Error) throw answer;
        return answer;
      },
    }),
  );
  client = new SFNClient(local(machines.endpoint));
});
afterEach(async () => {
  client.destroy();
  await time.stop();
});

const start = async (name: string, input: object, machine = 'escalation') => {
  const command = { stateMachineArn: machines.machineArns[machine], name, input: JSON.stringify(input) };
  return (await client.send(new StartExecutionCommand(command))).executionArn;
};
const describeIt = (executionArn: string | undefined) =>
  client.send(new DescribeExecutionCommand({ executionArn }));
const sheet = (id: string, until = '2026-11-23T09:00:00Z') => ({ sheet: id, until });
class Busy extends Error {
  override readonly name = 'Busy';
}

describe('an execution', () => {
  it('waits until its instant, calls the function and goes where the answer leads', async () => {
    answers = [{ until: '2027-05-01T00:00:00Z' }, { done: true }];
    const arn = await start('s-1', sheet('S'));
    await machines.settle();
    expect(await describeIt(arn)).toMatchObject({ status: 'RUNNING', name: 's-1' });
    await time.clock.advance('PT59M');
    expect(calls).toEqual([]);
    await time.clock.advance('P1Y');
    expect(calls.map(({ at }) => at)).toEqual(['2026-11-23T09:00:00.000Z', '2027-05-01T00:00:00.000Z']);
    expect(calls[0]?.payload).toEqual({
      sheet: 'S',
      entered: '2026-11-23T09:00:00.000Z',
      execution: 's-1',
      started: '2026-11-23T08:00:00.000Z',
      kind: 'level',
    });
    const end = await describeIt(arn);
    expect(end).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"done":true}',
      input: JSON.stringify(sheet('S')),
    });
    expect(end.stopDate).toEqual(new Date('2027-05-01T00:00:00Z'));
    // Wait, Ask, Choose, Again, Wait, Ask, Choose, Done.
    expect(machines.transitions()).toBe(8);
  });

  it('goes on in the order of the timers, those of one instant as they were started', async () => {
    await start('c', sheet('C', '2026-11-23T10:00:00Z'));
    await start('b', sheet('B'));
    await start('a', sheet('A'));
    await start('past', sheet('P', '2026-11-23T07:00:00Z'));
    await time.clock.advance('PT3H');
    expect(calls.map(({ payload }) => payload.sheet)).toEqual(['P', 'B', 'A', 'C']);
  });

  it('tries again by the clock, with growing pauses', async () => {
    answers = [new Busy('1'), new Busy('2')];
    const arn = await start('busy', sheet('S'));
    await time.clock.advance('PT2H');
    expect(calls.map(({ at }) => at)).toEqual([
      '2026-11-23T09:00:00.000Z',
      '2026-11-23T09:00:10.000Z',
      '2026-11-23T09:00:40.000Z',
    ]);
    expect(await describeIt(arn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(machines.transitions()).toBe(6);
  });

  it.each([
    ['an error that no retry takes', [new TypeError('odd')], 1],
    ['the last try', [new Busy('1'), new Busy('2'), new Busy('3')], 3],
  ])('is caught after %s', async (_, given, tries) => {
    answers = given;
    const arn = await start('broken', sheet('S'));
    await time.clock.advance('PT2H');
    expect(calls).toHaveLength(tries);
    expect(await describeIt(arn)).toMatchObject({
      status: 'FAILED',
      error: 'Escalation',
      cause: 'it went wrong',
    });
  });

  it('fails where a path leads nowhere, uncaught', async () => {
    const arn = await start('nowhere', { until: '2026-11-23T07:00:00Z' });
    await machines.settle();
    expect(await describeIt(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(calls).toEqual([]);
  });

  it('fails where a choice asks for what is not there, as on AWS', async () => {
    answers = [{ odd: true }];
    const arn = await start('no-variable', sheet('S', '2026-11-23T07:00:00Z'));
    await machines.settle();
    expect(await describeIt(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  it.each([
    [2, 'SUCCEEDED'],
    [3, 'FAILED'],
  ])('chooses by numbers: %d', async (level, status) => {
    answers = [{ level, done: true }];
    const arn = await start('level', sheet('S', '2026-11-23T07:00:00Z'));
    await machines.settle();
    expect(await describeIt(arn)).toMatchObject({ status });
  });

  it('ends when it is stopped', async () => {
    const arn = await start('stopped', sheet('S'));
    await machines.settle();
    await client.send(new StopExecutionCommand({ executionArn: arn, error: 'Over', cause: 'answered' }));
    await time.clock.advance('PT2H');
    expect(calls).toEqual([]);
    expect(await describeIt(arn)).toMatchObject({ status: 'ABORTED', error: 'Over', cause: 'answered' });
  });

  it('waits for so many seconds', async () => {
    const arn = await start('seconds', { seconds: 90 }, 'pause');
    await time.clock.advance('PT2H');
    expect((await describeIt(arn)).stopDate).toEqual(new Date('2026-11-23T08:01:30Z'));
  });
});

describe('the name of an execution', () => {
  it('gives the same while it runs with the same input, and else is taken for 90 days', async () => {
    const arn = await start('s-1', sheet('S'));
    expect(await start('s-1', sheet('S'))).toBe(arn);
    await expect(start('s-1', sheet('T'))).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await time.clock.advance('PT2H');
    expect(calls).toHaveLength(1);
    await expect(start('s-1', sheet('S'))).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await time.clock.advance('P89D');
    await expect(start('s-1', sheet('S'))).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await time.clock.advance('P1D');
    expect(await start('s-1', sheet('S'))).toBe(arn);
    await machines.settle();
    expect(calls).toHaveLength(2);
    expect(machines.transitions()).toBe(8);
  });

  it('has no spaces or brackets', async () => {
    await expect(start('a name', sheet('S'))).rejects.toMatchObject({ name: 'InvalidName' });
  });
});

describe('the API', () => {
  it('lists executions by status, newest first, page by page', async () => {
    for (const name of ['a', 'b', 'c']) await start(name, sheet(name));
    const done = await start('d', sheet('d', '2026-11-23T07:00:00Z'));
    await machines.settle();
    const list = async (more: object) =>
      client.send(new ListExecutionsCommand({ stateMachineArn: machines.machineArns.escalation, ...more }));
    const first = await list({ statusFilter: 'RUNNING', maxResults: 2 });
    expect(first.executions?.map(({ name }) => name)).toEqual(['c', 'b']);
    const second = await list({ statusFilter: 'RUNNING', maxResults: 2, nextToken: first.nextToken });
    expect(second.executions?.map(({ name }) => name)).toEqual(['a']);
    expect(second.nextToken).toBeUndefined();
    const { executions } = await list({ statusFilter: 'SUCCEEDED' });
    expect(executions?.map(({ executionArn }) => executionArn)).toEqual([done]);
  });

  it('tells the history', async () => {
    answers = [new Busy('1')];
    const executionArn = await start('s-1', sheet('S'));
    await time.clock.advance('PT2H');
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'WaitStateEntered',
      'WaitStateExited',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ChoiceStateEntered',
      'ChoiceStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events[6]?.taskFailedEventDetails).toMatchObject({ error: 'Busy' });
    expect(events[3]?.stateEnteredEventDetails).toEqual({ name: 'Ask', input: JSON.stringify(sheet('S')) });
    const backwards = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 });
    expect((await client.send(backwards)).events?.[0]).toMatchObject({ type: 'ExecutionSucceeded', id: 16 });
  });

  it('describes the machines', async () => {
    const { stateMachines } = await client.send(new ListStateMachinesCommand({}));
    expect(stateMachines?.map(({ name }) => name)).toEqual(['escalation', 'pause']);
    const stateMachineArn = machines.machineArns.pause;
    const found = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(JSON.parse(found.definition ?? '')).toEqual(pause);
  });

  it.each([
    ['a machine that is none', { stateMachineArn: 'x' }, 'StateMachineDoesNotExist'],
    ['input that is no JSON', { input: '{' }, 'InvalidExecutionInput'],
    ['a trace header', { traceHeader: 'Root=1' }, 'ValidationException'],
  ])('refuses %s', async (_, change, name) => {
    const command = { stateMachineArn: machines.machineArns.pause, input: '{}', ...change };
    await expect(client.send(new StartExecutionCommand(command))).rejects.toMatchObject({ name });
  });
});

describe('a definition', () => {
  const task = escalation.States.Ask;
  it.each([
    ['States.A.Type', { Type: 'Map', End: true }],
    ['States.A.TimeoutSeconds', { ...task, TimeoutSeconds: 3 }],
    ['States.A.Resource', { ...task, Resource: 'arn:aws:states:::sqs:sendMessage' }],
    ['States.A.Parameters.Qualifier', { ...task, Parameters: { FunctionName: 'f', Qualifier: '1' } }],
    [
      'States.A.Parameters.Payload.x.$',
      { ...task, Parameters: { FunctionName: 'f', Payload: { 'x.$': 'States.UUID()' } } },
    ],
    ['States.A.ResultPath', { ...task, ResultPath: '$.a[*]' }],
    [
      'States.A.Choices.0.StringMatches',
      { Type: 'Choice', Choices: [{ Variable: '$.x', StringMatches: 'a*', Next: 'B' }] },
    ],
    ['States.A.Choices.0', { Type: 'Choice', Choices: [{ Variable: '$.x', Next: 'B' }] }],
    ['States.A: there is no state C', { Type: 'Pass', Next: 'C' }],
    ['States.A: neither Next nor End', { Type: 'Pass' }],
    ['States.A.QueryLanguage', { Type: 'Pass', QueryLanguage: 'JSONata', End: true }],
  ])('is refused for %s', (fault, A) => {
    const states = { A, B: { Type: 'Succeed' }, Choose: { Type: 'Succeed' }, Broken: { Type: 'Succeed' } };
    expect(() => readStateMachine('odd', { StartAt: 'A', States: states })).toThrow(
      `odd does not run here: ${fault}`,
    );
  });

  it('is checked against the whole language too', () => {
    expect(() => checkStatesLanguage('escalation', escalation)).not.toThrow();
    const States = { A: { Type: 'Wait', Seconds: 3, SecondsPath: '$.x', End: true } };
    expect(() => checkStatesLanguage('two-times', { StartAt: 'A', States })).toThrow('two-times is invalid');
  });
});
