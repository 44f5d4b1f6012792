/** How the SDK's clients are set up so that a call costs little. */
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

type Logger = NonNullable<DynamoDBClientConfig['logger']>;

const silent = () => {};

/**
 * The SDK's logging step copies and filters every input and output for a logger that has `info`, even one that
 * does nothing with them; without `info` it does not.
 */
export const SILENT = { debug: silent, warn: silent, error: silent } as unknown as Logger;

/**
 * For every client but the table's, whose commands are wrapped and must be put together for each call: the steps that
 * a command goes through are put together once, not once a call.
 */
export const LEAN = { logger: SILENT, cacheMiddleware: true } as const;
