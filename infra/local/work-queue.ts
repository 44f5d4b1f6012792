type Work = () => Promise<void>;

/** The work that a service has to do now, begun in the order in which it was given. */
export class WorkQueue {
  readonly #atOnce: number;
  readonly #onError: (error: unknown) => void;
  #waiting: Work[] = [];
  #running = 0;
  #begun = 0;
  #reported = 0;
  #idle: (() => void)[] = [];
  #stopped = false;

  /** @param atOnce how many may run side by side; with 1 each ends before the next begins */
  constructor(onError: (error: unknown) => void, atOnce = 1) {
    this.#onError = onError;
    this.#atOnce = atOnce;
  }

  add(work: Work): void {
    if (this.#stopped) return;
    this.#waiting.push(work);
    // In a later turn of the event loop, so that the request that adds work is answered before the work begins.
    if (this.#running < this.#atOnce) setImmediate(() => this.#begin());
  }

  /**
   * Waits until nothing is left to do now.
   * @returns whether anything was done since it was last asked: that may have made work for other services
   */
  async settle(): Promise<boolean> {
    const reported = this.#reported;
    if (this.#running > 0 || this.#waiting.length > 0) {
      await new Promise<void>((done) => this.#idle.push(done));
    }
    this.#reported = this.#begun;
    return this.#begun > reported;
  }

  /** Forgets what has not begun and waits for what has. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting = [];
    await this.settle();
  }

  #begin(): void {
    while (this.#running < this.#atOnce) {
      const work = this.#waiting.shift();
      if (!work) break;
      this.#running += 1;
      this.#begun += 1;
      void this.#run(work);
    }
    if (this.#running > 0 || this.#waiting.length > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const done of idle) done();
  }

  async #run(work: Work): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#onError(error);
    }
    this.#running -= 1;
    this.#begin();
  }
}
