import type * as z from 'zod';
import { LOCAL_ACCOUNT } from '../aws-environment.ts';
import { AwsError } from '../aws-error.ts';
import { epochSeconds, type Operation, operation, pageOf } from '../aws-operation.ts';
import type { Execution } from './execution.ts';
import {
  EXECUTION_NAME,
  executionArn,
  executionFilter,
  historyInput,
  machineArn,
  machineFilter,
  startInput,
  stopInput,
} from './execution-input.ts';
import { type Executions, type NamedMachine, newExecutionName } from './executions.ts';
import { describeEvent } from './history.ts';

const MOST_ITEMS = 100;
const MOST_EVENTS = 1_000;

const summaryOf = ({ of, status, stoppedAt }: Execution) => ({
  executionArn: of.arn,
  stateMachineArn: of.machineArn,
  name: of.name,
  status,
  startDate: epochSeconds(of.startedAt),
  ...(stoppedAt === undefined ? {} : { stopDate: epochSeconds(stoppedAt) }),
});

const describeExecution = (execution: Execution) => ({
  ...summaryOf(execution),
  input: execution.of.inputText,
  inputDetails: { included: true },
  ...(execution.output === undefined
    ? {}
    : { output: JSON.stringify(execution.output), outputDetails: { included: true } }),
  ...(execution.error === undefined ? {} : { error: execution.error }),
  ...(execution.cause === undefined ? {} : { cause: execution.cause }),
});

const tokenOf = (next: string | undefined) => (next === undefined ? {} : { nextToken: next });

/** What Step Functions answers, by the name of the operation. */
export function operationsOn(
  executions: Executions,
  machines: ReadonlyMap<string, NamedMachine>,
  createdAt: number,
): ReadonlyMap<string, Operation> {
  const on = <S extends z.ZodType>(
    name: string,
    schema: S,
    run: (input: z.output<S>) => object,
  ): [string, Operation] => [name, operation(schema, run, 'ValidationException')];
  const find = (arn: string) => {
    const machine = machines.get(arn);
    if (machine) return machine;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  };
  const describe = ({ arn, name }: NamedMachine) => ({
    stateMachineArn: arn,
    name,
    type: 'STANDARD',
    creationDate: epochSeconds(createdAt),
  });
  return new Map([
    on('StartExecution', startInput, ({ stateMachineArn, name = newExecutionName(), input }) => {
      if (!EXECUTION_NAME.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
      const { of } = executions.start(find(stateMachineArn), name, input);
      return { executionArn: of.arn, startDate: epochSeconds(of.startedAt) };
    }),
    on('DescribeExecution', executionArn, (input) => describeExecution(executions.find(input.executionArn))),
    on('StopExecution', stopInput, ({ executionArn: arn, error, cause }) => {
      const { stoppedAt = createdAt } = executions.stop(arn, error, cause);
      return { stopDate: epochSeconds(stoppedAt) };
    }),
    on('ListExecutions', executionFilter, ({ stateMachineArn, statusFilter, maxResults, nextToken }) => {
      const all = executions.of(find(stateMachineArn).arn);
      const wanted = all.filter(({ status }) => statusFilter === undefined || status === statusFilter);
      const { items, next } = pageOf(wanted, ({ of }) => -of.sequence, maxResults || MOST_ITEMS, nextToken);
      return { executions: items.map(summaryOf), ...tokenOf(next) };
    }),
    on('GetExecutionHistory', historyInput, ({ executionArn: arn, maxResults, reverseOrder, nextToken }) => {
      const events = executions.find(arn).history.map((event, index) => ({ event, id: index + 1 }));
      const sign = reverseOrder ? -1 : 1;
      const ordered = reverseOrder ? events.reverse() : events;
      const { items, next } = pageOf(ordered, ({ id }) => sign * id, maxResults || MOST_EVENTS, nextToken);
      return { events: items.map(({ event, id }) => describeEvent(event, id)), ...tokenOf(next) };
    }),
    on('ListStateMachines', machineFilter, ({ maxResults, nextToken }) => {
      const sorted = [...machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      const { items, next } = pageOf(sorted, ({ name }) => name, maxResults || MOST_ITEMS, nextToken);
      return { stateMachines: items.map(describe), ...tokenOf(next) };
    }),
    on('DescribeStateMachine', machineArn, ({ stateMachineArn }) => {
      const found = find(stateMachineArn);
      const roleArn = `arn:aws:iam::${LOCAL_ACCOUNT}:role/${found.name}`;
      return { ...describe(found), status: 'ACTIVE', roleArn, definition: found.definition };
    }),
  ]);
}
