import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { LocalClock } from '../clock.ts';
import { type Message, type MessageAttributes, md5OfText } from './message.ts';

export interface QueueSpec {
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  /** Where messages go that were received this often without being deleted. */
  readonly deadLetter?: { readonly queue: string; readonly maxReceiveCount: number };
}

/** A message that somebody has received and not yet deleted. */
interface InFlight {
  readonly message: Message;
  readonly handle: string;
  readonly cancelTimer: () => void;
}

export interface Received {
  readonly message: Message;
  readonly handle: string;
}

const HANDLE = /^([\w-]{36})#\d+$/;

/** A standard queue. Its messages become visible in the order in which they were sent or given back. */
export class Queue {
  readonly spec: QueueSpec;
  readonly #clock: Pick<LocalClock, 'now' | 'at'>;
  readonly #deadLetter: () => Queue | undefined;
  readonly #onArrival = new Set<() => void>();
  #visible: Message[] = [];
  #inFlight = new Map<string, InFlight>();
  #delayed = new Map<string, () => void>();

  constructor(spec: QueueSpec, clock: Pick<LocalClock, 'now' | 'at'>, deadLetter: () => Queue | undefined) {
    this.spec = spec;
    this.#clock = clock;
    this.#deadLetter = deadLetter;
  }

  get counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    return { visible: this.#visible.length, inFlight: this.#inFlight.size, delayed: this.#delayed.size };
  }

  /** Has something called whenever a message becomes visible. Returns what ends that. */
  onArrival(call: () => void): () => void {
    this.#onArrival.add(call);
    return () => this.#onArrival.delete(call);
  }

  send(body: string, attributes: MessageAttributes = {}, delaySeconds = 0): Message {
    const message: Message = {
      id: randomUUID(),
      body,
      bodyMd5: md5OfText(body),
      attributes,
      sentAt: this.#clock.now(),
      firstReceivedAt: undefined,
      receiveCount: 0,
    };
    if (delaySeconds === 0) this.take(message);
    else {
      const run = () => {
        this.#delayed.delete(message.id);
        this.take(message);
      };
      this.#delayed.set(message.id, this.#clock.at({ at: this.#clock.now() + delaySeconds * 1_000, run }));
    }
    return message;
  }

  /** Takes up to so many visible messages out of sight; those received too often go to the dead letters. */
  receive(most: number, visibilitySeconds = this.spec.visibilityTimeoutSeconds): Received[] {
    const received: Received[] = [];
    const now = this.#clock.now();
    // Those that come back at once, for a visibility of 0, are not taken twice.
    for (let left = this.#visible.length; left > 0 && received.length < most; left--) {
      const message = this.#visible.shift();
      if (!message) break;
      const { deadLetter } = this.spec;
      if (deadLetter && message.receiveCount >= deadLetter.maxReceiveCount) {
        this.#deadLetter()?.take({ ...message, receiveCount: 0, firstReceivedAt: undefined });
        continue;
      }
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
      const handle = `${message.id}#${message.receiveCount}`;
      this.#hide(message, handle, visibilitySeconds);
      received.push({ message, handle });
    }
    return received;
  }

  /** Deletes a received message. One that became visible again since is left to its next receiver. */
  delete(handle: string): void {
    const inFlight = this.#find(handle);
    if (!inFlight) return;
    inFlight.cancelTimer();
    this.#inFlight.delete(inFlight.message.id);
  }

  /** Hides a received message for so long from now on; 0 gives it back. */
  changeVisibility(handle: string, seconds: number): void {
    const inFlight = this.#find(handle);
    if (!inFlight) {
      throw new AwsError('MessageNotInflight', 'The message is not in flight.', {
        queryCode: 'AWS.SimpleQueueService.MessageNotInflight',
      });
    }
    inFlight.cancelTimer();
    this.#hide(inFlight.message, handle, seconds);
  }

  /** Forgets every message. */
  purge(): void {
    for (const { cancelTimer } of this.#inFlight.values()) cancelTimer();
    for (const cancelTimer of this.#delayed.values()) cancelTimer();
    this.#visible = [];
    this.#inFlight = new Map();
    this.#delayed = new Map();
  }

  /** Takes in a message that is there already, and makes it visible. */
  take(message: Message): void {
    this.#visible.push(message);
    for (const call of this.#onArrival) call();
  }

  #hide(message: Message, handle: string, seconds: number): void {
    if (seconds === 0) {
      this.#inFlight.delete(message.id);
      this.take(message);
      return;
    }
    const run = () => {
      this.#inFlight.delete(message.id);
      this.take(message);
    };
    const cancelTimer = this.#clock.at({ at: this.#clock.now() + seconds * 1_000, run });
    this.#inFlight.set(message.id, { message, handle, cancelTimer });
  }

  #find(handle: string): InFlight | undefined {
    const id = HANDLE.exec(handle)?.[1];
    if (id === undefined) {
      throw new AwsError('ReceiptHandleIsInvalid', `The receipt handle ${handle} is not valid.`);
    }
    const inFlight = this.#inFlight.get(id);
    return inFlight?.handle === handle ? inFlight : undefined;
  }
}
