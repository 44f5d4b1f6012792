/** Notices on their way: from the queue by mail to people, and by robots to groups. */

import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { robotOf } from '../../shared/domain/notices/robot-notices.ts';
import { askForLetter, type LetterMessage } from '../../shared/effects/notify.ts';
import { currentTime } from '../../shared/runtime/current-time.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { lean } from '../../shared/runtime/lean-client.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import { openTokens } from '../../shared/store/sheets/link-tokens.ts';
import { openTable } from '../../shared/store/table/table.ts';
import { byMail, pauseOf } from './by-mail.ts';
import { byRobot } from './by-robot.ts';
import { openCarrier } from './carrier.ts';
import type { GiveUp } from './channel.ts';
import { faultOf } from './fault.ts';
import { keepGivenUp } from './given-up.ts';
import { hasTimeFor, inTime, leftIn } from './in-time.ts';
import { post } from './mailer.ts';
import { openRobots } from './robots.ts';

const logger = new Logger({ serviceName: 'mailer' });
const table = openTable({ name: fromEnvironment('TABLE_NAME') });
const remembered = cacheDirectory(table);
const letters = { client: new SQSClient(lean()), queueUrl: fromEnvironment('LETTERS_QUEUE_URL') };
const deadLettersUrl = fromEnvironment('LETTER_DEAD_LETTERS_URL');
const baseUrl = fromEnvironment('BASE_URL');
const carrier = openCarrier(
  fromEnvironment('MAIL_VIA'),
  fromEnvironment('MAIL_REGION'),
  fromEnvironment('MAIL_EVENTS'),
);
const pauseMs = pauseOf(Number(fromEnvironment('MAIL_RATE')));
const mail = {
  ...{ table, letters, logger, baseUrl },
  sender: fromEnvironment('MAIL_SENDER'),
  timeZone: fromEnvironment('TIME_ZONE'),
  tokenOf: openTokens(openSecret(fromEnvironment('LINKS_SECRET'))),
  pause: () => sleep(pauseMs),
};
const robots = { table, baseUrl, deliver: openRobots(fromEnvironment('ROBOT_SINKS')) };

/** Keeps a message where its dead letter leads, then sends that, whose queue has an alarm. */
const giveUp: GiveUp = async (person, message) => {
  const now = currentTime();
  await keepGivenUp(table, person, message, now);
  const asked: LetterMessage = { person, minute: now, message: message.id };
  await letters.client.send(
    new SendMessageCommand({ QueueUrl: deadLettersUrl, MessageBody: JSON.stringify(asked) }),
  );
};

/** Mail keeps to a rate, so letters go one after the other; no robot that is slow keeps anybody else waiting. */
function lanesOf(records: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] {
  const lanes = new Map<string | undefined, SQSRecord[]>();
  for (const record of records) {
    const lane = robotOf(readerIn(record.body));
    lanes.set(lane, [...(lanes.get(lane) ?? []), record]);
  }
  return [...lanes.values()];
}

function readerIn(body: string): string {
  try {
    return String((JSON.parse(body) as Partial<LetterMessage>).person);
  } catch {
    return '';
  }
}

/** Sends what a batch of messages asks for; what fails, or what there is no time for, comes again. */
export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  const left = leftIn(context);
  const run = { directories: directoryReader(remembered), carry: inTime(carrier, left) };
  const failed: string[] = [];
  const attend = async (asked: LetterMessage) => {
    const { person: reader } = asked;
    const robot = robotOf(reader);
    const now = currentTime();
    const channel =
      robot === undefined ? byMail({ ...mail, ...run }, reader) : byRobot({ ...robots, ...run }, robot);
    const onRefused = (error: unknown) => logger.warn('a robot refused', { robot, ...faultOf(error) });
    const posted = await post({ table, now, time: currentTime, channel, giveUp, onRefused }, asked);
    if (posted !== 'sent') await askForLetter(letters, { person: reader, ...posted }, currentTime());
  };
  const workOff = async (records: readonly SQSRecord[]) => {
    // A second message with the same text asks for notices that were there when the first was handled.
    const done = new Set<string>();
    for (const { messageId, body } of records) {
      if (done.has(body)) continue;
      if (!hasTimeFor(left)) {
        logger.warn('a letter waits, since there is no time for it', { messageId });
        failed.push(messageId);
        continue;
      }
      try {
        await attend(JSON.parse(body));
        done.add(body);
      } catch (error) {
        logger.error('a letter failed', { messageId, ...faultOf(error) });
        failed.push(messageId);
      }
    }
  };
  await Promise.all(lanesOf(Records).map(workOff));
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
