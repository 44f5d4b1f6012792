/**
 * How what a dead letter asked for is done again, for each kind of them. Doing it twice changes nothing, so each of
 * them may be.
 */
import * as z from 'zod';

/** A message of a dead-letter queue. */
export interface DeadLetter {
  readonly body: string;
  /** What removes it from its queue. */
  readonly receipt: string;
}

/** Where a batch of the table's stream is that was given up. */
const batchForm = z.object({
  streamArn: z.string(),
  shardId: z.string(),
  startSequenceNumber: z.string(),
  endSequenceNumber: z.string(),
});
type StreamBatch = z.infer<typeof batchForm>;

/** A record of the table's stream, as functions are handed it. */
export interface StreamRecord {
  readonly dynamodb?: { readonly SequenceNumber?: string | undefined } | undefined;
}

/** What redriving needs of AWS. */
export interface Plant {
  /** Some of the messages of a queue, which nobody else gets meanwhile; none: it is empty. */
  receive(queueUrl: string): Promise<readonly DeadLetter[]>;
  remove(queueUrl: string, letter: DeadLetter): Promise<void>;
  send(queueUrl: string, body: string): Promise<void>;
  /** Calls a function and gives its answer. @throws what it throws */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /** The records of its shard from the first of a batch on, page by page, as long as the stream still has them. */
  records(batch: StreamBatch): AsyncIterable<readonly StreamRecord[]>;
}

/** What the stacks of a stage put out, by name. */
export type Outputs = Readonly<Record<string, string>>;

type Way = (plant: Plant, outputs: Outputs, body: string) => Promise<void>;

/** Lambda leaves what it was asked under `requestPayload`; Scheduler and SQS leave the very message. */
const destination = z.looseObject({ requestPayload: z.unknown() });
const failures = z.object({ batchItemFailures: z.array(z.unknown()) });

function named(outputs: Outputs, name: string): string {
  const found = outputs[name];
  if (found === undefined) throw new Error(`The stacks put out no ${name}.`);
  return found;
}

/** What the dead letter asked for. */
function payloadIn(body: string): unknown {
  const said: unknown = JSON.parse(body);
  const left = destination.safeParse(said);
  return left.success && left.data.requestPayload !== undefined ? left.data.requestPayload : said;
}

/** Calls the function that was called in vain. */
const calls =
  (output: string): Way =>
  async (plant, outputs, body) => {
    await plant.invoke(named(outputs, output), payloadIn(body));
  };

/** A timer of a clock names a sheet; that of a month names a site alone. */
const rings: Way = async (plant, outputs, body) => {
  const isOfClock = z.object({ sheet: z.string() }).safeParse(payloadIn(body)).success;
  await calls(isOfClock ? 'BreachFunction' : 'AssessFunction')(plant, outputs, body);
};

/** Puts the message back where it came from. */
const puts =
  (output: string): Way =>
  (plant, outputs, body) =>
    plant.send(named(outputs, output), body);

/** As many as the function is handed by the stream, which all of them together may be too many bytes for one call. */
const RECORDS_AT_ONCE = 100;

/**
 * The records from the first of a batch to its last. Others are among them where several batches of a shard were worked on
 * at once: which of them is not said, and making their effects twice changes nothing.
 */
async function recordsOf(plant: Plant, batch: StreamBatch): Promise<readonly StreamRecord[]> {
  const last = BigInt(batch.endSequenceNumber);
  const placeOf = ({ dynamodb }: StreamRecord) => BigInt(dynamodb?.SequenceNumber ?? 0);
  const found: StreamRecord[] = [];
  for await (const page of plant.records(batch)) {
    found.push(...page.filter((record) => placeOf(record) <= last));
    if (page.some((record) => placeOf(record) >= last)) return found;
  }
  // The stream ended before the batch did.
  return [];
}

/** Hands the records that the message stands for to the function again, as long as the stream still has them. */
const echoes: Way = async (plant, outputs, body) => {
  const { DDBStreamBatchInfo: batch } = z.object({ DDBStreamBatchInfo: batchForm }).parse(JSON.parse(body));
  const records = await recordsOf(plant, batch);
  if (records.length === 0)
    throw new Error('The stream has forgotten these records; reconcile makes up for what they stood for.');
  for (let from = 0; from < records.length; from += RECORDS_AT_ONCE) {
    const Records = records.slice(from, from + RECORDS_AT_ONCE);
    const answer = await plant.invoke(named(outputs, 'OutboxFunction'), { Records });
    const { batchItemFailures } = failures.parse(answer);
    if (batchItemFailures.length > 0) throw new Error('The function failed again; its log says why.');
  }
};

const REDRIVES: Readonly<Record<string, Way>> = {
  Timer: rings,
  Stream: echoes,
  Letter: puts('LettersQueueUrl'),
  Bounce: calls('BouncesFunction'),
};

const QUEUE = /^(\w+)DeadLettersUrl$/;

interface Redriven {
  /** The output that names the queue. */
  readonly queue: string;
  readonly done: number;
  /** Why a message stays where it is, for each that does. */
  readonly failed: readonly string[];
}

/**
 * Does again what lies in every dead-letter queue of a stage, and removes what was done. A queue that is not named
 * above belongs to the function of its name.
 */
export async function redrive(plant: Plant, outputs: Outputs): Promise<readonly Redriven[]> {
  const results: Redriven[] = [];
  for (const [queue, url] of Object.entries(outputs)) {
    const [, name] = QUEUE.exec(queue) ?? [];
    if (name !== undefined) {
      const redriveOne = REDRIVES[name] ?? calls(`${name}Function`);
      results.push({ queue, ...(await empty(plant, url, (body) => redriveOne(plant, outputs, body))) });
    }
  }
  return results;
}

async function empty(plant: Plant, url: string, again: (body: string) => Promise<void>) {
  let done = 0;
  const failed: string[] = [];
  for (let letters = await plant.receive(url); letters.length > 0; letters = await plant.receive(url)) {
    for (const letter of letters) {
      try {
        await again(letter.body);
        await plant.remove(url, letter);
        done += 1;
      } catch (error) {
        failed.push(error instanceof Error ? error.message : String(error));
      }
    }
  }
  return { done, failed };
}
