/** What time it is for functions that no request tells it. */

const LOCAL_CLOCK = Symbol.for('shoujie.clock');

/** The present instant; the local cloud, whose clock can be moved, puts its own in the place of the machine's. */
export function currentTime(): string {
  const local: unknown = Reflect.get(globalThis, LOCAL_CLOCK);
  return new Date(typeof local === 'function' ? Number(local()) : Date.now()).toISOString();
}
