/** What waits to be signed on this device: what is sent next, and what an answer does to it. Pure. */

import type { Picked } from '../parts/files/kept.ts';
import type { Problem } from '../session/api.ts';

type Body = Readonly<Record<string, unknown>>;

/** A sign-off that somebody made, until the API has acknowledged it or they put it away. */
export interface Item {
  /** The `Idempotency-Key`, the same for each try. */
  readonly key: string;
  readonly person: string;
  readonly sheet: string;
  readonly number: string;
  readonly subject: string;
  readonly step: string;
  readonly body: Body;
  /** Sent before it, and attached by it. */
  readonly files: readonly Picked[];
  /** By the server's clock, as far as the device knows it. */
  readonly madeAt: string;
  /** The version of the sheet that it was made on: what is sent at once goes for that one alone. */
  readonly version: number;
  /** How often it was tried. */
  readonly tries: number;
  /** Not tried again before: milliseconds since 1970, by the device's clock. */
  readonly notBefore: number;
  /** There was no network when it was made, or when it was first tried. */
  readonly waited: boolean;
  /** What was sent: another try sends the same, since the API may have it already. */
  readonly sent?: Body;
  /** What the API said last, where it did not take it: for good, or not yet. */
  readonly said?: { readonly status: number; readonly problem: Partial<Problem>; readonly isFinal: boolean };
}

export type Made = Pick<
  Item,
  'key' | 'person' | 'sheet' | 'number' | 'subject' | 'step' | 'body' | 'files' | 'madeAt' | 'version'
>;

/** @param online whether there is a network, as far as the device knows */
export const fresh = (made: Made, online: boolean): Item => ({
  ...made,
  tries: 0,
  notBefore: 0,
  waited: !online,
});

const byAge = (a: Item, b: Item) =>
  a.madeAt === b.madeAt ? (a.key < b.key ? -1 : 1) : a.madeAt < b.madeAt ? -1 : 1;

/** Somebody's, in the order in which they were made. */
export const ofPerson = (items: readonly Item[], person: string): readonly Item[] =>
  items.filter((item) => item.person === person).toSorted(byAge);

/** The first of each sheet, unless it was refused: those behind it wait for what becomes of it. */
function inTurn(items: readonly Item[], person: string): readonly Item[] {
  const own = ofPerson(items, person);
  return own.filter(
    (item) => item === own.find(({ sheet }) => sheet === item.sheet) && item.said?.isFinal !== true,
  );
}

/** What is sent next as that person, and never as another; undefined where nothing is to be sent now. */
export const nextToSend = (items: readonly Item[], person: string, now: number): Item | undefined =>
  inTurn(items, person).find(({ notBefore }) => notBefore <= now);

/** When there is something to send again, by the device's clock; undefined where nothing waits. */
export function nextTryAt(items: readonly Item[], person: string): number | undefined {
  const times = inTurn(items, person).map(({ notBefore }) => notBefore);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Steps that may say when they were done, where there was no network (contract section 3). */
const PERFORMED = ['accept', 'arrive', 'complete'];

/** What is sent: fixed when it is first sent. @param files the ids of its files */
export function readied(item: Item, files: readonly string[]): Item & { readonly sent: Body } {
  const { sent, body, step, waited, madeAt } = item;
  if (sent !== undefined) return { ...item, sent };
  const tellsWhen = waited && PERFORMED.includes(step) && body.performedAt === undefined;
  return {
    ...item,
    sent: {
      ...body,
      ...(files.length > 0 && { files: [...files] }),
      ...(tellsWhen && { performedAt: madeAt }),
    },
  };
}

/** What goes out at once is for the version that its maker looked at; what waited goes by how the sheet stands then. */
export const isForVersion = ({ waited, tries }: Item): boolean => !waited && tries === 0;

export type Outcome =
  | { readonly kind: 'acknowledged' }
  /** No answer came, or one that says nothing, such as 503. */
  | { readonly kind: 'silence'; readonly againAt?: number | undefined }
  | { readonly kind: 'login' }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly problem: Partial<Problem>;
      readonly againAt?: number | undefined;
    };

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;
const TOO_EARLY = 429;

const waitAfter = (tries: number) => Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);

/**
 * Whether the API refused the instant that was put in here: a device whose clock is wrong by a little must not keep from being
 * signed what somebody did. The API has taken nothing yet, so that the same key may go with another body.
 */
const isAboutWhen = ({ sent, body }: Item, { errors = [] }: Partial<Problem>): boolean =>
  sent?.performedAt !== undefined &&
  body.performedAt === undefined &&
  errors.length > 0 &&
  errors.every(({ pointer }) => pointer === '/performedAt');

function withoutWhen({ sent = {} }: Item): Body {
  const { performedAt: _performedAt, ...rest } = sent;
  return rest;
}

/**
 * What a try comes to.
 * @param now milliseconds since 1970, by the device's clock
 * @returns undefined where it is done with
 */
export function afterTry(item: Item, outcome: Outcome, now: number): Item | undefined {
  switch (outcome.kind) {
    case 'acknowledged':
      return undefined;
    case 'login':
      return item;
    case 'silence': {
      const tries = item.tries + 1;
      const notBefore = Math.max(now + waitAfter(tries), outcome.againAt ?? 0);
      return { ...item, tries, notBefore, waited: item.waited || item.sent === undefined };
    }
    case 'refused': {
      const { status, problem, againAt = 0 } = outcome;
      const tries = item.tries + 1;
      if (isAboutWhen(item, problem)) return { ...item, tries, notBefore: 0, sent: withoutWhen(item) };
      const isFinal = status !== TOO_EARLY;
      const notBefore = isFinal ? 0 : Math.max(now + waitAfter(tries), againAt);
      return { ...item, tries, notBefore, said: { status, problem, isFinal } };
    }
    default: {
      const never: never = outcome;
      return never;
    }
  }
}

/**
 * When something was done, by the server's clock: after what was done to the same sheet before.
 * @param estimate the server's present instant, as far as the device knows it
 * @param after the sheet's last change, and what waits for it already
 */
export function madeAfter(estimate: number, changes: readonly string[]): string {
  const earlier = changes.map((at) => Date.parse(at));
  return new Date(Math.max(estimate, ...earlier.map((at) => at + 1))).toISOString();
}
