import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-environment.ts';
import { AwsError } from '../aws-error.ts';
import type { LocalClock } from '../clock.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { StateMachine } from './definition.ts';
import { Execution } from './execution.ts';
import type { Json } from './json-path.ts';
import { type Invoke, runState } from './run-state.ts';

export interface NamedMachine {
  readonly name: string;
  readonly arn: string;
  readonly machine: StateMachine;
  /** As it was given, in JSON. */
  readonly definition: string;
}

export interface ExecutionTools {
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  readonly work: WorkQueue;
  readonly invoke: Invoke;
}

/** So long a name stays taken after its execution ended. */
const NAME_KEPT_MS = 90 * 86_400_000;

const arnOf = (machine: string, name: string) =>
  `arn:aws:states:${LOCAL_REGION}:${LOCAL_ACCOUNT}:execution:${machine}:${name}`;

function readInput(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('InvalidExecutionInput', 'The input is no JSON.');
  }
}

/** All executions since the start, and what moves them on. */
export class Executions {
  readonly #byArn = new Map<string, Execution>();
  readonly #tools: ExecutionTools;
  #started = 0;
  /** Of executions whose name was used anew. */
  #formerTransitions = 0;

  constructor(tools: ExecutionTools) {
    this.#tools = tools;
  }

  /** What AWS would charge for: states begun and tries after a failure, of all executions. */
  get transitions(): number {
    return [...this.#byArn.values()].reduce(
      (sum, { transitions }) => sum + transitions,
      this.#formerTransitions,
    );
  }

  /** @throws AwsError ExecutionAlreadyExists, unless it is the same start of one that runs */
  start(
    { name: machineName, arn: machineArn, machine }: NamedMachine,
    name: string,
    text: string,
  ): Execution {
    const arn = arnOf(machineName, name);
    const now = this.#tools.clock.now();
    const known = this.#byArn.get(arn);
    if (known) {
      if (known.status === 'RUNNING' && known.of.inputText === text) return known;
      if (known.stoppedAt === undefined || now < known.stoppedAt + NAME_KEPT_MS) {
        throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      }
      this.#formerTransitions += known.transitions;
      this.#byArn.delete(arn);
    }
    this.#started += 1;
    const execution = new Execution({
      machineArn,
      machineName,
      machine,
      arn,
      name,
      sequence: this.#started,
      input: readInput(text),
      inputText: text,
      startedAt: now,
    });
    this.#byArn.set(arn, execution);
    this.#goOn(execution);
    return execution;
  }

  /** @throws AwsError ExecutionDoesNotExist */
  find(arn: string): Execution {
    const execution = this.#byArn.get(arn);
    if (execution) return execution;
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  /** Newest first. */
  of(machineArn: string): Execution[] {
    return [...this.#byArn.values()].filter(({ of }) => of.machineArn === machineArn).reverse();
  }

  /** Ends it at once; what has ended already stays as it is. */
  stop(arn: string, error: string | undefined, cause: string | undefined): Execution {
    const execution = this.find(arn);
    if (execution.status === 'RUNNING') execution.abort(this.#tools.clock.now(), error, cause);
    return execution;
  }

  /** Leaves all timers behind. */
  forget(): void {
    for (const { cancelTimer } of this.#byArn.values()) cancelTimer();
  }

  #goOn(execution: Execution): void {
    this.#tools.work.add(() => this.#run(execution));
  }

  #goOnAt(execution: Execution, at: number): void {
    if (at <= this.#tools.clock.now()) this.#goOn(execution);
    else execution.cancelTimer = this.#tools.clock.at({ at, run: () => this.#goOn(execution) });
  }

  /** Goes from state to state until there is something to wait for. */
  async #run(execution: Execution): Promise<void> {
    const { clock, invoke } = this.#tools;
    while (execution.status === 'RUNNING') {
      if (!execution.isInside) execution.enter(clock.now());
      const outcome = await runState(execution, invoke, clock.now);
      // It may have been stopped while a function ran.
      if (execution.status !== 'RUNNING') return;
      const now = clock.now();
      switch (outcome.kind) {
        case 'done':
          execution.leave(now, outcome.output, outcome.next);
          break;
        case 'failed':
          execution.fail(now, outcome.failure);
          break;
        case 'wait':
          return this.#goOnAt(execution, outcome.until);
        case 'retry':
          execution.retries.set(outcome.retrier, (execution.retries.get(outcome.retrier) ?? 0) + 1);
          execution.transitions += 1;
          return this.#goOnAt(execution, now + outcome.afterMs);
        default:
          outcome satisfies never;
      }
    }
  }
}

export const newExecutionName = (): string => randomUUID();
