/** The table: one client, made once a process, outside any handler. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Digest } from '../../runtime/digest.ts';
import { patient, SILENT } from '../../runtime/lean-client.ts';

/** An item of the table, or what was asked for of it. */
export type Item = Readonly<Record<string, unknown>>;

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  /** Makes what rows of search are found by; whoever neither searches nor changes who a resident is has none. */
  readonly digest?: Digest | undefined;
}

interface TableAddress {
  readonly name: string;
  readonly digest?: Digest;
  readonly endpoint?: string;
  readonly region?: string;
}

/** Opens the table of that name; endpoint, region and credentials come from the environment unless given. */
export function openTable({ name, digest, ...address }: TableAddress): Table {
  const client = new DynamoDBClient({ ...address, ...patient(), logger: SILENT });
  return {
    name,
    digest,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
}
