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
import { local, type StandingClock, standingClock } from '../../support/infra/standing-clock.ts';

/** The shape of the two workflows: wait until the table's instant, ask a function, and again until it is over. */
const escalation = {
  StartAt: 'Wait',
  States: {
    Wait: { Type: 'Wait', TimestampPath: '$.until', Next: 'Ask' },
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: {
        FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:escalate',
        Payload: { 'sheet.$': '$.sheet', 'level.$': '$.raised.level' },
      },
      OutputPath: '$.Payload',
      Retry: [
        {
          ErrorEquals: ['States.ALL'],
          IntervalSeconds: 10,
          MaxAttempts: 2,
          BackoffRate: 3,
          MaxDelaySeconds: 25,
          JitterStrategy: 'FULL',
        },
      ],
      Next: 'Choose',
    },
    Choose: {
      Type: 'Choice',
      Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'Done' }],
      Default: 'Wait',
    },
    Done: { Type: 'Succeed' },
  },
};
const other = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };

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
      machines: { escalation, other },
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
const sheet = (id: string, until = '2026-11-23T09:00:00Z') => ({ sheet: id, until, raised: { level: 1 } });
class Busy extends Error {
  override readonly name = 'Busy';
}

describe('an execution', () => {
  it('waits until its instant, calls the function and goes where the answer leads', async () => {
    answers = [{ ...sheet('S', '2027-05-01T00:00:00Z'), done: false }, { done: true }];
    const arn = await start('s-1', sheet('S'));
    await machines.settle();
    expect(await describeIt(arn)).toMatchObject({ status: 'RUNNING', name: 's-1' });
    await time.clock.advance('PT59M');
    expect(calls).toEqual([]);
    await time.clock.advance('P1Y');
    expect(calls.map(({ at }) => at)).toEqual(['2026-11-23T09:00:00.000Z', '2027-05-01T00:00:00.000Z']);
    expect(calls[0]?.payload).toEqual({ sheet: 'S', level: 1 });
    const end = await describeIt(arn);
    expect(end).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"done":true}',
      input: JSON.stringify(sheet('S')),
    });
    expect(end.stopDate).toEqual(new Date('2027-05-01T00:00:00Z'));
    // Wait, Ask, Choose, Wait, Ask, Choose, Done.
    expect(machines.transitions()).toBe(7);
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
      // Three times as long, but for the longest pause.
      '2026-11-23T09:00:35.000Z',
    ]);
    expect(await describeIt(arn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(machines.transitions()).toBe(6);
  });

  it('fails after the last try, with what the function threw', async () => {
    answers = [new Busy('1'), new Busy('2'), new Busy('3')];
    const arn = await start('broken', sheet('S'));
    await time.clock.advance('PT2H');
    expect(calls).toHaveLength(3);
    expect(await describeIt(arn)).toMatchObject({
      status: 'FAILED',
      error: 'Busy',
      cause: expect.stringContaining('"errorMessage":"3"'),
    });
  });

  it.each([
    ['a path leads nowhere', { until: '2026-11-23T07:00:00Z' }],
    ['an instant is none', { ...sheet('S'), until: 'tomorrow' }],
  ])('fails where %s, without another try', async (_, input) => {
    const arn = await start('nowhere', input);
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

  it('has at most 80 characters, and so has that of a state machine', async () => {
    await start('x'.repeat(80), sheet('S'));
    await expect(start('x'.repeat(81), sheet('S'))).rejects.toMatchObject({ name: 'InvalidName' });
    const starting = startStepFunctions({
      clock: time.clock,
      machines: { ['x'.repeat(81)]: other },
      onError: time.onError,
      invoke: async () => undefined,
    });
    await expect(starting).rejects.toThrow('no name of a state machine');
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
    expect(stateMachines?.map(({ name }) => name)).toEqual(['escalation', 'other']);
    const stateMachineArn = machines.machineArns.escalation;
    const found = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(JSON.parse(found.definition ?? '')).toEqual(escalation);
  });

  it('stops no execution', async () => {
    const executionArn = await start('s-1', sheet('S'));
    await expect(client.send(new StopExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });

  it.each([
    ['a machine that is none', { stateMachineArn: 'x' }, 'StateMachineDoesNotExist'],
    ['input that is no JSON', { input: '{' }, 'InvalidExecutionInput'],
    ['a trace header', { traceHeader: 'Root=1' }, 'ValidationException'],
  ])('refuses %s', async (_, change, name) => {
    const command = { stateMachineArn: machines.machineArns.other, input: '{}', ...change };
    await expect(client.send(new StartExecutionCommand(command))).rejects.toMatchObject({ name });
  });
});

describe('a definition', () => {
  const { Ask: task, Choose: choice, Wait: wait } = escalation.States;
  const [retrier] = task.Retry;
  it.each([
    ['Type', { Type: 'Map', End: true }],
    ['Type', { Type: 'Parallel', End: true }],
    ['Type', { Type: 'Pass', Next: 'B' }],
    ['Type', { Type: 'Fail', Error: 'x' }],
    ['TimeoutSeconds', { ...task, TimeoutSeconds: 3 }],
    ['Catch', { ...task, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }],
    ['Resource', { ...task, Resource: 'arn:aws:states:::sqs:sendMessage' }],
    ['Parameters.Qualifier', { ...task, Parameters: { ...task.Parameters, Qualifier: '1' } }],
    [
      'Parameters.Payload.x.$',
      { ...task, Parameters: { FunctionName: 'f', Payload: { 'x.$': 'States.UUID()' } } },
    ],
    [
      'Parameters.Payload.x.$',
      { ...task, Parameters: { FunctionName: 'f', Payload: { 'x.$': '$$.State.Name' } } },
    ],
    ['Parameters.Payload.x', { ...task, Parameters: { FunctionName: 'f', Payload: { x: '$.literal' } } }],
    ['InputPath', { ...task, InputPath: '$.a' }],
    ['ResultPath', { ...task, ResultPath: '$.a[*]' }],
    ['ResultSelector', { ...task, ResultSelector: { 'a.$': '$.Payload' } }],
    ['OutputPath', { ...task, OutputPath: '$.a[0]' }],
    ['Retry.0.ErrorEquals.0', { ...task, Retry: [{ ...retrier, ErrorEquals: ['Busy'] }] }],
    ['Retry', { ...task, Retry: [retrier, retrier] }],
    ['Seconds', { ...wait, Seconds: 3 }],
    ['Choices.0.StringMatches', { ...choice, Choices: [{ ...choice.Choices[0], StringMatches: 'a*' }] }],
    ['Choices.0.BooleanEquals', { ...choice, Choices: [{ Variable: '$.x', Next: 'B' }] }],
    ['Choices.0.Variable', { ...choice, Choices: [{ And: [], Next: 'B' }] }],
    ['Next: there is no state C', { ...wait, Next: 'C' }],
    ['Default: there is no state C', { ...choice, Default: 'C' }],
    ['Next', { Type: 'Wait', TimestampPath: '$.until' }],
    ['End', { ...wait, End: true }],
    ['QueryLanguage', { ...wait, QueryLanguage: 'JSONata' }],
  ])('is refused for %s', (fault, A) => {
    const states = { ...escalation.States, A, B: { Type: 'Succeed' } };
    expect(() => readStateMachine('odd', { StartAt: 'A', States: states })).toThrow(
      `odd does not run here: States.A.${fault}`,
    );
  });
});
