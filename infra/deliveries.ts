/**
 * How often, and for how long, asynchronous work is tried before it goes to a dead-letter queue. The retries of
 * workflow tasks are in `infra/workflows/retries.ts`, those of a timer's way to its function in `shared/effects/timers.ts`.
 */

/** How long a dead letter waits for somebody to look at it, in days: the longest that SQS keeps a message. */
export const DEAD_LETTER_DAYS = 14;

/** A batch of stream records that fails is halved and tried again, its shard waiting meanwhile. */
export const STREAM_TRIES = {
  retries: 10,
  /** The stream keeps a record for 24 h, and a dead letter only says where it is: this leaves 18 h to read it. */
  oldestSeconds: 6 * 3600,
} as const;

/**
 * Scheduler does not wait for the function that a timer calls. Once it has handed the call over, Lambda itself tries
 * again, twice at most.
 */
export const TIMER_TRIES = { retries: 2, oldestSeconds: 900 } as const;

/** A run of a recurring schedule. Past this age the next run is about to do all of it. */
export const RECURRING_TRIES = { retries: 1, oldestSeconds: 240 } as const;

/** A run that makes a checkpoint: three tries within the shortest time after which the next comes. */
export const CHECKPOINT_TRIES = { retries: 2, oldestSeconds: 3_000 } as const;

/** Messages of a queue, each a request for a letter; reconcile asks again for what is lost. */
export const MESSAGE_TRIES = {
  /** Deliveries of a message before it is dead. */
  receptions: 5,
  /** For how many timeouts of its function a message in work is hidden from others (AWS advises six). */
  hiddenForTimeouts: 6,
  /** How many functions work on one queue at once; SQS knows no fewer than two. */
  workersAtOnce: 2,
  keptDays: 4,
} as const;
