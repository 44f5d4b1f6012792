/**
 * What the cost report reckons with: AWS list prices in US dollars for us-east-1, on demand and without any free tier, as
 * they were known on 2025-11-01. They were not looked up again since: check them before a decision hangs on them.
 */
export const PRICES = {
  region: 'us-east-1',
  asOf: '2025-11-01',
  perMillion: {
    /** DynamoDB, standard table class. */
    writeUnits: 0.625,
    readUnits: 0.125,
    /** API Gateway, HTTP API, the first 300 million. */
    apiRequests: 1,
    /** Lambda. */
    invocations: 0.2,
    /** Standard queues, in 64 KB. */
    queueRequests: 0.4,
    letters: 100,
    /** EventBridge Scheduler; making and deleting schedules costs nothing. */
    scheduleInvocations: 1,
    /** Step Functions, standard workflows. */
    transitions: 25,
    /** Lambda on arm64, for a million GB-seconds. */
    gigabyteSeconds: 13.3334,
  },
} as const;

/** What an invocation takes, warm: assumed, because this machine is no Lambda. */
export const ASSUMED = {
  apiSeconds: 0.02,
  apiGigabytes: 1,
  workerSeconds: 0.05,
  workerGigabytes: 0.5,
} as const;
