/** A state failed: what of, by the name that AWS gives it, and why. */
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

/** What a function threw, as Lambda and Step Functions report it. */
export function failureOf(thrown: unknown): StateFailure {
  if (!(thrown instanceof Error)) return new StateFailure('Error', JSON.stringify(thrown) ?? 'undefined');
  const cause = {
    errorType: thrown.name === 'FunctionTimeout' ? 'Sandbox.Timedout' : thrown.name,
    errorMessage: thrown.message,
    trace: (thrown.stack ?? '').split('\n'),
  };
  return new StateFailure(cause.errorType, JSON.stringify(cause));
}
