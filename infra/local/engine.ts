import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { type DataDirectory, writeDurably } from './data-directory.ts';
import { hiddenHost } from './engine-door.ts';
import { indexStreamRecords } from './engine-index.ts';
import { freePort } from './free-port.ts';
import { identify, readIdentity, stillRuns } from './process-identity.ts';
import { StartProblem } from './start-problem.ts';

/** A running database engine of our own. */
export interface Engine {
  /** Known to the cloud's own parts alone: everybody else comes by its door. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

const START_ATTEMPTS = 3;
const START_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 1_000;
/** After a start that failed. */
const AGAIN_MS = 2_000;
const DATABASE = 'dynamodb.sqlite';
const PID_FILE = 'dynamodb.pid';

/**
 * The engine's program for this platform.
 * @throws StartProblem where there is none
 */
function engineProgram(): string {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    throw new StartProblem(
      `There is no embedded database for ${process.platform}-${process.arch}. Start DynamoDB Local (a download for ` +
        'Java, or the image amazon/dynamodb-local) and set DYNAMODB_ENDPOINT to it, such as http://127.0.0.1:8000.',
    );
  }
}

async function exited(child: ChildProcess, limitMs: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return true;
  const ended = once(child, 'exit').then(() => true);
  return Promise.race([ended, pause(limitMs, false, { ref: false })]);
}

/** Ends an engine that outlived an earlier cloud on this directory; a foreign process is never touched. */
async function endStaleEngine(data: DataDirectory): Promise<void> {
  const left = await readIdentity(data.file(PID_FILE));
  if (!left || !stillRuns(left)) return;
  const command = await readFile(`/proc/${left.pid}/cmdline`, 'utf8').catch(() => '');
  if (!command.split('\0').includes(data.file(DATABASE))) return;
  process.kill(left.pid, 'SIGKILL');
  while (stillRuns(left)) await pause(5);
}

/**
 * Starts a shell that kills the engine when this process is gone, even by `kill -9`: the shell reads from a pipe whose
 * other end only this process holds. Shell and engine have process groups of their own, so that Ctrl-C ends neither.
 */
function guard(engine: ChildProcess): ChildProcess {
  const watch = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0"', String(engine.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watch.unref();
  return watch;
}

async function listening(child: ChildProcess, watch: ChildProcess): Promise<boolean> {
  const lines: string[] = [];
  const ready = new Promise<boolean>((done) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      lines.push(chunk.toString());
      if (lines.join('').includes('listening on')) done(true);
    });
  });
  const dead = once(child, 'exit').then(() => false);
  const isUp = await Promise.race([ready, dead, pause(START_LIMIT_MS, false, { ref: false })]);
  if (!isUp && !/address.*in use/i.test(lines.join(''))) {
    child.kill('SIGKILL');
    watch.kill('SIGKILL');
    throw new StartProblem(
      `The database engine did not start: ${lines.join(' ').trim() || 'it said nothing'}`,
    );
  }
  return isUp;
}

/** An engine's process, with the one that watches over it. */
interface Running {
  readonly child: ChildProcess;
  readonly watch: ChildProcess;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Runs the engine at an address; undefined where that is taken.
 * @throws StartProblem where it does not start
 */
async function runAt({ host, port }: Address, data: DataDirectory): Promise<Running | undefined> {
  const program = engineProgram();
  const args = ['--host', host, '--port', String(port), '--db-path', data.file(DATABASE)];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  await once(child, 'spawn').catch((error: Error) => {
    throw new StartProblem(`The database engine ${program} cannot be run: ${error.message}`);
  });
  const watch = guard(child);
  await writeDurably(data.file(PID_FILE), JSON.stringify(identify(child.pid ?? 0)));
  if (await listening(child, watch)) return { child, watch };
  watch.kill('SIGKILL');
  return undefined;
}

async function end({ child, watch }: Running): Promise<void> {
  watch.kill('SIGKILL');
  child.kill('SIGTERM');
  if (!(await exited(child, STOP_LIMIT_MS))) child.kill('SIGKILL');
  await exited(child, STOP_LIMIT_MS);
}

async function run(data: DataDirectory, onError: (error: unknown) => void): Promise<Engine> {
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const address = { host: hiddenHost(), port: await freePort() };
    const running = await runAt(address, data);
    // Another process may have taken the port after it was found free.
    if (running !== undefined) return keptRunning(running, address, data, onError);
  }
  throw new StartProblem('The database engine found no free port.');
}

/** An engine that ends by itself is started again, on the same data and at the same address, until it is told to stop. */
function keptRunning(
  first: Running,
  address: Address,
  data: DataDirectory,
  onError: (error: unknown) => void,
): Engine {
  let running = first;
  let isStopped = false;
  let starting: Promise<void> | undefined;
  const startAgain = async () => {
    // It would kill whatever process gets the number of the one that is gone.
    running.watch.kill('SIGKILL');
    onError('The database engine ended by itself; it is started again on the same data.');
    while (!isStopped) {
      const again = await runAt(address, data).catch((error: Error) => void onError(error.message));
      if (again !== undefined) {
        running = again;
        return watchOver();
      }
      await pause(AGAIN_MS);
    }
  };
  const watchOver = () => {
    running.child.once('exit', () => {
      if (!isStopped) starting = startAgain();
    });
  };
  watchOver();
  return {
    endpoint: `http://${address.host}:${address.port}`,
    async stop() {
      isStopped = true;
      await starting;
      await end(running);
    },
  };
}

/**
 * Starts the embedded database on its file in the data directory. It writes each commit through to the disk,
 * so what was acknowledged survives any crash.
 * @throws StartProblem where the engine is missing or does not start
 */
export async function startEngine(
  data: DataDirectory,
  onError: (error: unknown) => void = console.error,
): Promise<Engine> {
  await endStaleEngine(data);
  const file = data.file(DATABASE);
  if (!existsSync(file)) await (await run(data, onError)).stop();
  await indexStreamRecords(file);
  return run(data, onError);
}
