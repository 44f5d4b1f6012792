export interface Timer {
  /** When it falls due, in milliseconds since 1970 by the cloud's clock. */
  readonly at: number;
  readonly run: () => Promise<void> | void;
}

/** What is still to happen, in the order of time; of two at one instant the one that was set first. */
export class TimerQueue {
  /** The next one stands last, so that taking it out moves no other. */
  readonly #latestFirst: Timer[] = [];

  /** @returns what takes the timer back; without effect once it has been taken out */
  add(timer: Timer): () => void {
    // A copy tells this setting from another of the same timer.
    const entry = { ...timer };
    this.#latestFirst.splice(this.#placeOf(entry.at), 0, entry);
    return () => {
      const place = this.#latestFirst.indexOf(entry, this.#placeOf(entry.at));
      if (place >= 0) this.#latestFirst.splice(place, 1);
    };
  }

  /** When the next one falls due. */
  get nextAt(): number | undefined {
    return this.#latestFirst.at(-1)?.at;
  }

  /** Takes out the next timer that is due at the latest at that instant. */
  takeDue(instant: number): Timer | undefined {
    const { nextAt } = this;
    return nextAt !== undefined && nextAt <= instant ? this.#latestFirst.pop() : undefined;
  }

  /** Where the timers of an instant begin: the place of the first that is not later. */
  #placeOf(at: number): number {
    let [low, high] = [0, this.#latestFirst.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#latestFirst[middle]?.at ?? at) > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
