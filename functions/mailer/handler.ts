/** Letters: from the queue to SES, at most one a person and minute. */

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { raiseUnheard } from '../../shared/commands/undeliverable.ts';
import type { Directory, Person, Site } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { isOfDirectory, type Notice, noticeMinute, stillTold } from '../../shared/domain/notices/notices.ts';
import { openGeneration } from '../../shared/domain/sheets/resident-link.ts';
import { askForLetter, type LetterMessage } from '../../shared/effects/notify.ts';
import { linkAddress } from '../../shared/mail/addresses.ts';
import { letterOf } from '../../shared/mail/letter.ts';
import type { Told } from '../../shared/mail/paragraph.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { lean } from '../../shared/runtime/lean-client.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { directoryReader, type ReadDirectory } from '../../shared/store/organisation/directory-cache.ts';
import { readPerson } from '../../shared/store/organisation/organisation.ts';
import { preferencesOf, readPreferences } from '../../shared/store/organisation/preferences.ts';
import { keepRaised, raisedIn } from '../../shared/store/organisation/sent-letters.ts';
import { readUndeliverable } from '../../shared/store/organisation/undeliverable.ts';
import { openTokens } from '../../shared/store/sheets/link-tokens.ts';
import { readSheets } from '../../shared/store/sheets/sheets.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { openCarrier } from './carrier.ts';
import { faultOf } from './fault.ts';
import { hasTimeFor, inTime, leftIn } from './in-time.ts';
import type { Carry } from './mail.ts';
import { post } from './mailer.ts';

const logger = new Logger({ serviceName: 'mailer' });
const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const letters = { client: new SQSClient(lean()), queueUrl: fromEnvironment('LETTERS_QUEUE_URL') };
const carrier = openCarrier(
  fromEnvironment('MAIL_VIA'),
  fromEnvironment('MAIL_REGION'),
  fromEnvironment('MAIL_EVENTS'),
);
const sender = fromEnvironment('MAIL_SENDER');
const fallbackTimeZone = fromEnvironment('TIME_ZONE');
const baseUrl = fromEnvironment('BASE_URL');
const tokenOf = openTokens(openSecret(fromEnvironment('LINKS_SECRET')));
/** Whose letter it is where the site is not known any more. */
const PRODUCT = { name: 'Shoujie', zh: '首接' };
/** The pause after a letter, in milliseconds, by which a function keeps to its share of the rate. */
const pauseMs = 1000 / Number(fromEnvironment('MAIL_RATE'));

/** What an invocation has of its own. */
interface Run {
  readonly directories: ReadDirectory;
  readonly carry: Carry;
}

/**
 * Sends one letter, and where a mail address was changed that part of it to the one before as well. Where a person has
 * no address, or one that letters do not reach, that is noted in the log, and their notices are done with; a breach that
 * could not reach them so is raised at once (contract section 11). Whoever has left is told of that alone.
 */
async function send({ directories, carry }: Run, id: string, notices: readonly Notice[]): Promise<boolean> {
  const [entry, chosen] = await Promise.all([readPerson(table, id), readPreferences(table, id)]);
  const person = entry && { ...entry, language: preferencesOf(entry, chosen).language };
  const own = person?.active === true ? notices : notices.filter(isOfDirectory);
  const before = [...new Set(own.flatMap(({ alsoTo }) => alsoTo ?? []))].filter((to) => to !== person?.email);
  if (person === undefined || own.length === 0 || (person.email === undefined && before.length === 0)) {
    logger.warn('nobody to write to', { person: id, notices: notices.length });
    return false;
  }
  const directory = await directories(person.site, currentTime());
  const told: readonly Told[] = directory === undefined ? own : await stillToldOf(person, own, directory);
  if (told.length === 0) return false;
  const site = directory?.site ?? { ...PRODUCT, timeZone: fallbackTimeZone };
  const isBad = (await readUndeliverable(table, person)) !== undefined;
  if (isBad) {
    logger.warn('letters do not reach', { person: id, notices: told.length });
    await raiseUnheard(table, directories, raisedIn(told), currentTime());
  } else if (person.email !== undefined) await carryTo(carry, person.email, person, told, site);
  for (const to of before) {
    await carryTo(
      carry,
      to,
      person,
      told.filter(({ alsoTo }) => alsoTo === to),
      site,
    );
  }
  return !isBad || before.length > 0;
}

async function carryTo(
  carry: Carry,
  to: string,
  person: Person,
  told: readonly Told[],
  site: Pick<Site, 'name' | 'zh' | 'timeZone'>,
): Promise<void> {
  const letter = letterOf(person, told, { baseUrl, now: currentTime(), site });
  const { sender: name, subject, text, html } = letter;
  const which = { person: person.id, letter: randomUUID() };
  await keepRaised(table, which.person, which.letter, raisedIn(told), currentTime());
  await carry({ from: { name, address: sender }, to, subject, text, html }, which);
  if (pauseMs >= 1) await sleep(pauseMs);
}

/**
 * The notices that may still be sent at the time when the letter is written. Those about no sheet are sent as they
 * are.
 */
async function stillToldOf(
  person: Person,
  notices: readonly Notice[],
  directory: Directory,
): Promise<readonly Told[]> {
  const ids = [...new Set(notices.map(({ sheet }) => sheet))];
  const found = await readSheets(table, ids);
  const told = notices.map(async (notice): Promise<readonly Told[]> => {
    if (!found.has(notice.sheet)) return [notice];
    const sheet = found.get(notice.sheet);
    // Nobody knows whom a sheet is against that cannot be read.
    if (sheet === undefined) return [];
    const still = stillTold(notice, person, sheet, directory);
    return still === undefined ? [] : [{ ...still, ...(await linkFor(person, sheet)) }];
  });
  return (await Promise.all(told)).flat();
}

/** The link of a sheet, in letters to its resident (contract section 10); it is made anew and kept nowhere. */
async function linkFor({ id }: Person, sheet: Sheet): Promise<Pick<Told, 'ownLink'>> {
  const generation = id === sheet.resident?.id ? openGeneration(sheet, currentTime()) : undefined;
  return generation === undefined
    ? {}
    : { ownLink: linkAddress(baseUrl, await tokenOf(sheet.id, generation)) };
}

/** Sends the letters that a batch of messages asks for; what fails, or what there is no time for, comes again. */
export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  const left = leftIn(context);
  const run: Run = { directories: directoryReader(table), carry: inTime(carrier, left) };
  const failed: string[] = [];
  // A second message with the same text asks for notices that were there when the first was handled.
  const done = new Set<string>();
  for (const { messageId, body } of Records) {
    if (done.has(body)) continue;
    if (!hasTimeFor(left)) {
      logger.warn('a letter waits, since there is no time for it', { messageId });
      failed.push(messageId);
      continue;
    }
    try {
      const message: LetterMessage = JSON.parse(body);
      const now = currentTime();
      const office = { table, now, send: send.bind(undefined, run) };
      if ((await post(office, message)) === 'later') {
        await askForLetter(letters, { person: message.person, minute: noticeMinute(now) }, now);
      }
      done.add(body);
    } catch (error) {
      logger.error('a letter failed', { messageId, ...faultOf(error) });
      failed.push(messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
