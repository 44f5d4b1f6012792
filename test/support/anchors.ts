/** What tests of anchors share: looking into buckets, and laying hands on ledgers as somebody with the table's keys would. */
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { canonical, chain, GENESIS } from '../../shared/domain/kernel/ledger.ts';
import { readPartition } from '../../shared/store/table/read.ts';
import type { Table } from '../../shared/store/table/table.ts';
import type { LedgerJson } from './intakes.ts';
import type { TestCloud } from './local-cloud.ts';

export interface AnchoredLedgerJson extends LedgerJson {
  readonly anchored: { readonly seq: number; readonly at: string; readonly root: string } | null;
}

export const s3At = (endpoint: string): S3Client =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
export const s3Of = (cloud: TestCloud): S3Client => s3At(cloud.s3.endpoint);

export async function textOf(s3: S3Client, Bucket: string, Key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

export async function keysIn(s3: S3Client, Bucket: string, Prefix = ''): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.map(({ Key }) => Key ?? '').toSorted();
}

interface Stored {
  readonly pk: string;
  readonly sk: string;
  readonly entry: string;
}

/**
 * Rewrites a ledger in the table as whoever may write all of it would: a text in place of another, and every hash after
 * it computed anew, the head's too. Gives what puts it back.
 */
export async function rewritten(
  table: Table,
  ledger: string,
  text: string,
  other: string,
): Promise<() => Promise<void>> {
  const items = await readPartition(table, ledger);
  const old = items.filter(({ sk }) => String(sk).startsWith('ENTRY#') || sk === 'HEAD');
  const entries = old.filter(({ sk }) => sk !== 'HEAD') as unknown as readonly Stored[];
  const said = entries.map(({ entry }) => {
    const { hash: _hash, previousHash: _previous, ...event } = JSON.parse(entry.replaceAll(text, other));
    return event as object;
  });
  const forged = chain(said, GENESIS);
  const put = (Item: object) => table.client.send(new PutCommand({ TableName: table.name, Item }));
  for (const [nth, item] of entries.entries()) await put({ ...item, entry: canonical(forged[nth]) });
  const head = old.find(({ sk }) => sk === 'HEAD');
  await put({ ...head, headHash: forged.at(-1)?.hash });
  return async () => {
    for (const item of old) await put(item);
  };
}
