import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-operation.ts';
import type { LocalClock } from '../clock.ts';

/** A message on its way; instants are milliseconds since 1970. */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** What another service says of it, as text by name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly sentAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
}

export interface Received {
  readonly message: Message;
  readonly handle: string;
}

/** A message that nobody can receive now. */
interface Hidden {
  /** Of whoever received it last; undefined for one that is delayed. */
  readonly handle: string | undefined;
  /** Takes back the timer that makes it visible. */
  readonly cancel: () => void;
}

export interface QueueSpec {
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  /** Where messages go that were received this often without being deleted. */
  readonly deadLetter?: { readonly queue: string; readonly maxReceiveCount: number };
  /** The function that works it off; it says in `batchItemFailures` which messages it could not. */
  readonly consumer?: { readonly functionName: string; readonly batchSize: number };
}

const HANDLE = /^([\w-]{36})#\d+$/;

/** A standard queue. Its messages become visible in the order in which they were sent or came back. */
export class Queue {
  /** Called whenever a message becomes visible. */
  onArrival: () => void = () => {};
  readonly spec: QueueSpec;
  readonly #clock: Pick<LocalClock, 'now' | 'at'>;
  readonly #deadLetters: () => Queue | undefined;
  readonly #visible: Message[] = [];
  readonly #hidden = new Map<string, Hidden>();

  constructor(spec: QueueSpec, clock: Pick<LocalClock, 'now' | 'at'>, deadLetters: () => Queue | undefined) {
    this.spec = spec;
    this.#clock = clock;
    this.#deadLetters = deadLetters;
  }

  get counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    const inFlight = [...this.#hidden.values()].filter(({ handle }) => handle !== undefined).length;
    return { visible: this.#visible.length, inFlight, delayed: this.#hidden.size - inFlight };
  }

  send(body: string, attributes: Message['attributes'] = {}, delaySeconds = 0): Message {
    const message = { id: randomUUID(), body, attributes, sentAt: this.#clock.now(), receiveCount: 0 };
    if (delaySeconds === 0) this.take(message);
    else this.#hide(message, delaySeconds);
    return message;
  }

  /** Takes in a message that is there already, and makes it visible. */
  take(message: Message): void {
    this.#visible.push(message);
    this.onArrival();
  }

  /** Takes up to so many visible messages out of sight; those received too often go to the dead letters. */
  receive(most: number, visibilitySeconds = this.spec.visibilityTimeoutSeconds): Received[] {
    const received: Received[] = [];
    const now = this.#clock.now();
    const { deadLetter } = this.spec;
    while (received.length < most) {
      const next = this.#visible.shift();
      if (!next) break;
      const { firstReceivedAt = now, receiveCount, ...sent } = next;
      if (deadLetter && receiveCount >= deadLetter.maxReceiveCount) {
        this.#deadLetters()?.take({ ...sent, receiveCount: 0 });
        continue;
      }
      const message = { ...sent, firstReceivedAt, receiveCount: receiveCount + 1 };
      const handle = `${message.id}#${message.receiveCount}`;
      this.#hide(message, visibilitySeconds, handle);
      received.push({ message, handle });
    }
    return received;
  }

  /**
   * Deletes a received message. One that became visible again since is left to its next receiver.
   * @throws AwsError ReceiptHandleIsInvalid for a handle that no queue gave
   */
  delete(handle: string): void {
    const [, id] = HANDLE.exec(handle) ?? [];
    if (id === undefined) {
      throw new AwsError('ReceiptHandleIsInvalid', `The receipt handle ${handle} is not valid.`);
    }
    const hidden = this.#hidden.get(id);
    if (hidden?.handle !== handle) return;
    hidden.cancel();
    this.#hidden.delete(id);
  }

  #hide(message: Message, seconds: number, handle?: string): void {
    const run = () => {
      this.#hidden.delete(message.id);
      this.take(message);
    };
    const cancel = this.#clock.at({ at: this.#clock.now() + seconds * 1_000, run });
    this.#hidden.set(message.id, { handle, cancel });
  }
}
