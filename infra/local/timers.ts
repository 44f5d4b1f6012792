export interface Timer {
  /** When it falls due, in milliseconds since 1970 by the cloud's clock. */
  readonly at: number;
  readonly run: () => Promise<void> | void;
}

/** What is still to happen, in the order of time; of two at one instant the one that was set first. */
export class TimerQueue {
  readonly #timers: Timer[] = [];

  /** @returns what takes the timer back; without effect once it has been taken out */
  add(timer: Timer): () => void {
    const after = this.#timers.findIndex((other) => other.at > timer.at);
    this.#timers.splice(after === -1 ? this.#timers.length : after, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index !== -1) this.#timers.splice(index, 1);
    };
  }

  /** When the next one falls due. */
  get nextAt(): number | undefined {
    return this.#timers[0]?.at;
  }

  /** Takes out the next timer that is due at the latest at that instant. */
  takeDue(instant: number): Timer | undefined {
    const next = this.#timers[0];
    return next && next.at <= instant ? this.#timers.shift() : undefined;
  }
}
