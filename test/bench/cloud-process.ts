import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { REPOSITORY } from '../../infra/product.ts';

/** A local cloud in a process of its own, and where its parts are. */
export interface CloudProcess {
  readonly url: string;
  readonly dynamodbEndpoint: string;
  readonly tableName: string;
  /** A bearer token for a person of the demo organisation. */
  tokenFor(person: string): Promise<string>;
  /** Processor time that it and its database engine have taken since their start. */
  busySeconds(): Promise<number>;
  stop(): Promise<void>;
}

interface Overview {
  readonly aws: { readonly table: string };
}

const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 5_000;

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  const address = new Promise<string>((found) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /runs at (http:\S+)/.exec(said)?.[1];
      if (url !== undefined) found(url);
    });
  });
  const ended = once(child, 'exit').then(() => undefined);
  const limit = pause(START_LIMIT_MS, undefined, { ref: false });
  const url = await Promise.race([address, ended, limit]);
  if (url !== undefined) return url;
  child.kill('SIGKILL');
  throw new Error(`the local cloud did not start: ${said.trim() || 'it said nothing'}`);
}

/** What Linux counts processor time in. */
const TICKS_A_SECOND = 100;

/** User and system time of a process; they follow its name, which is in brackets. */
async function busyTicks(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Where the engine of a data folder listens, past its door, which no figure is to measure. */
async function engineOf(dataDir: string): Promise<{ readonly pid: number; readonly endpoint: string }> {
  const { pid } = JSON.parse(await readFile(join(dataDir, 'dynamodb.pid'), 'utf8')) as { pid: number };
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  const after = (name: string) => words[words.indexOf(name) + 1] ?? '';
  return { pid, endpoint: `http://${after('--host')}:${after('--port')}` };
}

/** Starts what `npm start` starts, on that directory and a free port; its clock stands at `now`, where one is given. */
export async function startCloudProcess(dataDir: string, now?: string): Promise<CloudProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/local/start.ts'], {
    cwd: REPOSITORY,
    // As a child of npm it ends when whoever started it is gone, and so leaves nothing behind.
    env: {
      ...process.env,
      ...(now === undefined ? {} : { LOCAL_NOW: now }),
      PORT: '0',
      DATA_DIR: dataDir,
      npm_lifecycle_event: 'start',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  const { aws } = (await (await fetch(`${url}/_local`)).json()) as Overview;
  return {
    url,
    dynamodbEndpoint: (await engineOf(dataDir)).endpoint,
    tableName: aws.table,
    async tokenFor(person) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ person });
      const response = await fetch(`${url}/_local/tokens`, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`no token for ${person}: ${await response.text()}`);
      return ((await response.json()) as { token: string }).token;
    },
    async busySeconds() {
      const engine = await engineOf(dataDir);
      const times = await Promise.all([child.pid ?? 0, engine.pid].map(busyTicks));
      return times.reduce((sum, ticks) => sum + ticks, 0) / TICKS_A_SECOND;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(force);
    },
  };
}
