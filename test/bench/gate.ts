/** Counts how often a request waits for the table. */

/** So long no further call comes before those that wait are let through together. */
const QUIET_MS = 25;
/** Those that a request of a client makes; the feed of the stream asks all the time. */
const OF_REQUESTS = /^(GetItem|BatchGetItem|Query|TransactWriteItems|PutItem|UpdateItem|DeleteItem)$/;

/** Holds calls back until all that are asked at once are there; each time it lets some through is one wait. */
export class Gate {
  waits = 0;
  #held: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  readonly arrived = (operation: string): Promise<void> | void => {
    if (!OF_REQUESTS.test(operation)) return;
    return new Promise((pass) => {
      this.#held.push(pass);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#open(), QUIET_MS);
    });
  };

  #open(): void {
    this.waits += 1;
    const passing = this.#held;
    this.#held = [];
    for (const pass of passing) pass();
  }
}
