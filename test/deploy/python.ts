/** The Python side of the checks: an interpreter, and environments that hold what is pinned for each. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..', '..');

/** What an environment holds: its name, and the file of its pins. */
export interface Pinned {
  readonly name: string;
  readonly requirements: string;
}

/** The emulator of the deploy check. */
export const EMULATOR: Pinned = {
  name: 'emulator',
  requirements: join(import.meta.dirname, 'requirements.txt'),
};
/** The fuzzer of the API and the linter of templates. */
export const CHECKERS: Pinned = {
  name: 'checkers',
  requirements: join(import.meta.dirname, 'checkers.txt'),
};

const INTERPRETERS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];
const FITS = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))';

/** The first interpreter on the path that is 3.11 or later, as the pins are and can make environments, or undefined. */
async function findPython(): Promise<string | undefined> {
  for (const interpreter of INTERPRETERS) {
    const fits = await run(interpreter, ['-c', FITS]).then(
      () => true,
      () => false,
    );
    if (fits) return interpreter;
  }
  return undefined;
}

/**
 * The same; without one it says what is left out, in the words that the gate looks for (.ci/gate.mjs), and ends the
 * process as if all were well.
 */
export async function pythonOrLeaveOut(what: string): Promise<string> {
  const python = await findPython();
  if (python !== undefined) return python;
  console.log(`Left out: ${what}, which needs Python 3.11 or later with its venv module.`);
  process.exit(0);
}

/**
 * Makes, once for each content of the file of pins, an environment under `.venv/` with all of them in it.
 * @returns the directory of its programs
 * @throws what pip says when it cannot install
 */
export async function pythonPrograms(python: string, { name, requirements }: Pinned): Promise<string> {
  const pins = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const directory = join(root, '.venv', `${name}-${pins}`);
  const complete = join(directory, 'complete');
  if (!existsSync(complete)) {
    // What an interrupted run left behind is not to be trusted.
    await rm(directory, { recursive: true, force: true });
    await run(python, ['-m', 'venv', directory]);
    const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', requirements];
    await run(join(directory, 'bin', 'python'), install);
    await writeFile(complete, '');
  }
  return join(directory, 'bin');
}
