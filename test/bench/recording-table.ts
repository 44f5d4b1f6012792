import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { tableShape } from '../../infra/table.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { ownDigest } from '../support/digest.ts';

/** A call to the table, as the product's own code makes it. */
export type TableCall =
  | { readonly kind: 'get'; readonly input: GetCommand['input'] }
  | { readonly kind: 'query'; readonly input: QueryCommand['input'] }
  | { readonly kind: 'batch-get'; readonly input: BatchGetCommand['input'] }
  | { readonly kind: 'transact'; readonly input: TransactWriteCommand['input'] };

type Item = Record<string, unknown>;

const keyOf = (item: Item) => `${item[tableShape.partitionKey]} ${item[tableShape.sortKey]}`;

/** A table that takes every command down instead of carrying it out, for a replay against a real engine. */
export interface RecordingTable {
  readonly table: Table;
  /** The calls since the last time. */
  taken(): readonly TableCall[];
}

/** It remembers what transactions put, so that a sheet that was opened can be signed; it finds nothing else, and nothing that was updated. */
export function recordingTable(name: string): RecordingTable {
  const items = new Map<string, Item>();
  let calls: TableCall[] = [];

  const answer = (call: TableCall) => {
    if (call.kind === 'get') return { Item: items.get(keyOf(call.input.Key ?? {})) };
    if (call.kind === 'query') return { Items: [] };
    if (call.kind === 'batch-get') return { Responses: {} };
    for (const { Put } of call.input.TransactItems ?? []) if (Put?.Item) items.set(keyOf(Put.Item), Put.Item);
    return {};
  };
  const client = {
    send: async (command: unknown) => {
      const call = callOf(command);
      calls.push(call);
      return answer(call);
    },
  };
  return {
    table: { name, digest: ownDigest, client: client as unknown as DynamoDBDocumentClient },
    taken() {
      const since = calls;
      calls = [];
      return since;
    },
  };
}

function callOf(command: unknown): TableCall {
  if (command instanceof GetCommand) return { kind: 'get', input: command.input };
  if (command instanceof QueryCommand) return { kind: 'query', input: command.input };
  if (command instanceof BatchGetCommand) return { kind: 'batch-get', input: command.input };
  if (command instanceof TransactWriteCommand) return { kind: 'transact', input: command.input };
  throw new Error('cannot record this command');
}
