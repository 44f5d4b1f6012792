import { LOCAL_ACCOUNT } from '../aws-environment.ts';
import { jsonApi } from '../aws-operation.ts';
import { startAwsServer } from '../aws-protocol.ts';
import type { LocalClock } from '../clock.ts';
import type { Service } from '../services.ts';
import { StartProblem } from '../start-problem.ts';
import { WorkQueue } from '../work-queue.ts';
import { type EventSourceSpec, startEventSource } from './event-source.ts';
import { operationsOn } from './operations.ts';
import { Queue, type QueueSpec } from './queue.ts';
import { queueArn } from './queue-attributes.ts';

export interface QueuesOptions {
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  /** Calls a function and gives what it returns; a failure is what it throws. */
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  readonly queues: readonly QueueSpec[];
  readonly eventSources?: readonly EventSourceSpec[];
  readonly onError: (error: unknown) => void;
  /** A free one unless given. */
  readonly port?: number;
  /** How many batches may be worked on side by side, of all queues; one after the other unless given. */
  readonly atOnce?: number;
}

export interface LocalQueues extends Service {
  readonly endpoint: string;
  /** URLs and ARNs of the queues, by name. */
  readonly urls: Readonly<Record<string, string>>;
  readonly arns: Readonly<Record<string, string>>;
  /** Puts a message into the queue with that ARN, as other services do with what they could not deliver. */
  send(arn: string, body: string, attributes: Readonly<Record<string, string>>): void;
  settle(): Promise<boolean>;
  stop(): Promise<void>;
}

const QUEUE_NAME = /^[\w-]{1,80}$/;

function openQueues({ queues: specs, clock }: QueuesOptions): ReadonlyMap<string, Queue> {
  const queues = new Map<string, Queue>();
  for (const spec of specs) {
    const { name, deadLetter } = spec;
    if (!QUEUE_NAME.test(name)) throw new StartProblem(`${name} is no name of a standard queue.`);
    if (deadLetter && !specs.some((other) => other.name === deadLetter.queue)) {
      throw new StartProblem(`The queue ${name} has its dead letters in ${deadLetter.queue}, which is none.`);
    }
    queues.set(name, new Queue(spec, clock, () => queues.get(deadLetter?.queue ?? '')));
  }
  return queues;
}

/** Long polls last in real time, since a client waits for them; all of them end with the service. */
function longPolls() {
  const waiting = new Set<() => void>();
  return {
    arrival: (queue: Queue, seconds: number) =>
      new Promise<void>((done) => {
        const end = () => {
          clearTimeout(limit);
          quit();
          waiting.delete(end);
          done();
        };
        const limit = setTimeout(end, seconds * 1_000);
        const quit = queue.onArrival(end);
        waiting.add(end);
      }),
    endAll() {
      for (const end of waiting) end();
    },
  };
}

/**
 * Starts SQS with these standard queues, and the functions that work them off. Delays and visibility timeouts
 * follow the clock. Nothing is kept over a restart.
 * @throws StartProblem when what was given makes no sense, or the port cannot be had
 */
export async function startQueues(options: QueuesOptions): Promise<LocalQueues> {
  const { onError, invoke } = options;
  const queues = openQueues(options);
  const work = new WorkQueue(onError, options.atOnce);
  const sources = (options.eventSources ?? []).map((spec) => {
    const queue = queues.get(spec.queue);
    if (!queue)
      throw new StartProblem(`${spec.functionName} is to work off ${spec.queue}, which is no queue.`);
    return startEventSource(spec, { queue, queueArn: queueArn(spec.queue), work, invoke, onError });
  });
  const polls = longPolls();
  let endpoint = '';
  const urlOf = (name: string) => `${endpoint}/${LOCAL_ACCOUNT}/${name}`;
  const server = await startAwsServer({
    service: 'SQS',
    api: jsonApi('AmazonSQS', operationsOn({ queues, urlOf, arrival: polls.arrival })),
    contentType: 'application/x-amz-json-1.0',
    port: options.port,
    onError,
  });
  endpoint = server.endpoint;
  const names = [...queues.keys()];
  return {
    endpoint,
    urls: Object.fromEntries(names.map((name) => [name, urlOf(name)])),
    arns: Object.fromEntries(names.map((name) => [name, queueArn(name)])),
    send(arn, body, attributes) {
      const queue = queues.get(arn.split(':').at(-1) ?? '');
      if (!queue) throw new Error(`there is no queue ${arn}`);
      const texts = Object.entries(attributes).map(([name, text]) => [
        name,
        { DataType: 'String', StringValue: text },
      ]);
      queue.send(body, Object.fromEntries(texts));
    },
    settle: () => work.settle(),
    async stop() {
      for (const end of sources) end();
      polls.endAll();
      await work.stop();
      for (const queue of queues.values()) queue.purge();
      await server.stop();
    },
  };
}
