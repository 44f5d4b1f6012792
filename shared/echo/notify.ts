/** Notices: kept in the table until their minute is over, then sent as one letter a person (contract section 3). */

import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type Notice, noticeMinute } from '../domain/notices.ts';
import { due, duePartition, shardOf, toldKey, waitingKey } from '../store/keys.ts';
import type { Table } from '../store/table.ts';

export interface Letters {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/** What a message to the mailer says: somebody has notices that are due at that minute. */
export interface LetterMessage {
  readonly person: string;
  readonly minute: string;
}

/** Longer than any stream record or message lives, so that a late one is not told twice. */
const TOLD_SECONDS = 30 * 24 * 3600;

/** The longest that a queue holds a message back. */
const MOST_DELAY_SECONDS = 900;

/**
 * Keeps a notice until its minute is over and asks for the letter. A notice is known by person and entry: told
 * once, however often the entry comes by.
 */
export async function keepNotice(table: Table, letters: Letters, notice: Notice, now: string): Promise<void> {
  const { person, sheet, seq, site } = notice;
  const minute = noticeMinute(now);
  const waiting = waitingKey(person, minute, sheet, seq);
  const expiresAt = Math.floor(Date.parse(now) / 1000) + TOLD_SECONDS;
  try {
    await table.client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: table.name,
              Item: { ...toldKey(person, sheet, seq), minute, expiresAt },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          {
            Put: {
              TableName: table.name,
              Item: {
                ...waiting,
                notice: JSON.stringify(notice),
                duePk: duePartition(site, shardOf(sheet)),
                dueSk: due(minute, `${waiting.sk}#${person}`),
              },
            },
          },
        ],
      }),
    );
  } catch (error) {
    // Kept before: but maybe the message that asks for its letter was not sent any more.
    if (!isToldAlready(error)) throw error;
  }
  await askForLetter(letters, { person, minute }, now);
}

function isToldAlready(error: unknown): boolean {
  return (
    error instanceof TransactionCanceledException &&
    error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed'
  );
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
