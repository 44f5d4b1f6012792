/** What a process remembers for a moment of what it read. */

const FRESH_MS = 1_000;

interface Memory<T> {
  /** What was read under a key within the last second, else what `read` now gives; who asks meanwhile shares it. */
  get(key: string, read: () => Promise<T>): Promise<T>;
  forget(key: string): void;
}

/**
 * A memory of one second. A read that fails, or gives what is not worth it, is not remembered. Age is told by the
 * process's own clock: it says how old the memory is, not what time a request came in.
 */
export function remembering<T>(isWorthIt: (value: T) => boolean): Memory<T> {
  const known = new Map<string, { readonly value: Promise<T>; readonly until: number }>();
  return {
    get: (key, read) => {
      const now = performance.now();
      // The oldest come first, so what has expired is taken away from the front: a warm process stays small.
      for (const [each, { until }] of known) {
        if (until > now) break;
        known.delete(each);
      }
      const found = known.get(key);
      if (found !== undefined) return found.value;
      const value = read();
      known.set(key, { value, until: now + FRESH_MS });
      const forget = () => {
        if (known.get(key)?.value === value) known.delete(key);
      };
      value.then((given) => isWorthIt(given) || forget(), forget);
      return value;
    },
    forget: (key) => void known.delete(key),
  };
}
