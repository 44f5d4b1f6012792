/** The table: one client, made once a process, outside any handler. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PATIENT, SILENT } from '../../runtime/lean-client.ts';

/** An item of the table, or what was asked for of it. */
export type Item = Readonly<Record<string, unknown>>;

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

interface TableAddress {
  readonly name: string;
  readonly endpoint?: string;
  readonly region?: string;
}

/** Opens the table of that name; endpoint, region and credentials come from the environment unless given. */
export function openTable({ name, ...address }: TableAddress): Table {
  const client = new DynamoDBClient({ ...address, ...PATIENT, logger: SILENT });
  return {
    name,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
}
