const lines = new Map<string, Promise<unknown>>();

/**
 * Runs tasks of one key one after the other within this process; across processes the table decides. A task
 * that had to wait is told what the one before it gave, unless that failed.
 */
export async function inTurn<T>(key: string, task: (before: T | undefined) => Promise<T>): Promise<T> {
  const before = lines.get(key) as Promise<T> | undefined;
  const mine = before === undefined ? task(undefined) : before.then(task, () => task(undefined));
  lines.set(key, mine);
  try {
    return await mine;
  } finally {
    if (lines.get(key) === mine) lines.delete(key);
  }
}
