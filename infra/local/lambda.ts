import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EnvironmentName, FunctionSpec } from '../manifest.ts';
import { type SecretVariable, secretVariable } from '../secrets.ts';
import { type Environment, localArn, PATIENCE, withEnvironment } from './aws-environment.ts';
import { StartProblem } from './start-problem.ts';

type Handler = (event: unknown, context: unknown) => unknown;

/** A function did not answer within its time. */
export class FunctionTimeout extends Error {
  override readonly name = 'FunctionTimeout';
}

/** The functions of a manifest, ready to be called. */
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
  readonly variables: Readonly<Record<EnvironmentName | SecretVariable, string>>;
  readonly aws: Environment;
}

/** The environment in which the platform starts a function. */
export function environmentOf(spec: FunctionSpec, { aws, variables }: FunctionHostOptions): Environment {
  return {
    ...aws,
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMiB),
    ...Object.fromEntries(
      [...spec.environment, ...(spec.secrets ?? []).map(secretVariable)].map((name) => [
        name,
        variables[name],
      ]),
    ),
  };
}

/**
 * Where a function's bundle is, as a URL to import.
 * @throws StartProblem where it is missing
 */
export function bundleOf({ name }: FunctionSpec, { bundleDirectory }: FunctionHostOptions): string {
  const file = join(bundleDirectory, name, 'handler.mjs');
  if (!existsSync(file)) throw new StartProblem(`The function ${name} is not bundled: ${file} is missing.`);
  return pathToFileURL(file).href;
}

/** What every invocation of a function is told of it. */
export function contextOf({ name, memoryMiB }: FunctionSpec) {
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: localArn('lambda', `function:${name}`),
    memoryLimitInMB: String(memoryMiB),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
  };
}

/** How long a function has here, in milliseconds. */
export const timeOf = ({ timeoutSeconds }: FunctionSpec): number => timeoutSeconds * PATIENCE * 1000;

function contextFor(spec: FunctionSpec) {
  const deadline = performance.now() + timeOf(spec);
  return {
    ...contextOf(spec),
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

/**
 * Loads every function of the manifest into this process, one after the other: while a module is imported the process
 * has that function's environment. Modules stay loaded: another cloud of this process needs a `bundleDirectory` of its own.
 * @throws StartProblem for a missing bundle or handler
 */
export async function loadFunctions(options: FunctionHostOptions): Promise<FunctionHost> {
  const functions = new Map<string, { readonly handler: Handler; readonly spec: FunctionSpec }>();
  for (const spec of options.manifest) {
    const url = bundleOf(spec, options);
    const load = (): Promise<{ handler?: unknown }> => import(/* @vite-ignore */ url);
    const { handler } = await withEnvironment(environmentOf(spec, options), load);
    if (typeof handler !== 'function') {
      throw new StartProblem(`The function ${spec.name} exports no handler.`);
    }
    functions.set(spec.name, { handler: handler as Handler, spec });
  }
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
 * What a function answers, if it does so within its time.
 * @throws FunctionTimeout
 */
export async function inTime<T>(spec: FunctionSpec, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, failed) => {
    const time = timeOf(spec);
    const giveUp = () => failed(new FunctionTimeout(`${spec.name} did not answer in ${time / 1000} s`));
    timer = setTimeout(giveUp, time);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Which items of a batch a function calls failed in `batchItemFailures`. As Lambda has it, an answer that makes no
 * sense, such as one that names an item that was not in the batch, means all of them.
 */
export function failedItems(answer: unknown, batch: readonly string[]): ReadonlySet<string> {
  if (answer === undefined || answer === null) return new Set();
  const named: unknown = Object(answer).batchItemFailures ?? [];
  if (typeof answer !== 'object' || !Array.isArray(named)) return new Set(batch);
  const ids = named.map((item) => Object(item).itemIdentifier);
  return ids.every((id) => batch.includes(id)) ? new Set(ids) : new Set(batch);
}
