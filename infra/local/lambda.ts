import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EnvironmentName, FunctionSpec } from '../manifest.ts';
import { type Environment, LOCAL_ACCOUNT, LOCAL_REGION, withEnvironment } from './aws-environment.ts';
import { StartProblem } from './start-problem.ts';

type Handler = (event: unknown, context: unknown) => unknown;

/** A function did not answer within the time that the manifest gives it. */
export class FunctionTimeout extends Error {
  override readonly name = 'FunctionTimeout';
}

/** The functions of the manifest, loaded from their bundles into this process. */
export interface FunctionHost {
  /**
   * Calls a function as Lambda would.
   * @throws FunctionTimeout, or whatever the handler throws
   */
  invoke(name: string, event: unknown): Promise<unknown>;
}

export interface FunctionHostOptions {
  readonly manifest: readonly FunctionSpec[];
  readonly bundleDirectory: string;
  /** What the platform fills in, by name; each function sees only the names in its manifest entry. */
  readonly variables: Readonly<Record<EnvironmentName, string>>;
  readonly aws: Environment;
}

interface Loaded {
  readonly handler: Handler;
  readonly spec: FunctionSpec;
}

/** A later cloud in the same process (a test's restart) gets modules of its own, with its own environment. */
let generation = 0;

/** The environment in which the platform starts a function. */
export function environmentOf(spec: FunctionSpec, { aws, variables }: FunctionHostOptions): Environment {
  return {
    ...aws,
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMiB),
    ...Object.fromEntries(spec.environment.map((name) => [name, variables[name]])),
  };
}

/**
 * The file of a function's bundle.
 * @throws StartProblem where it is missing
 */
export function bundleOf({ name }: FunctionSpec, { bundleDirectory }: FunctionHostOptions): string {
  const file = join(bundleDirectory, name, 'handler.mjs');
  if (!existsSync(file)) throw new StartProblem(`The function ${name} is not bundled: ${file} is missing.`);
  return file;
}

async function load(spec: FunctionSpec, options: FunctionHostOptions, suffix: string): Promise<Loaded> {
  const file = bundleOf(spec, options);
  const module: { handler?: unknown } = await withEnvironment(
    environmentOf(spec, options),
    () => import(/* @vite-ignore */ `${pathToFileURL(file).href}${suffix}`),
  );
  const { handler } = module;
  if (typeof handler !== 'function') throw new StartProblem(`The function ${spec.name} exports no handler.`);
  return { handler: handler as Handler, spec };
}

/** What every invocation of a function is told of it. */
export function contextOf({ name, memoryMiB }: FunctionSpec) {
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${name}`,
    memoryLimitInMB: String(memoryMiB),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
  };
}

function contextFor(spec: FunctionSpec) {
  const deadline = performance.now() + spec.timeoutSeconds * 1000;
  return {
    ...contextOf(spec),
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

/**
 * Loads every function of the manifest, one after the other: while a module is imported the process has
 * that function's environment.
 * @throws StartProblem for a missing bundle or handler
 */
export async function loadFunctions(options: FunctionHostOptions): Promise<FunctionHost> {
  const suffix = generation === 0 ? '' : `?cloud=${generation}`;
  generation += 1;
  const functions = new Map<string, Loaded>();
  for (const spec of options.manifest) functions.set(spec.name, await load(spec, options, suffix));

  return {
    async invoke(name, event) {
      const loaded = functions.get(name);
      if (!loaded) throw new Error(`the manifest has no function ${name}`);
      const { handler, spec } = loaded;
      // A handler that is no async function may throw before it gives a promise.
      return inTime(spec, (async () => handler(event, contextFor(spec)))());
    },
  };
}

/**
 * What a function answers, if it does so within the time that the manifest gives it.
 * @throws FunctionTimeout
 */
export async function inTime<T>({ name, timeoutSeconds }: FunctionSpec, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, failed) => {
    timer = setTimeout(
      () => failed(new FunctionTimeout(`${name} did not answer in ${timeoutSeconds} s`)),
      timeoutSeconds * 1000,
    );
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
