/** Notices: kept in the table until their minute is over, then sent as one letter a person (contract section 3). */

import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { keptOf } from '../domain/notices/kept.ts';
import { isImmediate, type Notice, noticeMinute } from '../domain/notices/notices.ts';
import { noticeItem } from '../store/notices/notices.ts';
import { due, duePartition, shardOf, waitingKey } from '../store/table/keys.ts';
import { shaped } from '../store/table/shapes.ts';
import type { Table } from '../store/table/table.ts';

export interface Letters {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/** What a message to the mailer says: a reader has notices that are due at that minute. */
export interface LetterMessage {
  /** The reader: a person's id, or a robot (`robotReader`). */
  readonly person: string;
  readonly minute: string;
  /** The id of a message that was given up, and is to be tried again. */
  readonly message?: string;
}

/** The longest that a queue holds a message back. */
const MOST_DELAY_SECONDS = 900;

/** A notice is two items, and a transaction takes a hundred. */
const NOTICES_AT_ONCE = 50;

/**
 * Keeps notices until their minute is over and asks for the letters, once a person. A notice is known by person and
 * entry: told once, however often the entry comes by.
 */
export async function keepNotices(
  table: Table,
  letters: Letters,
  notices: readonly Notice[],
  now: string,
): Promise<void> {
  // A batch may hold an entry twice, and a transaction that writes an item twice is refused: each notice is kept
  // once.
  const once = new Map(
    notices.map((notice) => [JSON.stringify([notice.person, notice.sheet, notice.seq]), notice]),
  );
  for (const [minute, together] of byMinute([...once.values()], now)) {
    const left = [...together];
    while (left.length > 0) await keepTogether(table, left.splice(0, NOTICES_AT_ONCE), minute, now);
    for (const person of new Set(together.map((notice) => notice.person))) {
      await askForLetter(letters, { person, minute }, now);
    }
  }
}

/** What is told at once comes first. */
function byMinute(
  notices: readonly Notice[],
  now: string,
): readonly (readonly [string, readonly Notice[]])[] {
  const [atOnce, gathered] = [notices.filter(isImmediate), notices.filter((each) => !isImmediate(each))];
  return [atOnce, gathered].flatMap((together) => {
    const [first] = together;
    return first === undefined ? [] : [[noticeMinute(now, first), together] as const];
  });
}

/**
 * Keeps notices in one transaction. Where that is cancelled, because one of them was kept before, each is kept by
 * itself.
 */
async function keepTogether(
  table: Table,
  notices: readonly Notice[],
  minute: string,
  now: string,
): Promise<void> {
  try {
    await keep(table, notices, minute, now);
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    // The notice was kept before. The message that asks for its letter may not have been sent, so the caller sends it
    // all the same.
    if (notices.length === 1 && isToldAlready(error)) return;
    if (notices.length === 1) throw error;
    for (const notice of notices) await keepTogether(table, [notice], minute, now);
  }
}

async function keep(table: Table, notices: readonly Notice[], minute: string, now: string): Promise<void> {
  await table.client.send(
    new TransactWriteCommand({
      TransactItems: notices.flatMap((notice) => {
        const { person, sheet, at, seq, site } = notice;
        const waiting = waitingKey(person, minute, sheet, seq);
        return [
          {
            Put: {
              TableName: table.name,
              Item: noticeItem(person, { at, id: sheet, seq }, keptOf(notice), now),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          {
            Put: {
              TableName: table.name,
              Item: {
                ...waiting,
                ...shaped('notice'),
                notice: JSON.stringify(notice),
                duePk: duePartition(site, shardOf(sheet)),
                dueSk: due(minute, `${waiting.sk}#${person}`),
              },
            },
          },
        ];
      }),
    }),
  );
}

function isToldAlready(error: TransactionCanceledException): boolean {
  return error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';
}

/** Asks the mailer to come by when the minute is over. Asking twice is harmless: the second finds nothing. */
export async function askForLetter(
  { client, queueUrl }: Letters,
  message: LetterMessage,
  now: string,
): Promise<void> {
  const wait = Math.ceil((Date.parse(message.minute) - Date.parse(now)) / 1000);
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(message),
      DelaySeconds: Math.min(Math.max(wait, 0), MOST_DELAY_SECONDS),
    }),
  );
}
