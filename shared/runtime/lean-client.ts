/** How the SDK's clients are set up so that a call costs little, and ends before the function that makes it is ended. */
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { settingOr } from './env.ts';

type Logger = NonNullable<DynamoDBClientConfig['logger']>;

const silent = () => {};

/**
 * A logger without `info`. For a logger that has it, the SDK copies and filters the input and output of every call,
 * even where the logger drops them.
 */
export const SILENT = { debug: silent, warn: silent, error: silent } as unknown as Logger;

/** How often a call is tried. */
const TRIES = 3;
/** What the SDK pauses between these tries at most: after throttling half a second, then a second. */
const PAUSES_MS = 1_500;

/** Below the time of the shortest function, so that what hangs is refused and told, and no function is cut off. */
const CALL_MS = 12_000;
/** Of functions that nobody waits for, with objects of many megabytes: below the minute that those have at least. */
export const LONG_CALL_MS = 50_000;

/** How many times as long as on AWS a function has on the platform that it runs on, and so each of its calls. */
const patience = () => Number(settingOr('PATIENCE', '1'));

/** Settings by which a call, with its tries and the pauses between them, ends in so many milliseconds on AWS. */
export function endsWithin(milliseconds: number) {
  const requestTimeout = Math.floor((milliseconds * patience() - PAUSES_MS) / TRIES);
  return {
    maxAttempts: TRIES,
    requestHandler: { connectionTimeout: requestTimeout, requestTimeout, throwOnRequestTimeout: true },
  } as const;
}

/** Settings of every client whose calls are short. */
export const patient = () => endsWithin(CALL_MS);

/**
 * Settings of every client but the table's: the steps that a command goes through are put together once, not for each
 * call. The table's client wraps its commands, so that theirs cannot be kept.
 */
export const lean = () => ({ ...patient(), logger: SILENT, cacheMiddleware: true }) as const;
