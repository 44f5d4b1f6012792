import type { WorkQueue } from '../work-queue.ts';
import type { Queue, Received } from './queue.ts';
import { toFunction } from './received-message.ts';

/** A queue whose messages a function works off. */
export interface EventSourceSpec {
  readonly queue: string;
  readonly functionName: string;
  readonly batchSize: number;
  /** Whether the function says in `batchItemFailures` which messages it could not work off. */
  readonly reportBatchItemFailures: boolean;
}

export interface EventSourceTools {
  readonly queue: Queue;
  readonly queueArn: string;
  readonly work: WorkQueue;
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/** @returns the messages that the answer calls failed: none, some or, where it makes no sense, all of them */
function failedIn(answer: unknown, batch: readonly Received[]): ReadonlySet<unknown> {
  const all = new Set(batch.map(({ message }) => message.id));
  if (answer === undefined || answer === null) return new Set();
  if (typeof answer !== 'object') return all;
  const { batchItemFailures = [] } = answer as { batchItemFailures?: unknown };
  if (batchItemFailures === null) return new Set();
  if (!Array.isArray(batchItemFailures)) return all;
  const failed = batchItemFailures.map((item: { itemIdentifier?: unknown } | null) => item?.itemIdentifier);
  return failed.every((id) => typeof id === 'string' && all.has(id)) ? new Set(failed) : all;
}

/**
 * Feeds a function from a queue, one batch after the other. What it does not work off stays hidden until its
 * visibility timeout ends and comes again, as on AWS.
 * @returns what ends it
 */
export function startEventSource(spec: EventSourceSpec, tools: EventSourceTools): () => void {
  const { queue, queueArn, work, invoke, onError } = tools;
  let isPlanned = false;

  const deliver = async () => {
    isPlanned = false;
    const batch = queue.receive(spec.batchSize);
    if (queue.counts.visible > 0) plan();
    if (batch.length === 0) return;
    try {
      const event = { Records: batch.map((received) => toFunction(received, queueArn)) };
      const answer = await invoke(spec.functionName, event);
      const failed = spec.reportBatchItemFailures ? failedIn(answer, batch) : new Set();
      for (const { message, handle } of batch) if (!failed.has(message.id)) queue.delete(handle);
    } catch (error) {
      onError(error);
    }
  };
  const plan = () => {
    if (isPlanned) return;
    isPlanned = true;
    work.add(deliver);
  };
  return queue.onArrival(plan);
}
