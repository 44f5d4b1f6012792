/** Every call that a function makes to AWS, counted in the SDK's middleware stack, where it can be made to fail. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Crash } from './observed-table.ts';

/** A call on its way: its name, such as `PutItemCommand`, and what it says. */
export interface AwsCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What is done about the calls of one invocation. */
export interface Watch {
  /** Whether the process dies before this call, after it, or not at all; `lost`: the call never arrives. */
  meets(call: AwsCall): 'before' | 'after' | 'lost' | undefined;
  /** The answer as the function gets it. */
  answers?(call: AwsCall, output: Record<string, unknown>): Record<string, unknown>;
}

interface Invocation {
  readonly watch: Watch;
  isDead: boolean;
}

type Next = (args: { input: Readonly<Record<string, unknown>> }) => Promise<{ output: object }>;
interface Client {
  readonly middlewareStack: {
    add(step: (next: Next, context: { commandName?: string }) => Next, options: object): void;
  };
}
type Send = (this: Client, ...args: unknown[]) => unknown;

const CLIENTS = [DynamoDBDocumentClient, S3Client, SchedulerClient, SFNClient, SQSClient, SESv2Client];
const invocations = new AsyncLocalStorage<Invocation>();
const watched = new WeakSet<Client>();

const step =
  (next: Next, { commandName = '' }: { commandName?: string }): Next =>
  async (args) => {
    const invocation = invocations.getStore();
    if (invocation === undefined) return next(args);
    // The process is gone: nothing that it still meant to do happens.
    if (invocation.isDead) throw new Crash('gone already');
    const call = { name: commandName, input: args.input };
    const fate = invocation.watch.meets(call);
    if (fate === 'lost') return { output: {} };
    invocation.isDead ||= fate === 'before';
    if (fate === 'before') throw new Crash(`before ${commandName}`);
    const result = await next(args).catch((error: unknown) => {
      // A process that dies after a call does not live to see that it failed either.
      if (fate !== 'after') throw error;
      return { output: {} };
    });
    invocation.isDead ||= fate === 'after';
    if (fate === 'after') throw new Crash(`after ${commandName}`);
    const { answers } = invocation.watch;
    return answers ? { ...result, output: answers(call, { ...result.output }) } : result;
  };

/** Has every client that is used from now on ask the invocation that it works for about each call. */
export function watchAwsCalls(): void {
  for (const { prototype } of CLIENTS) {
    const send = Reflect.get(prototype, 'send') as Send;
    const watchedSend: Send = function (...args) {
      if (!watched.has(this)) {
        watched.add(this);
        this.middlewareStack.add(step, { step: 'initialize', name: 'watched', priority: 'high' });
      }
      return send.apply(this, args);
    };
    Reflect.set(prototype, 'send', watchedSend);
  }
}

/**
 * Runs a function as one invocation whose calls are watched.
 * @throws Crash when the process died in it, whatever the function made of that
 */
export async function invoked<T>(watch: Watch, run: () => Promise<T>): Promise<T> {
  const invocation: Invocation = { watch, isDead: false };
  try {
    return await invocations.run(invocation, run);
  } finally {
    // biome-ignore lint/correctness/noUnsafeFinally: a dead process gives no answer, not even an error
    if (invocation.isDead) throw new Crash('the process is gone');
  }
}

/** An effect that dies at its nth call, before it or after; gives whether it came so far. */
export async function dying(
  when: 'before' | 'after',
  nth: number,
  effect: () => Promise<unknown>,
): Promise<boolean> {
  let calls = 0;
  const watch: Watch = {
    meets: () => {
      calls += 1;
      return calls === nth ? when : undefined;
    },
  };
  try {
    await invoked(watch, effect);
    return false;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return true;
  }
}
