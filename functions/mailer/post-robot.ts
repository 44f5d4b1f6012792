/** Sends one message of a robot: to the very address that was checked, and no further than there. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Message } from './channel.ts';
import { publicAddressOf } from './public-address.ts';
import { RobotFault, type RobotSecret, refusalIn, signedRequest } from './robot-request.ts';

/** From resolving the name to the last byte of the answer: a robot that drips its answer is cut off, too. */
const WAITS_MS = 5_000;
/** Answers of robots are a line; more of one is not read. */
const MOST_OF_AN_ANSWER = 4_096;

interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Hands a message over. A redirect is an answer that is not followed, so it counts as refused.
 * @param sinks the address of what stands for all robots, where nothing is sent to the Internet
 * @throws RobotFault where it was not taken, so that it is tried again; it has neither address nor secret in it
 */
export async function postToRobot(
  { id, format, body }: Pick<Message, 'id' | 'format' | 'body'>,
  robot: RobotSecret,
  nowMs: number,
  sinks?: string,
  waitsMs = WAITS_MS,
): Promise<void> {
  const { url, headers } = signedRequest(format, robot, body, nowMs);
  const signal = AbortSignal.timeout(waitsMs);
  const answer = await answerOf(url, { ...headers, 'x-shoujie-id': id }, body, signal, sinks).catch(
    (error: unknown) => {
      if (error instanceof RobotFault) throw error;
      throw new RobotFault(signal.aborted ? 'timeout' : String(Object(error).code ?? 'unreachable'));
    },
  );
  const refusal = refusalIn(format, answer.status, answer.body);
  if (refusal !== undefined) throw new RobotFault(refusal);
}

async function answerOf(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
  sinks: string | undefined,
): Promise<Answer> {
  const isSink = sinks !== undefined && url.startsWith(`${sinks}/`);
  const checked = isSink ? undefined : await before(signal, publicAddressOf(url));
  const lookup: LookupFunction | undefined =
    checked &&
    ((_host, { all }, done) =>
      all === true ? done(null, [checked]) : done(null, checked.address, checked.family));
  const request = isSink ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', headers, signal, agent: false, ...(lookup && { lookup }) },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          if (text.length < MOST_OF_AN_ANSWER) text += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What a promise comes to, unless the signal comes first. */
async function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([promise, aborted]);
}
