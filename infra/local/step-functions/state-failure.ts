/** A state failed, by the error name that Retry and Catch go by. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  readonly error: string;
  override readonly cause: string;

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.error = error;
    this.cause = cause;
  }
}

/** What `States.ALL` does not cover either: no try later would end otherwise. */
const TERMINAL = ['States.Runtime', 'States.DataLimitExceeded'];

/** Whether a Retry or Catch with these names takes that error. */
export function takes(names: readonly string[], error: string): boolean {
  if (names.includes(error)) return true;
  if (TERMINAL.includes(error)) return false;
  return names.includes('States.ALL') || (names.includes('States.TaskFailed') && error !== 'States.Timeout');
}

/** What a function threw, as Lambda and Step Functions report it. */
export function failureOf(thrown: unknown): StateFailure {
  if (!(thrown instanceof Error)) return new StateFailure('Error', JSON.stringify(thrown) ?? 'undefined');
  const isTimeout = thrown.name === 'FunctionTimeout';
  const cause = {
    errorType: isTimeout ? 'Sandbox.Timedout' : thrown.name,
    errorMessage: thrown.message,
    trace: (thrown.stack ?? '').split('\n'),
  };
  return new StateFailure(cause.errorType, JSON.stringify(cause));
}
