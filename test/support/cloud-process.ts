import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readIdentity } from '../../infra/local/process-identity.ts';
import { REPOSITORY } from '../../infra/product.ts';

/** The local cloud as `npm start` runs it: a process (and group) of its own. */
export interface CloudProcess {
  readonly pid: number;
  /** Where it serves; rejects with what it said when it ends before that. */
  readonly url: Promise<string>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Everything it has said so far. */
  said(): { readonly out: string; readonly error: string };
  /** Sends a signal to the process alone. */
  signal(name: NodeJS.Signals): void;
  /** Ends it with all of its group, as nothing can defend itself against. */
  killAll(): Promise<void>;
}

const ENDS_WITHIN_MS = 5_000;

function collect(child: ChildProcess, stream: 'stdout' | 'stderr'): () => string {
  let text = '';
  child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

/**
 * Starts it with those environment variables; the port is a free one unless they name it. `program` says where it runs in
 * the same words as `npm start`.
 */
export function startCloudProcess(
  environment: Readonly<Record<string, string>>,
  program = 'infra/local/start.ts',
): CloudProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: REPOSITORY,
    env: { ...process.env, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the local cloud could not be started');
  const [out, error] = [collect(child, 'stdout'), collect(child, 'stderr')];
  const ended = once(child, 'close').then(([code, signal]: (number | string)[]) => code ?? signal ?? '');
  const url = new Promise<string>((found, failed) => {
    child.stdout?.on('data', () => {
      const [, address] = /runs at (http:\S+)/.exec(out()) ?? [];
      if (address !== undefined) found(address);
    });
    ended.then((how) => failed(new Error(`the local cloud ended (${how}): ${out()}${error()}`)));
  });
  // Whoever expects it to fail looks at `ended` alone.
  url.catch(() => {});
  return {
    pid,
    url,
    ended,
    said: () => ({ out: out(), error: error() }),
    signal: (name) => void process.kill(pid, name),
    async killAll() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      process.kill(-pid, 'SIGKILL');
      await Promise.race([ended, pause(ENDS_WITHIN_MS)]);
    },
  };
}

/** Kills the engine of the cloud on that data directory. It ends by itself when its cloud is gone, and may have been quicker. */
export async function killEngine(dataDir: string): Promise<void> {
  const engine = await readIdentity(join(dataDir, 'dynamodb.pid'));
  if (engine === undefined) return;
  try {
    process.kill(engine.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
