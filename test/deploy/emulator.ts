import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../infra/local/free-port.ts';
import { type EmulatorSettings, emulatorEnvironment, READY_PATH } from './emulator-differences.ts';

const READY_WITHIN_MS = 30_000;
const ENDS_WITHIN_MS = 3_000;
const LOG_TAIL_LINES = 60;

export interface Emulator {
  readonly endpoint: string;
  /** The last lines that it wrote. */
  logTail(): Promise<string>;
  /** Ends it and every process that it started; harmless when it has ended already. */
  end(): Promise<void>;
}

/**
 * Starts a fresh emulator on a free loopback port; it keeps everything in memory.
 * @param programs the directory with the `ministack` program
 * @param scratch a directory of this run, which also receives its log
 * @throws when it ends or says nothing within 30 s
 */
export async function startEmulator(
  programs: string,
  scratch: string,
  settings: Omit<EmulatorSettings, 'port'>,
): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const logFile = join(scratch, 'emulator.log');
  const log = openSync(logFile, 'w');
  const child = spawn(join(programs, 'ministack'), [], {
    cwd: scratch,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: scratch,
      TMPDIR: scratch,
      ...emulatorEnvironment({ port, ...settings }),
    },
    stdio: ['ignore', log, log],
    // A process group of its own, so that the functions' processes end with it.
    detached: true,
  });
  closeSync(log);
  const emulator: Emulator = {
    endpoint,
    logTail: async () => (await readFile(logFile, 'utf8')).split('\n').slice(-LOG_TAIL_LINES).join('\n'),
    end: () => endGroup(child),
  };
  try {
    await ready(child, endpoint);
  } catch (error) {
    await emulator.end();
    throw new Error(`${String(error)}\n${await emulator.logTail()}`);
  }
  return emulator;
}

async function ready(child: ChildProcess, endpoint: string): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  for (const limit = Date.now() + READY_WITHIN_MS; Date.now() < limit; await sleep(100)) {
    if (failure !== undefined) throw failure;
    if (hasEnded(child)) throw new Error('The emulator ended while it was starting.');
    const up = await fetch(endpoint + READY_PATH).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
  }
  throw new Error(`The emulator did not answer within ${READY_WITHIN_MS} ms.`);
}

async function endGroup(child: ChildProcess): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (child.pid === undefined || hasEnded(child)) return;
    const ended = new Promise((done) => child.once('exit', done));
    process.kill(-child.pid, signal);
    await Promise.race([ended, sleep(ENDS_WITHIN_MS, undefined, { ref: false })]);
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
