import { localArn } from '../aws-environment.ts';
import { AwsError, nameInArn } from '../aws-operation.ts';
import type { ServiceTools } from '../aws-service.ts';
import { instantIn } from '../clock.ts';
import { isJson } from '../is-json.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { Retrier, StateMachine, Task } from './definition.ts';
import { type Execution, record, recordTask } from './execution.ts';
import { type Json, readPath } from './json-path.ts';
import { failureOf, StateFailure } from './state-failure.ts';

export interface NamedMachine {
  readonly name: string;
  readonly arn: string;
  readonly machine: StateMachine;
}

export interface ExecutionTools extends Pick<ServiceTools, 'clock' | 'invoke'> {
  readonly work: WorkQueue;
}

/** What runs now: an execution and the states that it goes through. */
interface Run {
  readonly execution: Execution;
  readonly states: StateMachine['States'];
}

/** So long a name stays taken after its execution ended. */
const NAME_KEPT_MS = 90 * 86_400_000;

/**
 * The pause before the next try, in milliseconds. Full jitter is any pause up to this; here it is always the longest
 * one, so that the same run gives the same times.
 */
const pauseAfter = (tries: number, { IntervalSeconds, BackoffRate, MaxDelaySeconds }: Retrier): number =>
  Math.min(IntervalSeconds * BackoffRate ** (tries - 1), MaxDelaySeconds) * 1_000;

/** All executions since the start, and what moves them on. */
export class Executions {
  readonly #byArn = new Map<string, Execution>();
  readonly #tools: ExecutionTools;
  #started = 0;
  #transitions = 0;

  constructor(tools: ExecutionTools) {
    this.#tools = tools;
  }

  /** What AWS would charge for: states begun and tries after a failure, of all executions. */
  get transitions(): number {
    return this.#transitions;
  }

  /** @throws AwsError ExecutionAlreadyExists, unless it is the same start of one that runs */
  start(machine: NamedMachine, name: string, input: string): Execution {
    const arn = localArn('states', `execution:${machine.name}:${name}`);
    const startedAt = this.#tools.clock.now();
    if (!isJson(input)) throw new AwsError('InvalidExecutionInput', 'The input is no JSON.');
    const known = this.#byArn.get(arn);
    if (known) {
      if (known.end === undefined && known.input === input) return known;
      if (known.end === undefined || startedAt < known.end.at + NAME_KEPT_MS) {
        throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      }
      this.#byArn.delete(arn);
    }
    this.#started += 1;
    const execution: Execution = {
      ...{ arn, machineArn: machine.arn, name, sequence: this.#started, input, startedAt },
      history: [],
    };
    this.#byArn.set(arn, execution);
    record(execution, startedAt, 'ExecutionStarted', { input });
    const { StartAt, States } = machine.machine;
    const run = { execution, states: States };
    this.#goOn(run, () => this.#enter(run, StartAt, JSON.parse(input)));
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
    return [...this.#byArn.values()].filter((execution) => execution.machineArn === machineArn).reverse();
  }

  /** Has an execution go on as soon as there is a place for it. */
  #goOn({ execution }: Run, step: () => Promise<void>): void {
    const { clock, work } = this.#tools;
    work.add(async () => {
      try {
        await step();
      } catch (error) {
        if (!(error instanceof StateFailure)) throw error;
        const { error: name, cause } = error;
        execution.end = { at: clock.now(), failure: error };
        record(execution, clock.now(), 'ExecutionFailed', { error: name, cause });
      }
    });
  }

  #goOnAt(run: Run, at: number, step: () => Promise<void>): void {
    this.#tools.clock.at({ at, run: () => this.#goOn(run, step) });
  }

  /** Begins a state, and goes on through those after it until there is something to wait for. */
  async #enter(run: Run, name: string, data: Json): Promise<void> {
    const { execution, states } = run;
    const state = states[name];
    if (state === undefined) throw new StateFailure('States.Runtime', `There is no state ${name}.`);
    const now = this.#tools.clock.now();
    this.#transitions += 1;
    record(execution, now, `${state.Type}StateEntered`, { name, input: JSON.stringify(data) });
    const leave = (output: Json) =>
      record(execution, this.#tools.clock.now(), `${state.Type}StateExited`, {
        name,
        output: JSON.stringify(output),
      });
    switch (state.Type) {
      case 'Wait': {
        const found = readPath(state.TimestampPath, data);
        const until = instantIn(found);
        if (until === undefined) {
          throw new StateFailure('States.Runtime', `${name} cannot wait for ${JSON.stringify(found)}.`);
        }
        const goOn = () => {
          leave(data);
          return this.#enter(run, state.Next, data);
        };
        return until > now ? this.#goOnAt(run, until, goOn) : goOn();
      }
      case 'Task':
        return this.#ask(run, state, data, 1, leave);
      case 'Choice': {
        const chosen = state.Choices.find((rule) => readPath(rule.Variable, data) === rule.BooleanEquals);
        leave(data);
        return this.#enter(run, chosen?.Next ?? state.Default, data);
      }
      case 'Succeed': {
        leave(data);
        const output = JSON.stringify(data);
        execution.end = { at: now, output };
        return record(execution, now, 'ExecutionSucceeded', { output });
      }
      default:
        return state satisfies never;
    }
  }

  /** Calls the function of a task, again after pauses while it fails and the retrier allows. */
  async #ask(run: Run, task: Task, data: Json, tries: number, leave: (output: Json) => void): Promise<void> {
    const { execution } = run;
    const { clock, invoke } = this.#tools;
    const { FunctionName, Payload: template } = task.Parameters;
    const Payload = Object.fromEntries(
      Object.entries(template).map(([member, path]) => [member.slice(0, -2), readPath(path, data)]),
    );
    recordTask(execution, clock.now(), 'TaskScheduled', {
      parameters: JSON.stringify({ FunctionName, Payload }),
    });
    recordTask(execution, clock.now(), 'TaskStarted', {});
    let answer: Json;
    try {
      // Copies, as over the wire: neither side can reach into what the other holds.
      const given = await invoke(nameInArn(FunctionName), structuredClone(Payload));
      answer = JSON.parse(JSON.stringify(given ?? null));
    } catch (thrown) {
      const failure = failureOf(thrown);
      const { error, cause } = failure;
      recordTask(execution, clock.now(), 'TaskFailed', { error, cause });
      const [retrier] = task.Retry;
      if (tries > retrier.MaxAttempts) throw failure;
      this.#transitions += 1;
      return this.#goOnAt(run, clock.now() + pauseAfter(tries, retrier), () =>
        this.#ask(run, task, data, tries + 1, leave),
      );
    }
    const result: Json = { ExecutedVersion: '$LATEST', Payload: answer, StatusCode: 200 };
    recordTask(execution, clock.now(), 'TaskSucceeded', { output: JSON.stringify(result) });
    const output = readPath(task.OutputPath, result);
    leave(output);
    return this.#enter(run, task.Next, output);
  }
}
