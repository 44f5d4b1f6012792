/** Command lines of what operators run: `--name value`, each of them needed unless it has a default. */
import { parseArgs } from 'node:util';

/** Whoever wrote the command line can put it right; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads the values of a command line.
 * @param needed the names, without hyphens, with what to show for each in the usage
 * @throws UsageError naming what is missing or unknown
 */
export function argumentsOf<N extends string>(
  args: readonly string[],
  command: string,
  needed: Readonly<Record<N, string>>,
): Readonly<Record<N, string>> {
  const names = Object.keys(needed) as N[];
  const usage = `usage: ${command} -- ${names.map((name) => `--${name} ${needed[name]}`).join(' ')}`;
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const missing = names.filter((name) => !values[name]);
    if (missing.length === 0) return values as Record<N, string>;
    throw new UsageError(`${missing.map((name) => `--${name}`).join(', ')} missing; ${usage}`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\n${usage}`);
  }
}
