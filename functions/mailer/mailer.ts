/** From what waits for a reader to what is sent: claimed by a lease, sent, then done with (contract sections 3, "Mail", and 11). */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { MINUTE_MS } from '../../shared/domain/kernel/duration.ts';
import { noticeMinute } from '../../shared/domain/notices/notices.ts';
import { type LetterMessage, writtenSince } from '../../shared/effects/notify.ts';
import { earliestOf, noteTold, readUntold, type Waiting } from '../../shared/store/notices/waiting.ts';
import { letterKey } from '../../shared/store/table/keys.ts';
import { readItem } from '../../shared/store/table/read.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { conditionHeld } from '../../shared/store/table/write.ts';
import type { Channel, GiveUp, Letter } from './channel.ts';
import { forgetGivenUp, readGivenUp } from './given-up.ts';

export interface Post {
  readonly table: Table;
  readonly now: string;
  /** The instant at which a letter has gone. */
  readonly time: () => string;
  readonly channel: Channel;
  readonly giveUp: GiveUp;
  /** Hears of what was refused and is tried again. */
  readonly onRefused: (error: unknown) => void;
}

const LEASE_MS = MINUTE_MS;
/** The most notices that one letter holds, so that its item, which names them all, stays below 400 KB; the rest go with the next. */
const MOST_NOTICES = 4_000;
/** So many instants at which letters went are remembered; no channel counts further. */
const MOST_SENT_AT = 20;
/** The longest that what was refused waits until it is tried again: its message is none that the queue is late with (`letters-age`). */
const MOST_WAIT_MS = 10 * MINUTE_MS;

/** `sent`: nothing waits any more, or somebody else sees to it. Else when to ask again, and of which message that was given up. */
export type Posted = 'sent' | Pick<LetterMessage, 'minute' | 'since' | 'message'>;

/**
 * Sends what waits for a reader. Where a run stops between claiming a letter and sending it, a later run sends the
 * same letter once the lease is over, so nothing is lost. Only where a run stops between sending a letter and noting
 * that is it sent twice.
 */
export async function post(office: Post, asked: LetterMessage): Promise<Posted> {
  const posted = await attend(office, asked);
  return posted === 'sent' ? posted : { ...posted, since: writtenSince(asked) };
}

async function attend(office: Post, asked: LetterMessage): Promise<Posted> {
  const { table, now, channel } = office;
  const { person: reader, minute, message } = asked;
  if (now < minute) return { minute, ...(message && { message }) };
  const found = await readLetter(table, reader);
  // What the last letter held waits no more before the next one takes its place, wherever a run stopped.
  const [since = ''] = [writtenSince(asked), earliestOf(found?.notices ?? []) ?? '~'].sort();
  const read = () => readUntold(table, reader, { since, minute: slotOf(now), limit: MOST_NOTICES });
  const known = found?.state === 'sent' ? await stillWaiting(table, reader, read, found) : undefined;
  const last = message === undefined ? found : await takenUp(office, reader, message, found);
  if (last === 'later') return { minute: later(now, MOST_WAIT_MS), ...(message && { message }) };
  if (last?.state === 'claimed' && last.leaseUntil > now) {
    if (last.refusedSince === undefined) return { minute: noticeMinute(now) };
    // Whoever was refused asks again by themselves, unless that was lost, of what was written since the instant that they know of.
    const isAsked = asked.anew !== true && writtenSince(asked) >= (last.asksSince ?? '');
    return isAsked ? 'sent' : { minute: last.leaseUntil };
  }
  const waiting = known ?? (await read());
  const left = last?.state === 'claimed' ? last : undefined;
  if (waiting.length === 0 && left?.message === undefined) return 'sent';
  const turn = channel.turn(last, noticesIn(waiting), now);
  if (turn > now) return { minute: turn };
  const letter: Letter = {
    ...(left === undefined ? await channel.compose(waiting, now) : leftOf(left, waiting)),
    slot: slotOf(now),
    state: 'claimed',
    leaseUntil: later(now, LEASE_MS),
    // What was left may have gone until its lease was over.
    ...sentAtOf(last, left && Date.parse(left.leaseUntil)),
  };
  if (!(await write(table, reader, letter, last))) return { minute: noticeMinute(now) };
  const told = waiting.filter(toldBy(letter));
  try {
    await channel.send(letter, noticesIn(told));
  } catch (error) {
    return refused(office, asked, letter, error, told);
  }
  const { message: _message, refusedSince: _since, ...done } = letter;
  const at = letter.message && Date.parse(office.time());
  return doneWith(office, reader, letter, { ...done, state: 'sent', ...sentAtOf(letter, at) }, waiting);
}

/** Notes that a letter has gone, and says whether more waits. */
async function doneWith(
  { table, channel, time }: Post,
  reader: string,
  letter: Letter,
  sent: Letter,
  waiting: readonly Waiting[],
): Promise<Posted> {
  if (!(await write(table, reader, sent, letter))) return { minute: noticeMinute(time()) };
  const isTold = toldBy(sent);
  await noteTold(table, reader, waiting.filter(isTold));
  const rest = waiting.filter((each) => !isTold(each));
  // Where as many waited as one letter holds, more may wait that were not read.
  const isAll = rest.length === 0 && waiting.length < MOST_NOTICES;
  return isAll ? 'sent' : { minute: channel.turn(sent, noticesIn(rest), time()) };
}

/**
 * Has a letter that was refused tried again: after a minute, then ever later, and given up when it was tried for long
 * enough.
 * @throws the refusal, where the queue is to try again
 */
async function refused(
  office: Post,
  asked: LetterMessage,
  letter: Letter,
  error: unknown,
  told: readonly Waiting[],
): Promise<Posted> {
  const reader = asked.person;
  const { table, now, channel, giveUp, onRefused, time } = office;
  const { message } = letter;
  if (channel.triesForMs === undefined || message === undefined) throw error;
  onRefused(error);
  const tried = { ...letter, ...sentAtOf(letter, Date.parse(time())) };
  if (Date.parse(now) - Date.parse(message.since) >= channel.triesForMs) {
    await giveUp(reader, message);
    const { message: _message, refusedSince: _since, ...done } = tried;
    const posted = await doneWith(office, reader, letter, { ...done, state: 'sent' }, told);
    // What waits behind it has its turn.
    return posted === 'sent' ? { minute: channel.turn(done, [], now) } : posted;
  }
  const { refusedSince = now } = letter;
  const wait = Math.max(MINUTE_MS, Math.min(Date.parse(now) - Date.parse(refusedSince), MOST_WAIT_MS));
  const leaseUntil = later(now, wait);
  await write(table, reader, { ...tried, refusedSince, leaseUntil, asksSince: writtenSince(asked) }, letter);
  return { minute: leaseUntil };
}

/**
 * Takes up a message again that was given up, as a letter that somebody left: by the same id and in the same words. `later` where
 * another is being tried; the last letter as it was where the message has gone since.
 */
async function takenUp(
  { table, now }: Post,
  reader: string,
  id: string,
  last: Letter | undefined,
): Promise<Letter | undefined | 'later'> {
  const message = await readGivenUp(table, reader, id);
  if (message === undefined) return last;
  if (last?.state === 'claimed' && last.message?.id !== id) return 'later';
  if (last?.state === 'claimed') {
    await forgetGivenUp(table, reader, id);
    return last;
  }
  const letter: Letter = {
    ...{ slot: slotOf(now), notices: [], state: 'claimed', leaseUntil: now },
    ...{ message: { ...message, since: now }, ...sentAtOf(last) },
  };
  if (!(await write(table, reader, letter, last))) return 'later';
  await forgetGivenUp(table, reader, id);
  return letter;
}

/**
 * A run that stopped after its claim had chosen the notices of its letter. That letter is sent, and what came since goes
 * with the next.
 */
function leftOf({ notices, message, refusedSince }: Letter, waiting: readonly Waiting[]) {
  const claimed = new Set(notices);
  return {
    notices: waiting.flatMap(({ sk }) => (claimed.has(sk) ? [sk] : [])),
    ...(message && { message }),
    ...(refusedSince && { refusedSince }),
  };
}

/** When the last letters went, one more among them where its instant is given. */
function sentAtOf(last: Letter | undefined, at?: number): Pick<Letter, 'sentAt'> {
  const all = [...(last?.sentAt ?? []), ...(at === undefined ? [] : [at])];
  return all.length === 0 ? {} : { sentAt: all.slice(-MOST_SENT_AT) };
}

/** Whether a letter tells of what waits. */
function toldBy({ notices }: Letter): (waiting: Waiting) => boolean {
  const told = new Set(notices);
  return ({ sk }) => told.has(sk);
}

const slotOf = (now: string) => new Date(Math.floor(Date.parse(now) / MINUTE_MS) * MINUTE_MS).toISOString();
const later = (now: string, ms: number) => new Date(Date.parse(now) + ms).toISOString();
const noticesIn = (waiting: readonly Waiting[]) => waiting.map(({ notice }) => notice);

async function readLetter(table: Table, reader: string): Promise<Letter | undefined> {
  const item = await readItem(table, letterKey(reader));
  return item && JSON.parse(String(item.letter));
}

/** Writes a letter where the one before it is still what was read; false where somebody else was faster. */
function write(table: Table, reader: string, letter: Letter, before: Letter | undefined): Promise<boolean> {
  const condition =
    before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'letter = :before',
          ExpressionAttributeValues: { ':before': JSON.stringify(before) },
        };
  const Item = { ...letterKey(reader), letter: JSON.stringify(letter) };
  return conditionHeld(table.client.send(new PutCommand({ TableName: table.name, Item, ...condition })));
}

/**
 * What waits beside a letter that has gone. What that held waits no more, where the run that sent it stopped before it noted that;
 * what it kept from being read is read then.
 */
async function stillWaiting(
  table: Table,
  reader: string,
  read: () => Promise<readonly Waiting[]>,
  letter: Letter,
): Promise<readonly Waiting[]> {
  const waiting = await read();
  const isTold = toldBy(letter);
  const told = waiting.filter(isTold);
  await noteTold(table, reader, told);
  if (told.length > 0 && waiting.length === MOST_NOTICES) return stillWaiting(table, reader, read, letter);
  return waiting.filter((each) => !isTold(each));
}
