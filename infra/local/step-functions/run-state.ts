/** What each kind of state does. */
import { functionNameIn } from '../aws-operation.ts';
import { holds, isTimestamp } from './choice-rule.ts';
import type { Retrier, State } from './definition.ts';
import type { Execution } from './execution.ts';
import { fill, type Json, read, withResult } from './json-path.ts';
import { failureOf, StateFailure, takes } from './state-failure.ts';

export type Invoke = (functionName: string, payload: unknown) => Promise<unknown>;

/** What became of a state; instants are milliseconds since 1970. */
export type Outcome =
  | { readonly kind: 'done'; readonly output: Json; readonly next: string | undefined }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'retry'; readonly retrier: number; readonly afterMs: number }
  | { readonly kind: 'failed'; readonly failure: StateFailure };

type Task = Extract<State, { Type: 'Task' }>;
type Wait = Extract<State, { Type: 'Wait' }>;

interface Stage {
  readonly execution: Execution;
  /** What is left of the state's input behind its InputPath. */
  readonly input: Json;
  readonly context: Json;
  readonly now: number;
}

const inputOf = (path: string | null | undefined, data: Json, context: Json): Json =>
  path === null ? {} : path === undefined ? data : read(path, data, context);

function waitsUntil(state: Wait, { input, context, execution }: Stage): number {
  const seconds = state.Seconds ?? (state.SecondsPath && read(state.SecondsPath, input, context));
  if (typeof seconds === 'number' && seconds >= 0) return execution.enteredAt + seconds * 1_000;
  const timestamp = state.Timestamp ?? (state.TimestampPath && read(state.TimestampPath, input, context));
  if (isTimestamp(timestamp)) return Date.parse(timestamp);
  const found = JSON.stringify(seconds ?? timestamp);
  throw new StateFailure('States.Runtime', `${execution.stateName} cannot wait for ${found}.`);
}

/**
 * The pause before the next try. Full jitter is any pause up to this; here it is always the longest one, so
 * that the same run gives the same times.
 */
function pauseOf({ IntervalSeconds, BackoffRate, MaxDelaySeconds }: Retrier, before: number): number {
  const seconds = IntervalSeconds * BackoffRate ** before;
  return Math.min(seconds, MaxDelaySeconds ?? seconds) * 1_000;
}

function afterFailure(state: Task, failure: StateFailure, { execution, context }: Stage): Outcome {
  const index = state.Retry.findIndex(({ ErrorEquals }) => takes(ErrorEquals, failure.error));
  const retrier = state.Retry[index];
  const before = execution.retries.get(index) ?? 0;
  if (retrier && before < retrier.MaxAttempts) {
    return { kind: 'retry', retrier: index, afterMs: pauseOf(retrier, before) };
  }
  const catcher = state.Catch.find(({ ErrorEquals }) => takes(ErrorEquals, failure.error));
  if (!catcher) return { kind: 'failed', failure };
  const raw = inputOf(undefined, execution.data, context);
  const output = withResult(raw, catcher.ResultPath, { Error: failure.error, Cause: failure.cause });
  return { kind: 'done', output, next: catcher.Next };
}

async function runTask(state: Task, stage: Stage, invoke: Invoke, clock: () => number): Promise<Outcome> {
  const { execution, input, context } = stage;
  const { FunctionName } = state.Parameters;
  const payload = fill(
    'Payload.$' in state.Parameters
      ? { 'Payload.$': state.Parameters['Payload.$'] ?? '$' }
      : { Payload: (state.Parameters.Payload ?? {}) as Json },
    input,
    context,
  ) as { Payload: Json };
  execution.recordTask(stage.now, 'TaskScheduled', {}, { parameters: { FunctionName, ...payload } });
  execution.recordTask(stage.now, 'TaskStarted');
  let answer: Json;
  try {
    // A copy, as over the wire: a function must not reach into what the execution holds.
    const given = structuredClone(payload.Payload);
    answer = JSON.parse(JSON.stringify((await invoke(functionNameIn(FunctionName), given)) ?? null));
  } catch (thrown) {
    const failure = failureOf(thrown);
    execution.recordTask(clock(), 'TaskFailed', { error: failure.error, cause: failure.cause });
    return afterFailure(state, failure, stage);
  }
  const raw: Json = { ExecutedVersion: '$LATEST', Payload: answer, StatusCode: 200 };
  execution.recordTask(clock(), 'TaskSucceeded', {}, { output: raw });
  const selected = state.ResultSelector ? fill(state.ResultSelector as Json, raw, context) : raw;
  const merged = withResult(execution.data, state.ResultPath, selected);
  return { kind: 'done', output: inputOf(state.OutputPath, merged, context), next: state.Next };
}

/** Runs the state in which an execution is. */
export async function runState(execution: Execution, invoke: Invoke, clock: () => number): Promise<Outcome> {
  const { state } = execution;
  const context = execution.context();
  const now = clock();
  try {
    if (!state) throw new StateFailure('States.Runtime', `There is no state ${execution.stateName}.`);
    if (state.Type === 'Fail') {
      const text = (given: string | undefined, path: string | undefined) =>
        path === undefined ? (given ?? '') : String(read(path, execution.data, context));
      const failure = new StateFailure(
        text(state.Error, state.ErrorPath),
        text(state.Cause, state.CausePath),
      );
      return { kind: 'failed', failure };
    }
    const input = inputOf(state.InputPath, execution.data, context);
    const stage = { execution, input, context, now };
    const passOn = (output: Json, next: string | undefined): Outcome => ({
      kind: 'done',
      output: inputOf(state.OutputPath, output, context),
      next,
    });
    switch (state.Type) {
      case 'Task':
        return await runTask(state, stage, invoke, clock);
      case 'Wait': {
        const until = waitsUntil(state, stage);
        return until > now ? { kind: 'wait', until } : passOn(input, state.Next);
      }
      case 'Choice': {
        const next = state.Choices.find((rule) => holds(rule, input, context))?.Next ?? state.Default;
        if (next !== undefined) return passOn(input, next);
        throw new StateFailure('States.NoChoiceMatched', `No choice of ${execution.stateName} holds.`);
      }
      case 'Pass': {
        const filled =
          state.Parameters === undefined ? input : fill(state.Parameters as Json, input, context);
        const result = state.Result === undefined ? filled : (state.Result as Json);
        return passOn(withResult(execution.data, state.ResultPath, result), state.Next);
      }
      case 'Succeed':
        return passOn(input, undefined);
      default:
        return state satisfies never;
    }
  } catch (thrown) {
    if (thrown instanceof StateFailure) return { kind: 'failed', failure: thrown };
    throw thrown;
  }
}
