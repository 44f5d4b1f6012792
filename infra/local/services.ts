/** Something that runs as part of the local cloud. */
export interface Service {
  stop(): Promise<void> | void;
  /** Waits until it has nothing left that could be worked on now; tells whether it worked on anything. */
  settle?(): Promise<boolean>;
}

/** The services of one local cloud, in the order in which they were started. */
export class Services {
  readonly #running: Service[] = [];

  /** Takes a started service in. */
  add<S extends Service>(service: S): S {
    this.#running.push(service);
    return service;
  }

  /** Waits until no service had anything to do in a whole round: what one service does may be work for another. */
  async settle(): Promise<void> {
    let worked: boolean;
    do {
      worked = false;
      for (const service of this.#running) if (await service.settle?.()) worked = true;
    } while (worked);
  }

  /** Stops all of them, the last one first; one that fails to stop keeps none of the others running. */
  async stop(onError: (error: unknown) => void): Promise<void> {
    for (let service = this.#running.pop(); service; service = this.#running.pop()) {
      try {
        await service.stop();
      } catch (error) {
        onError(error);
      }
    }
  }
}
