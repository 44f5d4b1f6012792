/** One that is in line: when it is over, and what it handed on. */
interface Place<N> {
  /** What the next may begin with, once it may. */
  readonly next: Promise<N | undefined>;
  readonly over: Promise<unknown>;
}

const lines = new Map<string, Place<unknown>>();

/** A task in line. It may hand something on before it is over; the next then begins already. */
export type Task<T, N> = (before: N | undefined, handOn: (next: N) => void) => Promise<T>;

/**
 * Runs tasks of one key in their order within this process; across processes the table decides. The next begins with
 * what the one before it handed on, at the latest when that is over, then with undefined if it handed nothing on. At
 * most two are under way: nothing is handed on while the one before is still at work.
 */
export async function inTurn<T, N>(key: string, task: Task<T, N>): Promise<T> {
  const before = lines.get(key) as Place<N> | undefined;
  let begin: (next: N | undefined) => void = () => {};
  const next = new Promise<N | undefined>((done) => {
    begin = done;
  });
  const handOn = (value: N) => {
    if (before === undefined) begin(value);
    else void before.over.then(() => begin(value));
  };
  const mine = Promise.resolve(before?.next).then((value) => task(value, handOn));
  const over = mine.then(
    () => begin(undefined),
    () => begin(undefined),
  );
  const place: Place<N> = { next, over };
  lines.set(key, place as Place<unknown>);
  try {
    return await mine;
  } finally {
    if (lines.get(key) === place) lines.delete(key);
  }
}
