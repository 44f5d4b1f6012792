/** The table: one client, made once a process, outside any handler. */
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

export interface TableAddress {
  readonly name: string;
  readonly endpoint?: string;
  readonly region?: string;
}

type Logger = NonNullable<DynamoDBClientConfig['logger']>;

const silent = () => {};

/**
 * The SDK's logging step copies and filters every input and output for a logger that has `info`, even one that
 * does nothing with them; without `info` it does not.
 */
const LOGGER = { debug: silent, warn: silent, error: silent } as unknown as Logger;

/** Opens the table of that name; endpoint, region and credentials come from the environment unless given. */
export function openTable({ name, ...address }: TableAddress): Table {
  const client = new DynamoDBClient({ ...address, maxAttempts: 3, logger: LOGGER });
  return {
    name,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
}
