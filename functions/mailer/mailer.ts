/** One letter a person and minute: claimed by a lease, sent, then done with (contract section 3, "Mail"). */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { isImmediate, type Notice } from '../../shared/domain/notices/notices.ts';
import type { LetterMessage } from '../../shared/effects/notify.ts';
import { letterKey, noticesPartition, WAITING_PREFIX } from '../../shared/store/table/keys.ts';
import { pagesOf, readItem } from '../../shared/store/table/read.ts';
import { readable } from '../../shared/store/table/readable.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { conditionHeld, writeItems } from '../../shared/store/table/write.ts';

/** A letter in the making, or the last one that was made. */
interface Letter {
  /** The minute in which it goes out; at most one does. */
  readonly slot: string;
  /** Sort keys of the notices that are in it. */
  readonly notices: readonly string[];
  readonly state: 'claimed' | 'sent';
  /** Until when whoever claimed it may be at work. */
  readonly leaseUntil: string;
}

interface Post {
  readonly table: Table;
  readonly now: string;
  /** Sends one letter to a person; false where they have no address. */
  readonly send: (person: string, notices: readonly Notice[]) => Promise<boolean>;
}

const MINUTE_MS = 60_000;
const LEASE_MS = MINUTE_MS;
/** The most notices that one letter holds, so that its item, which names them all, stays below 400 KB; the rest go with the next. */
const MOST_NOTICES = 4_000;

/** `sent`: nothing waits any more. `later`: ask again in the next minute. */
type Posted = 'sent' | 'later';

/**
 * Sends what waits for a person. Where a run stops between claiming a letter and sending it, a later run sends the
 * same letter once the lease is over, so nothing is lost. Only where a run stops between sending a letter and noting
 * that is it sent twice.
 */
export async function post({ table, now, send }: Post, { person, minute }: LetterMessage): Promise<Posted> {
  if (now < minute) return 'later';
  const slot = new Date(Math.floor(Date.parse(now) / MINUTE_MS) * MINUTE_MS).toISOString();
  const last = await readLetter(table, person);
  if (last?.state === 'sent' && last.notices.length > 0) await forget(table, person, last);
  if (last?.state === 'claimed' && last.leaseUntil > now) return 'later';

  const waiting = await readWaiting(table, person, slot);
  if (waiting.length === 0) return 'sent';
  const isAtOnce = waiting.some(({ notice }) => isImmediate(notice));
  if (last?.state === 'sent' && last.slot === slot && !isAtOnce) return 'later';
  // A run that stopped after its claim had chosen the notices of its letter. That letter is sent, and what came since
  // goes with the next.
  const claimed = new Set(last?.notices);
  const chosen = last?.state === 'claimed' ? waiting.filter(({ sk }) => claimed.has(sk)) : waiting;
  const letter: Letter = {
    slot,
    notices: chosen.map(({ sk }) => sk),
    state: 'claimed',
    leaseUntil: new Date(Date.parse(now) + LEASE_MS).toISOString(),
  };
  if (!(await write(table, person, letter, last))) return 'later';
  if (chosen.length > 0)
    await send(
      person,
      chosen.map(({ notice }) => notice),
    );
  const sent: Letter = { ...letter, state: 'sent' };
  if (!(await write(table, person, sent, letter))) return 'later';
  await forget(table, person, sent);
  return waiting.length > chosen.length ? 'later' : 'sent';
}

async function readLetter(table: Table, person: string): Promise<Letter | undefined> {
  const item = await readItem(table, letterKey(person));
  return item && JSON.parse(String(item.letter));
}

/** Writes a letter where the one before it is still what was read; false where somebody else was faster. */
function write(table: Table, person: string, letter: Letter, before: Letter | undefined): Promise<boolean> {
  const condition =
    before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'letter = :before',
          ExpressionAttributeValues: { ':before': JSON.stringify(before) },
        };
  const Item = { ...letterKey(person), letter: JSON.stringify(letter) };
  return conditionHeld(table.client.send(new PutCommand({ TableName: table.name, Item, ...condition })));
}

interface Waiting {
  readonly sk: string;
  readonly notice: Notice;
}

async function readWaiting(table: Table, person: string, slot: string): Promise<readonly Waiting[]> {
  const pages = pagesOf(table, {
    KeyConditionExpression: 'pk = :person AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':person': noticesPartition(person),
      ':first': WAITING_PREFIX,
      ':last': `${WAITING_PREFIX}${slot}~`,
    },
    ConsistentRead: true,
    Limit: MOST_NOTICES,
  });
  const waiting: Waiting[] = [];
  for await (const { items } of pages) {
    // One that cannot be read goes on waiting, so that somebody is told of it; the others go out.
    waiting.push(...readable(items, ({ sk, notice }) => ({ sk: String(sk), notice: noticeIn(notice) })));
    if (waiting.length >= MOST_NOTICES) break;
  }
  return waiting.slice(0, MOST_NOTICES);
}

function noticeIn(text: unknown): Notice {
  const notice: Notice = JSON.parse(String(text));
  if (typeof notice.kind !== 'string') throw new Error('this is no notice');
  return notice;
}

/** Takes away what a sent letter held; again and again until all of it is gone. */
function forget(table: Table, person: string, { notices }: Letter): Promise<void> {
  const pk = noticesPartition(person);
  return writeItems(
    table,
    notices.map((sk) => ({ DeleteRequest: { Key: { pk, sk } } })),
  );
}
