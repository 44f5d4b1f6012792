export interface Timer {
  /** When it falls due, in milliseconds since 1970 by the cloud's clock. */
  readonly at: number;
  readonly run: () => Promise<void> | void;
}

interface Entry {
  readonly timer: Timer;
  /** Which was set first of those at one instant. */
  readonly nth: number;
  taken: boolean;
}

const isBefore = (a: Entry, b: Entry) =>
  a.timer.at < b.timer.at || (a.timer.at === b.timer.at && a.nth < b.nth);

/** What is still to happen, in the order of time; of two at one instant the one that was set first. */
export class TimerQueue {
  /** A binary heap: each entry is before the two at twice its place. One taken back stays until it comes up. */
  readonly #heap: Entry[] = [];
  #set = 0;

  /** @returns what takes the timer back; without effect once it has been taken out */
  add(timer: Timer): () => void {
    const entry: Entry = { timer, nth: this.#set, taken: false };
    this.#set += 1;
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return () => {
      entry.taken = true;
    };
  }

  /** When the next one falls due. */
  get nextAt(): number | undefined {
    return this.#next()?.timer.at;
  }

  /** Takes out the next timer that is due at the latest at that instant. */
  takeDue(instant: number): Timer | undefined {
    const next = this.#next();
    if (next === undefined || next.timer.at > instant) return undefined;
    this.#drop();
    next.taken = true;
    return next.timer;
  }

  #next(): Entry | undefined {
    while (this.#heap[0]?.taken) this.#drop();
    return this.#heap[0];
  }

  #drop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(from: number): void {
    const heap = this.#heap;
    for (let place = from; place > 0; ) {
      const above = (place - 1) >> 1;
      const [entry, other] = [heap[place], heap[above]];
      if (entry === undefined || other === undefined || !isBefore(entry, other)) return;
      heap[place] = other;
      heap[above] = entry;
      place = above;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    for (let place = 0; ; ) {
      const [entry, left, right] = [heap[place], heap[2 * place + 1], heap[2 * place + 2]];
      if (entry === undefined || left === undefined) return;
      const below = right !== undefined && isBefore(right, left) ? 2 * place + 2 : 2 * place + 1;
      const first = heap[below];
      if (first === undefined || !isBefore(first, entry)) return;
      heap[place] = first;
      heap[below] = entry;
      place = below;
    }
  }
}
