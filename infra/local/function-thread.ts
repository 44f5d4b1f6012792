import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
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
} from './lambda.ts';
import type { Service } from './services.ts';

/** Answers to clients go first: what follows from them gives way where the processor is short. */
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

/**
 * Runs the functions of a manifest in a thread of their own, as Lambda runs each in a process of its own: the gateway
 * answers while they work. A thread that dies fails what it was at, and the next invocation starts another.
 * @throws StartProblem for a missing bundle
 */
export async function startFunctionThread(options: FunctionThreadOptions): Promise<FunctionHost & Service> {
  const specs = new Map(options.manifest.map((spec) => [spec.name, spec]));
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
    const { clock } = options;
    const context = { ...contextOf(spec), timeoutMs: spec.timeoutSeconds * 1000 };
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
      const spec = specs.get(name);
      if (spec === undefined) throw new Error(`the thread has no function ${name}`);
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
    url: pathToFileURL(bundleOf(spec, options)).href,
    environment: environmentOf(spec, options),
  }));
  const worker = new Worker(THREAD, {
    workerData: { functions, aws: options.aws, niceness: NICENESS },
    env: { ...options.aws },
    // No loader: everything in it is JavaScript already.
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
  await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(() => {
      throw fault;
    }),
  ]);
  worker.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.answered(reply);
    waiting.delete(reply.id);
  });
  return worker;
}
