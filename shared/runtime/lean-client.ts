/** How the SDK's clients are set up so that a call costs little. */
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

type Logger = NonNullable<DynamoDBClientConfig['logger']>;

const silent = () => {};

/**
 * A logger without `info`. For a logger that has it, the SDK copies and filters the input and output of every call,
 * even where the logger drops them.
 */
export const SILENT = { debug: silent, warn: silent, error: silent } as unknown as Logger;

/**
 * Settings of every client but the table's: the steps that a command goes through are put together once, not for each
 * call. The table's client wraps its commands, so that theirs cannot be kept.
 */
export const LEAN = { logger: SILENT, cacheMiddleware: true } as const;
