/** Notices: kept in the table until their minute is over, then sent as one letter a person (contract section 3). */

import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { MINUTE_MS } from '../domain/kernel/duration.ts';
import { isImmediate, type Notice, noticeMinute } from '../domain/notices/notices.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import { keepWaiting } from '../store/notices/waiting.ts';
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
  /** From which instant on the entries were written that they are of; ten minutes before that minute, unless given. */
  readonly since?: string;
  /** The id of a message that was given up, and is to be tried again. */
  readonly message?: string;
  /** Whether all messages before this one may be lost, so that nobody else may ask again for what was refused. */
  readonly anew?: true;
}

/** The longest that a queue holds a message back. */
const MOST_DELAY_SECONDS = 900;

const NOTICES_AT_ONCE = 16;

/** How far back from its minute a letter looks for what waits, where its message does not say. */
const LOOK_BACK_MS = 10 * MINUTE_MS;

/** From which instant on the entries were written of which a message asks for the notices. */
export const writtenSince = ({ minute, since }: Pick<LetterMessage, 'minute' | 'since'>): string =>
  since ?? new Date(Date.parse(minute) - LOOK_BACK_MS).toISOString();

/** The message that asks for what somebody is told of entries from that instant on; whoever is told of the same minute asks alike. */
export function asking(person: string, minute: string, earliest: string): LetterMessage {
  const since = new Date(Math.floor(Date.parse(earliest) / MINUTE_MS) * MINUTE_MS).toISOString();
  return { person, minute, ...(since < writtenSince({ minute }) ? { since } : {}) };
}

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
  // A batch may hold an entry twice.
  const once = new Map(notices.map((notice) => [`${notice.person} ${notice.sheet} ${notice.seq}`, notice]));
  for (const [minute, together] of byMinute([...once.values()], now)) {
    await inParallel(together, NOTICES_AT_ONCE, (notice) => keepWaiting(table, notice, minute, now));
    // Of one that was kept before the message may not have been sent.
    for (const [person, earliest] of earliestAt(together)) {
      await askForLetter(letters, asking(person, minute, earliest), now);
    }
  }
}

/** Who is told, and when the earliest entry was written of which they are. */
function earliestAt(notices: readonly Notice[]): ReadonlyMap<string, string> {
  const earliest = new Map<string, string>();
  for (const { person, at } of notices) {
    const known = earliest.get(person);
    if (known === undefined || at < known) earliest.set(person, at);
  }
  return earliest;
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
