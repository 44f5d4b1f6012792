/**
 * What stands for every robot here (contract section 8): it takes their messages within the limits that their makers document, refuses
 * beyond them as they do, and shows what came.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RobotFormat } from '../../shared/domain/model/directory.ts';
import { LOCAL_HOST } from './aws-environment.ts';
import type { LocalClock } from './clock.ts';
import { ONLY_PROGRAMS, openDoors } from './doors.ts';
import { type Answer, startHttpServer } from './http-server.ts';
import { readBody } from './request-body.ts';
import type { Service } from './services.ts';

/** What came to a sink. */
export interface Delivery {
  readonly channel: RobotFormat;
  /** The name of the robot. */
  readonly to: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What DingTalk's messages are signed with stands in the address. */
  readonly query: Readonly<Record<string, string>>;
  /** As it was sent. */
  readonly body: string;
  /** What the robot's messages are signed with. */
  readonly secret: string;
  /** RFC 3339 by the local clock. */
  readonly at: string;
  /** 200 where it was taken; else what a refusal comes to, though WeCom and DingTalk answer 200 to that as well. */
  readonly status: number;
  /** What was answered. */
  readonly answer: string;
}

export interface LocalSinks extends Required<Pick<Service, 'stop'>> {
  readonly url: string;
  /** What the secret of a robot holds. */
  secretOf(name: string): { readonly url: string; readonly secret: string };
  /** What came, to that robot where one is named, oldest first. */
  deliveries(to?: string): readonly Delivery[];
  /** Has the next delivery to a robot that no other answer is kept for answered so. */
  answerNext(to: string, status: number): void;
}

/** No page has to do with them, whosever it is. */
const NO_PAGES = openDoors();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Both makers take so many messages of a robot in any minute. */
const MOST_A_MINUTE = 20;
/** For so long whoever sent more may say nothing; WeCom refuses only what is too much. */
const BANNED_MS: { readonly [F in RobotFormat]: number } = { json: 0, wecom: 0, dingtalk: 10 * MINUTE_MS };
/** WeCom measures the content of its markdown, DingTalk the whole message; of JSON it is what the product promises. */
const MOST_BYTES: { readonly [F in RobotFormat]: number } = { json: 65_536, wecom: 4_096, dingtalk: 20_000 };

/** What is wrong with a message: what it comes to in HTTP, and how its makers say it. */
interface Refusal {
  readonly status: number;
  readonly errcode: { readonly wecom: number; readonly dingtalk: number };
  readonly errmsg: string;
}
const REFUSALS = {
  form: { status: 400, errcode: { wecom: 40_008, dingtalk: 40_035 }, errmsg: 'invalid message' },
  length: { status: 413, errcode: { wecom: 40_058, dingtalk: 460_101 }, errmsg: 'message too long' },
  signature: { status: 401, errcode: { wecom: 93_000, dingtalk: 310_000 }, errmsg: 'sign not match' },
  rate: { status: 429, errcode: { wecom: 45_009, dingtalk: 130_101 }, errmsg: 'api freq out of limit' },
} as const satisfies Readonly<Record<string, Refusal>>;

interface Said {
  readonly msgtype?: unknown;
  readonly markdown?: { readonly content?: unknown; readonly text?: unknown; readonly title?: unknown };
  readonly items?: unknown;
}

/** Whose form a message has; undefined where it is nobody's. */
function channelOf(said: Said): RobotFormat | undefined {
  if (Array.isArray(said.items)) return 'json';
  if (said.msgtype !== 'markdown') return undefined;
  const { content, text, title } = said.markdown ?? {};
  if (typeof content === 'string') return 'wecom';
  return typeof text === 'string' && typeof title === 'string' ? 'dingtalk' : undefined;
}

function saidIn(body: string): Said {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}

/** As the makers measure it. */
const bytesOf = (channel: RobotFormat, said: Said, body: string): number =>
  Buffer.byteLength(channel === 'wecom' ? String(said.markdown?.content) : body);

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text);
const isSame = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

type Signed = Pick<Delivery, 'channel' | 'headers' | 'query' | 'body' | 'secret'>;

/** Whether a message bears the signature that its maker documents, of within the last hour. */
function isSigned({ channel, headers, query, body, secret }: Signed, now: number): boolean {
  if (channel === 'wecom') return true;
  const isNow = (ms: number) => Math.abs(now - ms) <= HOUR_MS;
  if (channel === 'json') {
    const [, t = '', v1 = ''] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-shoujie-signature'] ?? '') ?? [];
    return isNow(Number(t) * 1000) && isSame(v1, hmac(secret, `${t}.${body}`).digest('hex'));
  }
  const { timestamp = '', sign = '' } = query;
  return isNow(Number(timestamp)) && isSame(sign, hmac(secret, `${timestamp}\n${secret}`).digest('base64'));
}

/**
 * Starts the sinks of all names.
 * @param key what the secrets of robots are made of
 * @throws StartProblem when there is no port
 */
export async function startSinks(
  clock: Pick<LocalClock, 'now'>,
  key: string,
  onError: (error: unknown) => void,
): Promise<LocalSinks> {
  const came: Delivery[] = [];
  const next = new Map<string, number[]>();
  /** Until when a robot may say nothing, in ms. */
  const bannedUntil = new Map<string, number>();
  const secretNamed = (name: string) => hmac(key, name).digest('hex');

  /** What a message comes to, by the limits of its maker. */
  const refusalOf = (signed: Signed, to: string, now: number, said: Said): Refusal | undefined => {
    const { channel, body } = signed;
    if (!isSigned(signed, now)) return REFUSALS.signature;
    if (bytesOf(channel, said, body) > MOST_BYTES[channel]) return REFUSALS.length;
    if (now < (bannedUntil.get(to) ?? 0)) return REFUSALS.rate;
    const lately = came.filter((each) => each.to === to && Date.parse(each.at) > now - MINUTE_MS);
    if (lately.length < MOST_A_MINUTE) return undefined;
    bannedUntil.set(to, now + BANNED_MS[channel]);
    return REFUSALS.rate;
  };

  const take = async (request: IncomingMessage): Promise<Answer> => {
    if (!NO_PAGES.letsIn(request.headers)) {
      return {
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(ONLY_PROGRAMS),
      };
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${LOCAL_HOST}`);
    const to = decodeURIComponent(pathname.slice(1));
    const body = (await readBody(request)).toString();
    const said = saidIn(body);
    const channel = channelOf(said);
    const now = clock.now();
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const signed = {
      ...{ channel: channel ?? 'json', headers, query: Object.fromEntries(searchParams), body },
      secret: secretNamed(to),
    };
    const wanted = next.get(to)?.shift();
    const refusal = channel === undefined ? REFUSALS.form : refusalOf(signed, to, now, said);
    const status = wanted ?? refusal?.status ?? 200;
    const makers = channel === 'wecom' || channel === 'dingtalk' ? channel : undefined;
    const answer = JSON.stringify(
      makers === undefined
        ? { status }
        : { errcode: refusal?.errcode[makers] ?? 0, errmsg: refusal?.errmsg ?? 'ok' },
    );
    came.push({ ...signed, to, at: new Date(now).toISOString(), status, answer });
    return {
      status: wanted ?? (makers === undefined ? status : 200),
      headers: {
        'content-type': 'application/json',
        // A redirect leads to where nothing may ever come.
        ...(status >= 300 && status < 400 && { location: `/redirected-${to}` }),
      },
      body: answer,
    };
  };
  const { port, stop } = await startHttpServer(0, take, onError);
  const url = `http://${LOCAL_HOST}:${port}`;
  return {
    url,
    secretOf: (name) => ({ url: `${url}/${encodeURIComponent(name)}`, secret: secretNamed(name) }),
    deliveries: (to) => came.filter((each) => to === undefined || each.to === to),
    answerNext: (to, status) => next.set(to, [...(next.get(to) ?? []), status]),
    stop,
  };
}
