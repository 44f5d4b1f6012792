/** Times calls; all times are milliseconds. */

/** The value below which that share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]) => percentile(samples, 0.5);

/** One call, the nth of its kind; made ready before the time is taken. */
export type Call = (nth: number) => Promise<unknown>;

async function timed(call: Call, nth: number): Promise<number> {
  const start = performance.now();
  await call(nth);
  return performance.now() - start;
}

export interface Pair {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/**
 * Times two calls one after the other, in turn, so that whatever drifts drifts under both. Which of them goes
 * first changes each time: neither always follows on the other's garbage. The first `warmUp` do not count.
 */
export async function alternately(a: Call, b: Call, warmUp: number, count: number): Promise<Pair> {
  const times = { a: [] as number[], b: [] as number[] };
  for (let nth = 0; nth < warmUp + count; nth += 1) {
    for (const name of nth % 2 === 0 ? (['a', 'b'] as const) : (['b', 'a'] as const)) {
      const time = await timed(name === 'a' ? a : b, nth);
      if (nth >= warmUp) times[name].push(time);
    }
  }
  return times;
}

export interface Load {
  readonly samples: readonly number[];
  readonly seconds: number;
}

/**
 * Times calls `from` to `from + count - 1` made by several clients at once. Call n is always made by client
 * n modulo `clients`, and each client makes its own in order.
 */
export async function together(clients: number, from: number, count: number, call: Call): Promise<Load> {
  const samples: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let nth = client; nth < count; nth += clients) samples.push(await timed(call, from + nth));
    }),
  );
  return { samples, seconds: (performance.now() - start) / 1000 };
}

/** Several loads as one. */
export function joined(loads: readonly Load[]): Load {
  return {
    samples: loads.flatMap(({ samples }) => samples),
    seconds: loads.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** Calls a second. */
export const rate = ({ samples, seconds }: Load) => samples.length / seconds;
