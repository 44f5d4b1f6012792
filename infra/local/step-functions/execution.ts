import { LOCAL_REGION } from '../aws-environment.ts';
import { epochSeconds } from '../aws-operation.ts';
import type { StateFailure } from './state-failure.ts';

/** One run of a state machine: where it came from, and what became of it. Instants are milliseconds since 1970. */
export interface Execution {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  /** Counts up with each start. */
  readonly sequence: number;
  /** The text as it came; the same name with the same text is the same start. */
  readonly input: string;
  readonly startedAt: number;
  readonly history: HistoryEvent[];
  /** Set once it has ended, with what it gave or why it failed. */
  end?:
    | { readonly at: number; readonly output: string }
    | { readonly at: number; readonly failure: StateFailure };
}

/** An event as GetExecutionHistory gives it; ids count from 1. */
export interface HistoryEvent {
  readonly id: number;
  readonly [member: string]: unknown;
}

const OF_LAMBDA = { resourceType: 'lambda', resource: 'invoke' };

/** Where an event has its details: `WaitStateEntered` in `stateEnteredEventDetails`. */
function detailsName(type: string): string {
  const kind = type.replace(/^[A-Z][a-z]+(?=State)/, '');
  return `${kind.charAt(0).toLowerCase()}${kind.slice(1)}EventDetails`;
}

/** Puts an event into the history. */
export function record({ history }: Execution, at: number, type: string, details: object): void {
  const id = history.length + 1;
  history.push({
    id,
    previousEventId: id - 1,
    timestamp: epochSeconds(at),
    type,
    [detailsName(type)]: details,
  });
}

/** Puts into the history what happens to the call of a function. */
export function recordTask(execution: Execution, at: number, type: string, details: object): void {
  const where = type === 'TaskScheduled' ? { region: LOCAL_REGION } : {};
  record(execution, at, type, { ...OF_LAMBDA, ...where, ...details });
}

export const statusOf = ({ end }: Execution): 'RUNNING' | 'SUCCEEDED' | 'FAILED' =>
  end === undefined ? 'RUNNING' : 'output' in end ? 'SUCCEEDED' : 'FAILED';
