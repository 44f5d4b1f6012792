/** How workflow tasks are tried again: for an hour and more, since reconcile would have to do what they do not. */
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
