/** What keeps the local cloud from starting, in words for whoever starts it. */
import { statfs } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Something that keeps the local cloud from starting and that its user can put right: shown without a stack. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}

/** A start writes some hundred kilobytes; who has less than this left has none. */
const LITTLE_BYTES = 1024 * 1024;

/** How SQLite speaks of a file that is not what it wrote, by whichever program opened it. */
const DAMAGED = /malformed|not a database|encrypted|corrupt/i;
/** A file that cannot be written or read, or whose disk has no more room. */
const OF_A_FILE = [
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EACCES',
  'EPERM',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOTDIR',
  'EISDIR',
];

const isFull = async (path: string): Promise<boolean> => {
  const { bavail, bsize } = await statfs(path).catch(() => ({ bavail: 1, bsize: LITTLE_BYTES }));
  return bavail * bsize < LITTLE_BYTES;
};

/**
 * Does something with a data directory.
 * @throws StartProblem for what its user can put right: a disk that is full, whatever failed by it, a damaged database, a file
 *   that is out of reach; anything else as it is
 */
export async function sayingWhy<T>(dataDir: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const path = resolve(dataDir);
    const { code, message = String(error) }: { readonly code?: unknown; readonly message?: string } =
      Object(error);
    if (await isFull(path)) {
      throw new StartProblem(
        `The disk of DATA_DIR ${path} is full: make room and start again; what was kept there is still there. (${message})`,
      );
    }
    if (DAMAGED.test(message)) {
      throw new StartProblem(
        `The database in DATA_DIR ${path} is damaged: put a copy of the folder in its place, or start with another DATA_DIR. (${message})`,
      );
    }
    if (OF_A_FILE.includes(String(code))) {
      throw new StartProblem(`A file cannot be written or read, so nothing was started: ${message}`);
    }
    throw error;
  }
}
