/** The port of every way by which notices reach a reader: how often, how much at once, and how it is sent. */
import type { RobotFormat } from '../../shared/domain/model/directory.ts';
import type { Notice } from '../../shared/domain/notices/notices.ts';
import type { Waiting } from '../../shared/store/notices/waiting.ts';

/** What is said again in the very same words, however often it has to be tried. */
export interface Message {
  /** By what whoever gets it twice knows it. */
  readonly id: string;
  readonly format: RobotFormat;
  readonly body: string;
  /** From when on it is tried, RFC 3339. */
  readonly since: string;
}

/** A letter in the making, or the last one that was made. */
export interface Letter {
  /** The minute in which it goes out. */
  readonly slot: string;
  /** Sort keys of the notices that are done with once it has gone. */
  readonly notices: readonly string[];
  readonly state: 'claimed' | 'sent';
  /** Until when whoever claimed it may be at work, or waits before it is tried again. */
  readonly leaseUntil: string;
  readonly message?: Message;
  /** Since when it has been refused. */
  readonly refusedSince?: string;
  /** From which instant on the entries were written of whose notices whoever was refused asks again. */
  readonly asksSince?: string;
  /** When the last ones went, or may have gone, in ms. */
  readonly sentAt?: readonly number[];
}

/** What of that which waits goes together, and what is not told any more. */
export type Composed = Pick<Letter, 'notices' | 'message'>;

export interface Channel {
  /** The first instant, RFC 3339, at which one more letter may go, after the last one. */
  readonly turn: (last: Letter | undefined, waiting: readonly Notice[], now: string) => string;
  readonly compose: (waiting: readonly Waiting[], now: string) => Promise<Composed>;
  /** Sends a letter with these notices, of which it may tell fewer. @throws where it was not taken */
  readonly send: (letter: Letter, notices: readonly Notice[]) => Promise<void>;
  /** For how long what is refused is tried again, in ms; unless given, the queue does that. */
  readonly triesForMs?: number;
}

/** Gives up what a channel refused for long enough: keeps it under its id, where asking again finds it. */
export type GiveUp = (reader: string, message: Message) => Promise<void>;
