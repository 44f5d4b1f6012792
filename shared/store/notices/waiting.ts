/**
 * What waits to be told somebody (decision 97): a notice, with what its letter needs and its place in the due index, until the
 * letter has gone. Versions before this one kept that in an item of its own, which is read, and written where they may answer
 * beside this one.
 */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { keptOf } from '../../domain/notices/kept.ts';
import type { Notice } from '../../domain/notices/notices.ts';
import { isPlain } from '../table/deflated.ts';
import {
  due,
  duePartition,
  NOTICE_PREFIX,
  noticeAt,
  noticesPartition,
  shardOf,
  WAITING_PREFIX,
  waitingKey,
  waitingMinute,
} from '../table/keys.ts';
import { pagesOf, type TableQuery } from '../table/read.ts';
import { readable } from '../table/readable.ts';
import { shaped } from '../table/shapes.ts';
import type { Item, Table } from '../table/table.ts';
import { put, putNew } from '../table/transact.ts';
import { conditionHeld, writeItems } from '../table/write.ts';
import { noticeItem } from './notices.ts';

/** A notice that waits, by its sort key, and the minute in which it may go. */
export interface Waiting {
  readonly sk: string;
  /** What is kept of it once it is told; nothing of what waits in an item of its own. */
  readonly told: Item | undefined;
  readonly minute: string;
  readonly notice: Notice;
}

/** Keeps a notice until its letter has gone, from that minute on; one that was kept before stays as it is. */
export async function keepWaiting(table: Table, notice: Notice, minute: string, now: string): Promise<void> {
  const { person, sheet, at, seq, site } = notice;
  const told = noticeItem(person, { at, id: sheet, seq }, keptOf(notice), now);
  const waits = { notice: JSON.stringify(notice), duePk: duePartition(site, shardOf(sheet)) };
  if (isPlain()) {
    const key = waitingKey(person, minute, sheet, seq);
    return keepBeside(table, told, {
      ...{ ...key, ...shaped('notice') },
      ...{ ...waits, dueSk: due(minute, `${key.sk}#${person}`) },
    });
  }
  const Item = { ...told, ...waits, dueSk: due(minute, `${told.sk}#${person}`) };
  const ConditionExpression = 'attribute_not_exists(pk)';
  await conditionHeld(
    table.client.send(new PutCommand({ TableName: table.name, Item, ConditionExpression })),
  );
}

async function keepBeside({ name, client }: Table, told: Item, waiting: Item): Promise<void> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [putNew(name, told), put(name, waiting)] }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    if (error.CancellationReasons?.[0]?.Code !== 'ConditionalCheckFailed') throw error;
  }
}

interface Span {
  /** No notice of an entry before that instant; of what waits in items of its own everything. */
  readonly since: string;
  /** Nothing whose minute is later. */
  readonly minute: string;
  readonly limit: number;
}

/** What waits for a reader, up to a limit; read afresh. */
export async function readUntold(
  table: Table,
  reader: string,
  { since, minute, limit }: Span,
): Promise<readonly Waiting[]> {
  const between = (first: string, last: string): TableQuery => ({
    KeyConditionExpression: 'pk = :person AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':person': noticesPartition(reader), ':first': first, ':last': last },
    FilterExpression: 'attribute_exists(notice)',
    ConsistentRead: true,
    Limit: limit,
  });
  const waiting: Waiting[] = [];
  for (const query of [
    between(WAITING_PREFIX, `${WAITING_PREFIX}${minute}~`),
    between(`${NOTICE_PREFIX}${since}`, `${NOTICE_PREFIX}~`),
  ]) {
    for await (const { items } of pagesOf(table, query)) {
      // One that cannot be read goes on waiting, so that somebody is told of it; the others go out.
      waiting.push(...readable(items, waitingIn).filter((each) => each.minute <= minute));
      if (waiting.length >= limit) return waiting.slice(0, limit);
    }
  }
  return waiting;
}

function waitingIn({ notice: text, duePk: _, dueSk, ...told }: Item): Waiting {
  const { sk } = told;
  const notice: Notice = JSON.parse(String(text));
  if (typeof notice.kind !== 'string') throw new Error('this is no notice');
  const [key, place] = [String(sk), String(dueSk)];
  const minute = isBeside(key) ? waitingMinute(key) : place.slice(0, place.indexOf('#'));
  return { sk: key, told: isBeside(key) ? undefined : told, minute, notice };
}

const isBeside = (sk: string): boolean => sk.startsWith(WAITING_PREFIX);

/** The earliest instant at which an entry was written of which these notices are, by their sort keys; undefined where none says it. */
export const earliestOf = (sks: readonly string[]): string | undefined =>
  sks.flatMap((sk) => (isBeside(sk) ? [] : [noticeAt(sk)])).sort()[0];

/**
 * Notes that notices wait no more; the same again changes nothing. Nobody writes to one but whoever keeps it, so what was read
 * of it is all there is; one that expires just then expires again.
 */
export async function noteTold(table: Table, reader: string, notices: readonly Waiting[]): Promise<void> {
  const pk = noticesPartition(reader);
  await writeItems(
    table,
    notices.map(({ sk, told }) =>
      told === undefined ? { DeleteRequest: { Key: { pk, sk } } } : { PutRequest: { Item: told } },
    ),
  );
}
