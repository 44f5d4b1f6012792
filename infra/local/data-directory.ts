import { existsSync } from 'node:fs';
import { chmod, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { identify, readIdentity, stillRuns } from './process-identity.ts';
import { StartProblem } from './start-problem.ts';

/** The directory that holds everything the local cloud must remember, held by one running cloud at a time. */
export interface DataDirectory {
  readonly path: string;
  file(name: string): string;
  release(): Promise<void>;
}

const OTHERS_NOTHING = 0o077;
/** Files of versions before stay as they were; nobody else comes to them either. */
const OWN_DIRECTORY = 0o700;
const LOCK = 'cloud.pid';

/** Replaces a file so that a crash at any instant leaves either the old content or the new one. */
export async function writeDurably(file: string, content: string, mode = 0o600): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  const handle = await open(draft, 'w', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  const directory = await open(dirname(file), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/**
 * Makes a directory with those above it. Node's own recursive mkdir never returns where a file system
 * answers ENOENT under a directory that exists, as /proc does.
 */
async function makeDirectory(path: string): Promise<void> {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) await makeDirectory(dirname(path));
  await mkdir(path);
}

async function takeLock(path: string, lock: string): Promise<void> {
  const own = JSON.stringify(identify(process.pid));
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      return await writeFile(lock, own, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readIdentity(lock);
    if (holder && stillRuns(holder)) {
      throw new StartProblem(
        `A local cloud (process ${holder.pid}) already runs on ${path}. Stop it, or give this one another DATA_DIR.`,
      );
    }
    await rm(lock, { force: true });
  }
  throw new StartProblem(`Another local cloud is just starting on ${path}.`);
}

/**
 * Makes the directory where needed and takes hold of it.
 * @throws StartProblem when it cannot be written, or a running local cloud holds it
 */
export async function openDataDirectory(given: string): Promise<DataDirectory> {
  const path = resolve(given);
  const lock = join(path, LOCK);
  // Whatever this process and its database write from now on is its user's alone.
  process.umask(OTHERS_NOTHING);
  try {
    await makeDirectory(path);
    await chmod(path, OWN_DIRECTORY);
    await takeLock(path, lock);
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    throw new StartProblem(`DATA_DIR ${path} cannot be written: ${(error as Error).message}`);
  }
  return {
    path,
    file: (name) => join(path, name),
    release: () => rm(lock, { force: true }),
  };
}
