/** How a command for operators ends: with its exit code, and with a sentence where the world around it is to blame. */
import { UsageError } from './arguments.ts';

/** The command was not understood, or cannot be done from here. */
const NOT_DONE = 2;

/** What keeps a program from the other side of a network, as Node says it. */
const UNREACHABLE = [
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
  'UND_ERR_CONNECT_TIMEOUT',
];
/** What keeps it from a file. */
const NO_FILE = ['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ENOSPC', 'EROFS', 'EIO'];

/** What is known of an error that others made. */
interface Known {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  /** Answers of AWS have it. */
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What went wrong, in a sentence for whoever ran the command; undefined for a fault of the command's own. */
export function inWords(error: unknown): string | undefined {
  const { name, code, message, cause, $metadata }: Known = Object(error);
  if (error instanceof UsageError) return error.message;
  if (UNREACHABLE.includes(String(code)) || name === 'TimeoutError')
    return `What is asked for cannot be reached from here (${message || code}). Is there a network, and is AWS_REGION the stage's?`;
  if (name === 'CredentialsProviderError')
    return `There are no AWS credentials, or none that are good: ${message}`;
  if (message === 'Region is missing')
    return 'No region is set: set AWS_REGION to that of the stage, such as AWS_REGION=ap-southeast-1.';
  if ($metadata?.httpStatusCode !== undefined) return `AWS refused (${name}): ${message}`;
  if (NO_FILE.includes(String(code))) return String(message);
  return cause === undefined ? undefined : inWords(cause);
}

/**
 * Runs a command, whose exit code becomes that of the process; 2 where it was not understood, or cannot be done from here.
 * @param theirs errors that say in their message what their reader can put right
 */
export async function runCommand(
  command: () => Promise<number>,
  theirs: readonly (new (...args: never[]) => Error)[] = [],
): Promise<void> {
  process.exitCode = await command().catch((error: unknown) => {
    const said = theirs.some((each) => error instanceof each) ? (error as Error).message : inWords(error);
    if (said === undefined) throw error;
    console.error(said);
    return NOT_DONE;
  });
}
