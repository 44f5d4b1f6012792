import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { localArn, localRole } from '../aws-environment.ts';
import { AwsError, epochSeconds, type Operation, operation, pageOf } from '../aws-operation.ts';
import { type AwsService, type ServiceTools, startAwsService } from '../aws-service.ts';
import { StartProblem } from '../start-problem.ts';
import { WorkQueue } from '../work-queue.ts';
import { readStateMachine } from './definition.ts';
import { type Execution, statusOf } from './execution.ts';
import { Executions, type NamedMachine } from './executions.ts';

export interface StepFunctionsOptions extends ServiceTools {
  /** Definitions in the States Language, by name. */
  readonly machines: Readonly<Record<string, object>>;
  /** How many executions may move on side by side; one after the other unless given. */
  readonly atOnce?: number;
}

export interface LocalStepFunctions extends AwsService {
  /** ARNs of the state machines, by name. */
  readonly machineArns: Readonly<Record<string, string>>;
  /** State transitions since the start, as AWS charges for them. */
  transitions(): number;
}

/** As AWS has it of executions and state machines: no white space, no wildcards, brackets or control characters. */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

const page = { maxResults: z.int().min(0).max(1_000).optional(), nextToken: z.string().optional() };
const ofMachine = z.strictObject({ stateMachineArn: z.string() });
const ofExecution = z.strictObject({ executionArn: z.string() });
const newExecution = ofMachine.extend({
  name: z.string().default(() => randomUUID()),
  input: z.string().max(262_144).default('{}'),
});
const executionFilter = ofMachine.extend({
  statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
  ...page,
});
const historyInput = ofExecution.extend({ reverseOrder: z.boolean().default(false), ...page });

const MOST_ITEMS = 100;
const MOST_EVENTS = 1_000;

const summaryOf = (execution: Execution) => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: statusOf(execution),
  startDate: epochSeconds(execution.startedAt),
  ...(execution.end && { stopDate: epochSeconds(execution.end.at) }),
});

function describeExecution(execution: Execution): object {
  const { input, end } = execution;
  const output = end && 'output' in end ? { output: end.output } : {};
  const failure = end && 'failure' in end ? { error: end.failure.error, cause: end.failure.cause } : {};
  return { ...summaryOf(execution), input, ...output, ...failure };
}

/** What the product calls, and what the AWS CLI needs to look at it. */
function operationsOn(
  executions: Executions,
  machines: readonly NamedMachine[],
  createdAt: number,
): Record<string, Operation> {
  const find = (arn: string) => {
    const machine = machines.find((each) => each.arn === arn);
    if (machine) return machine;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  };
  const summary = ({ arn, name }: NamedMachine) => ({
    stateMachineArn: arn,
    name,
    type: 'STANDARD',
    creationDate: epochSeconds(createdAt),
  });
  return {
    'AWSStepFunctions.StartExecution': operation(newExecution, ({ stateMachineArn, name, input }) => {
      if (!NAME.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
      const { arn, startedAt } = executions.start(find(stateMachineArn), name, input);
      return { executionArn: arn, startDate: epochSeconds(startedAt) };
    }),
    'AWSStepFunctions.DescribeExecution': operation(ofExecution, ({ executionArn }) =>
      describeExecution(executions.find(executionArn)),
    ),
    'AWSStepFunctions.ListExecutions': operation(executionFilter, (input) => {
      const wanted = executions
        .of(find(input.stateMachineArn).arn)
        .filter((each) => input.statusFilter === undefined || statusOf(each) === input.statusFilter);
      const limit = input.maxResults || MOST_ITEMS;
      const { items, next } = pageOf(wanted, ({ sequence }) => -sequence, limit, input.nextToken);
      return { executions: items.map(summaryOf), nextToken: next };
    }),
    'AWSStepFunctions.GetExecutionHistory': operation(historyInput, (input) => {
      const { history } = executions.find(input.executionArn);
      const [events, sign] = input.reverseOrder ? [history.toReversed(), -1] : [history, 1];
      const limit = input.maxResults || MOST_EVENTS;
      const { items, next } = pageOf(events, ({ id }) => sign * id, limit, input.nextToken);
      return { events: items, nextToken: next };
    }),
    'AWSStepFunctions.ListStateMachines': operation(z.strictObject({}), () => ({
      stateMachines: machines.map(summary),
    })),
    'AWSStepFunctions.DescribeStateMachine': operation(ofMachine, ({ stateMachineArn }) => {
      const found = find(stateMachineArn);
      const definition = JSON.stringify(found.machine);
      return { ...summary(found), status: 'ACTIVE', roleArn: localRole(found.name), definition };
    }),
  };
}

/**
 * Starts Step Functions for standard workflows. A Wait ends exactly when the clock reaches its instant, however
 * far off; executions that can move on at one instant do so in the order of their timers. Nothing is kept
 * over a restart.
 * @throws StartProblem when a definition does not run here, AWS would not take its name, or there is no port
 */
export async function startStepFunctions(options: StepFunctionsOptions): Promise<LocalStepFunctions> {
  const { clock, invoke, onError } = options;
  const machines = Object.entries(options.machines).map(([name, definition]) => {
    if (!NAME.test(name)) throw new StartProblem(`${name} is no name of a state machine.`);
    return {
      name,
      arn: localArn('states', `stateMachine:${name}`),
      machine: readStateMachine(name, definition),
    };
  });
  const work = new WorkQueue(onError, options.atOnce);
  const executions = new Executions({ clock, work, invoke });
  const service = await startAwsService({
    protocol: 'json',
    operations: operationsOn(executions, machines, clock.now()),
    invalid: 'ValidationException',
    work,
    onError,
  });
  return {
    ...service,
    machineArns: Object.fromEntries(machines.map(({ name, arn }) => [name, arn])),
    transitions: () => executions.transitions,
  };
}
