import { LOCAL_REGION } from '../aws-environment.ts';
import type { State, StateMachine } from './definition.ts';
import type { HistoryEvent } from './history.ts';
import type { Json } from './json-path.ts';
import type { StateFailure } from './state-failure.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

/** Which machine it runs, by which name. */
export interface ExecutionOf {
  readonly machineArn: string;
  readonly machineName: string;
  readonly machine: StateMachine;
  readonly arn: string;
  readonly name: string;
  /** Counts up with each start. */
  readonly sequence: number;
  readonly input: Json;
  /** As it came; the same name with the same text is the same start. */
  readonly inputText: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** Where one execution stands, and what it went through. */
export class Execution {
  readonly of: ExecutionOf;
  readonly history: HistoryEvent[] = [];
  status: ExecutionStatus = 'RUNNING';
  stoppedAt: number | undefined;
  output: Json | undefined;
  error: string | undefined;
  cause: string | undefined;
  /** The state it is in, and that state's input. */
  stateName: string;
  data: Json;
  enteredAt: number;
  /** Whether it is in the state already, waiting or between two tries. */
  isInside = false;
  /** How often each Retry of the state was used. */
  retries = new Map<number, number>();
  /** What AWS charges for: states begun, and tries after a failure. */
  transitions = 0;
  /** Takes back the timer it waits for. */
  cancelTimer: () => void = () => {};

  constructor(of: ExecutionOf) {
    this.of = of;
    this.stateName = of.machine.StartAt;
    this.data = of.input;
    this.enteredAt = of.startedAt;
    this.record(of.startedAt, 'ExecutionStarted', 'executionStartedEventDetails', {}, { input: of.input });
  }

  get state(): State | undefined {
    return this.of.machine.States[this.stateName];
  }

  /** What `$$` paths read. */
  context(): Json {
    const { arn, name, input, startedAt, machineArn, machineName } = this.of;
    return {
      Execution: { Id: arn, Input: input, Name: name, StartTime: new Date(startedAt).toISOString() },
      State: {
        EnteredTime: new Date(this.enteredAt).toISOString(),
        Name: this.stateName,
        RetryCount: [...this.retries.values()].reduce((sum, count) => sum + count, 0),
      },
      StateMachine: { Id: machineArn, Name: machineName },
    };
  }

  record(
    at: number,
    type: string,
    detailsName?: string,
    details: Readonly<Record<string, string>> = {},
    data: Readonly<Record<string, Json>> = {},
  ): void {
    this.history.push({ at, type, ...(detailsName === undefined ? {} : { detailsName, details, data }) });
  }

  enter(now: number): void {
    this.isInside = true;
    this.enteredAt = now;
    this.retries.clear();
    this.transitions += 1;
    const type = `${this.state?.Type ?? ''}StateEntered`;
    this.record(now, type, 'stateEnteredEventDetails', { name: this.stateName }, { input: this.data });
  }

  /** Leaves the state for the next one, or for good. */
  leave(now: number, output: Json, next: string | undefined): void {
    const type = `${this.state?.Type ?? ''}StateExited`;
    this.record(now, type, 'stateExitedEventDetails', { name: this.stateName }, { output });
    this.data = output;
    this.isInside = false;
    if (next !== undefined) this.stateName = next;
    else {
      this.#end(now, 'SUCCEEDED');
      this.output = output;
      this.record(now, 'ExecutionSucceeded', 'executionSucceededEventDetails', {}, { output });
    }
  }

  fail(now: number, { error, cause }: Pick<StateFailure, 'error' | 'cause'>): void {
    this.#end(now, 'FAILED', error, cause);
    this.record(now, 'ExecutionFailed', 'executionFailedEventDetails', { error, cause });
  }

  abort(now: number, error: string | undefined, cause: string | undefined): void {
    this.#end(now, 'ABORTED', error, cause);
    const details = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    this.record(now, 'ExecutionAborted', 'executionAbortedEventDetails', details);
  }

  /** What happens to the call of a function, in the words of AWS. */
  recordTask(
    now: number,
    type: string,
    details: Record<string, string> = {},
    data: Record<string, Json> = {},
  ) {
    const name = `${type[0]?.toLowerCase() ?? ''}${type.slice(1)}EventDetails`;
    const resource = { resourceType: 'lambda', resource: 'invoke' };
    const region: Record<string, string> = type === 'TaskScheduled' ? { region: LOCAL_REGION } : {};
    this.record(now, type, name, { ...resource, ...region, ...details }, data);
  }

  #end(now: number, status: ExecutionStatus, error?: string, cause?: string): void {
    this.cancelTimer();
    this.status = status;
    this.stoppedAt = now;
    this.error = error;
    this.cause = cause;
  }
}
