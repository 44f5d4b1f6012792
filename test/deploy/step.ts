/** A step of the check that failed; its message is the step's name and its cause what went wrong. */
export class FailedStep extends Error {
  override readonly name = 'FailedStep';
}

/**
 * Does one step of the check and prints how long it took.
 * @throws FailedStep when `work` fails
 */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work().catch((cause: unknown) => {
    throw new FailedStep(name, { cause });
  });
  console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${name}`);
  return result;
}
