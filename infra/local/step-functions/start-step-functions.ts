import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-environment.ts';
import { jsonApi } from '../aws-operation.ts';
import { startAwsServer } from '../aws-protocol.ts';
import type { LocalClock } from '../clock.ts';
import type { Service } from '../services.ts';
import { WorkQueue } from '../work-queue.ts';
import { readStateMachine } from './definition.ts';
import { Executions, type NamedMachine } from './executions.ts';
import { operationsOn } from './operations.ts';
import { checkStatesLanguage } from './states-language.ts';

export interface StepFunctionsOptions {
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  /** Calls a function and gives what it returns; a failure is what it throws. */
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  /** Definitions in the States Language, by name. */
  readonly machines: Readonly<Record<string, object>>;
  readonly onError: (error: unknown) => void;
  /** A free one unless given. */
  readonly port?: number;
  /** How many executions may move on side by side; one after the other unless given. */
  readonly atOnce?: number;
  /** False leaves the check against the whole language (some 0.3 s a machine) to others. */
  readonly checkLanguage?: boolean;
}

export interface LocalStepFunctions extends Service {
  readonly endpoint: string;
  /** ARNs of the state machines, by name. */
  readonly machineArns: Readonly<Record<string, string>>;
  /** State transitions since the start, as AWS charges for them. */
  transitions(): number;
  settle(): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * Starts Step Functions for standard workflows. A Wait ends exactly when the clock reaches its instant, however
 * far off; executions that can move on at one instant do so in the order of their timers. Nothing is kept
 * over a restart.
 * @throws StartProblem when a definition does not run here, or the port cannot be had
 */
export async function startStepFunctions(options: StepFunctionsOptions): Promise<LocalStepFunctions> {
  const { clock, invoke, onError } = options;
  const machines = Object.entries(options.machines).map(([name, definition]): NamedMachine => {
    const machine = readStateMachine(name, definition);
    if (options.checkLanguage ?? true) checkStatesLanguage(name, definition);
    const arn = `arn:aws:states:${LOCAL_REGION}:${LOCAL_ACCOUNT}:stateMachine:${name}`;
    return { name, arn, machine, definition: JSON.stringify(definition) };
  });
  const work = new WorkQueue(onError, options.atOnce);
  const executions = new Executions({ clock, work, invoke });
  const byArn = new Map(machines.map((machine) => [machine.arn, machine]));
  const server = await startAwsServer({
    service: 'Step Functions',
    api: jsonApi('AWSStepFunctions', operationsOn(executions, byArn, clock.now())),
    contentType: 'application/x-amz-json-1.0',
    port: options.port,
    onError,
  });
  return {
    endpoint: server.endpoint,
    machineArns: Object.fromEntries(machines.map(({ name, arn }) => [name, arn])),
    transitions: () => executions.transitions,
    settle: () => work.settle(),
    async stop() {
      executions.forget();
      await work.stop();
      await server.stop();
    },
  };
}
