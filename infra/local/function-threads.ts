/** Runs functions in threads beside the gateway, as Lambda runs each in a process of its own. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from '../manifest.ts';
import type { LocalClock } from './clock.ts';
import {
  bundleOf,
  contextOf,
  environmentOf,
  type FunctionHost,
  type FunctionHostOptions,
  inTime,
  loadFunctions,
  timeOf,
} from './lambda.ts';
import type { Service } from './services.ts';

/** The threads have a lower priority than the gateway, so that clients are answered first on a busy machine. */
const NICENESS = 5;
const THREAD = new URL('./function-thread.mjs', import.meta.url);

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly stack?: string };
}

interface Waiting {
  readonly answered: (reply: Reply) => void;
  readonly lost: (error: Error) => void;
}

export interface FunctionThreadOptions extends FunctionHostOptions {
  readonly clock: Pick<LocalClock, 'now' | 'stands'>;
}

const byName = (manifest: readonly FunctionSpec[]) => {
  const specs = new Map(manifest.map((spec) => [spec.name, spec]));
  return (name: string): FunctionSpec => {
    const spec = specs.get(name);
    if (spec === undefined) throw new Error(`the manifest has no function ${name}`);
    return spec;
  };
};

/**
 * Runs the functions of a manifest in one thread of their own. A thread that dies fails what it was at, and the next
 * invocation starts another.
 * @throws StartProblem for a missing bundle
 */
export async function startFunctionThread(options: FunctionThreadOptions): Promise<FunctionHost & Service> {
  const { manifest, clock } = options;
  const specOf = byName(manifest);
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let stopped = false;
  let thread: Promise<Worker> | undefined;

  const running = (): Promise<Worker> => {
    thread ??= begin(options, waiting, () => {
      thread = undefined;
    });
    return thread;
  };
  const ask = async (spec: FunctionSpec, event: unknown): Promise<unknown> => {
    const worker = await running();
    count += 1;
    const id = count;
    const context = { ...contextOf(spec), timeoutMs: timeOf(spec) };
    const reply = await new Promise<Reply>((answered, lost) => {
      waiting.set(id, { answered, lost });
      worker.postMessage({ id, name: spec.name, event, context, now: clock.now(), stands: clock.stands });
    });
    if (reply.error === undefined) return reply.result;
    throw Object.assign(new Error(reply.error.message), reply.error);
  };

  await running();
  return {
    async invoke(name, event) {
      const spec = specOf(name);
      if (stopped) throw new Error(`${name} is called after the cloud was stopped`);
      return inTime(spec, ask(spec, event));
    },
    async stop() {
      stopped = true;
      await (await thread)?.terminate();
    },
  };
}

async function begin(
  options: FunctionThreadOptions,
  waiting: Map<number, Waiting>,
  ended: () => void,
): Promise<Worker> {
  const functions = options.manifest.map((spec) => ({
    name: spec.name,
    url: bundleOf(spec, options),
    environment: environmentOf(spec, options),
  }));
  const worker = new Worker(THREAD, {
    workerData: { functions, aws: options.aws, niceness: NICENESS },
    env: { ...options.aws },
    // No loader: everything in the thread is JavaScript already.
    execArgv: [],
  });
  let fault: Error = new Error('the thread of the functions ended');
  worker.on('error', (error) => {
    fault = error as Error;
  });
  worker.on('exit', () => {
    ended();
    for (const { lost } of waiting.values()) lost(fault);
    waiting.clear();
  });
  const failed = once(worker, 'exit').then(() => Promise.reject(fault));
  await Promise.race([once(worker, 'message'), failed]);
  worker.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.answered(reply);
    waiting.delete(reply.id);
  });
  return worker;
}

/** The table's changes call the functions of one thread, timers and workflows those of the other. */
const threadOf = ({ trigger }: FunctionSpec): 'api' | 'effects' | 'commands' => {
  if (trigger.kind === 'api') return 'api';
  return trigger.kind === 'stream' || trigger.kind === 'queue' ? 'effects' : 'commands';
};

/** Loads the functions that clients wait for into this thread, and all others into two more. */
export async function loadInThreads(options: FunctionThreadOptions): Promise<FunctionHost & Service> {
  const { manifest } = options;
  const specOf = byName(manifest);
  const of = (thread: ReturnType<typeof threadOf>) => ({
    ...options,
    manifest: manifest.filter((spec) => threadOf(spec) === thread),
  });
  const [api, effects, commands] = await Promise.all([
    loadFunctions(of('api')),
    startFunctionThread(of('effects')),
    startFunctionThread(of('commands')),
  ]);
  const hosts = { api, effects, commands };
  return {
    invoke: async (name, event) => hosts[threadOf(specOf(name))].invoke(name, event),
    async stop() {
      await Promise.all([effects.stop(), commands.stop()]);
    },
  };
}
