/** A local cloud whose workers are the sources themselves, behind something that may disturb each delivery. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FunctionSpec, manifest } from '../../infra/manifest.ts';
import { runAs } from './watched-functions.ts';

export type Handler = (event: never, context?: unknown) => Promise<unknown>;
/** Hands an event of the platform to a function, or to none, or several times. */
export type Deliver = (name: string, event: unknown, handler: Handler) => Promise<unknown>;

export const WORKERS = ['outbox', 'breach', 'escalate', 'appeal-steps', 'mailer', 'reconcile'] as const;
export type Worker = (typeof WORKERS)[number];

const SOURCES: { readonly [W in Worker]: () => Promise<{ readonly handler: unknown }> } = {
  outbox: () => import('../../functions/outbox/handler.ts'),
  breach: () => import('../../functions/breach/handler.ts'),
  escalate: () => import('../../functions/escalate/handler.ts'),
  'appeal-steps': () => import('../../functions/appeal-steps/handler.ts'),
  mailer: () => import('../../functions/mailer/handler.ts'),
  reconcile: () => import('../../functions/reconcile/handler.ts'),
};

const LOADER = 'shoujie.test.functions';

/** The handler of a worker, as its source exports it; its module must find its environment. Nothing is known of an invocation unless it is given. */
export async function workerOf(name: Worker): Promise<Handler> {
  const handler = (await SOURCES[name]()).handler as Handler;
  return (event, context = {}) => runAs(name, () => handler(event, context));
}

/** What `startLocalCloud` needs to run the workers through `deliver`; nothing else runs. */
export async function injected(
  deliver: Deliver,
): Promise<{ readonly manifest: readonly FunctionSpec[]; readonly bundleDirectory: string }> {
  const bundleDirectory = await mkdtemp(join(tmpdir(), 'shoujie-injected-'));
  for (const name of WORKERS) {
    await mkdir(join(bundleDirectory, name));
    await writeFile(
      join(bundleDirectory, name, 'handler.mjs'),
      // What fails on purpose need not be logged.
      `process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
export const handler = await globalThis[Symbol.for('${LOADER}')]('${name}');\n`,
    );
  }
  Reflect.set(globalThis, Symbol.for(LOADER), async (name: Worker) => {
    const handler = await workerOf(name);
    return (event: unknown, context: unknown) =>
      deliver(name, event, (delivered, instead = context) => handler(delivered, instead));
  });
  return { manifest: manifest.filter(({ name }) => WORKERS.some((each) => each === name)), bundleDirectory };
}
