/**
 * How workflow tasks are tried again: eight times, with pauses of at most 28.5 minutes together (2 s growing to
 * 15 minutes; full jitter halves them on average). Then the execution fails, and reconcile raises what is due.
 */
export const RETRIES = [
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    MaxAttempts: 8,
    BackoffRate: 2.5,
    MaxDelaySeconds: 900,
    JitterStrategy: 'FULL',
  },
] as const;
