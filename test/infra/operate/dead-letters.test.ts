import { describe, expect, it } from 'vitest';
import {
  type DeadLetter,
  type Plant,
  redrive,
  type StreamRecord,
} from '../../../infra/operate/dead-letters.ts';
import { synthesize } from '../../support/infra/synthesis.ts';

const OUTPUTS = {
  TimerDeadLettersUrl: 'timers',
  StreamDeadLettersUrl: 'stream',
  ReconcileDeadLettersUrl: 'reconcile',
  LetterDeadLettersUrl: 'letters-dead',
  LettersQueueUrl: 'letters',
  BreachFunction: 'breach',
  AssessFunction: 'assess',
  OutboxFunction: 'outbox',
  ReconcileFunction: 'reconcile-1',
};
const record = (place: number) => ({ dynamodb: { SequenceNumber: String(place) } });
const RECORDS = [record(7), record(8)];
const TIMER = { sheet: '01A', command: { watch: 'breach', clock: 'answer-1-1' } };
const BATCH = { streamArn: 'arn', shardId: 's', startSequenceNumber: '7', endSequenceNumber: '8' };

/** Queues that lie in memory; functions that note what they are asked, and answer as they are told to. */
function plantWith(queues: Record<string, unknown[]>, answers: Record<string, unknown> = {}) {
  const did: unknown[] = [];
  const hidden = new Set<unknown>();
  const waiting = new Map(
    Object.entries(queues).map(([url, bodies]) => [
      url,
      bodies.map((body, nth): DeadLetter => ({ body: JSON.stringify(body), receipt: `${url}-${nth}` })),
    ]),
  );
  const plant: Plant = {
    receive: async (url) => {
      const letters = (waiting.get(url) ?? []).filter((letter) => !hidden.has(letter)).slice(0, 1);
      for (const letter of letters) hidden.add(letter);
      return letters;
    },
    remove: async (url, { receipt }) => {
      waiting.set(
        url,
        (waiting.get(url) ?? []).filter((letter) => letter.receipt !== receipt),
      );
    },
    send: async (url, body) => void did.push(['send', url, JSON.parse(body)]),
    invoke: async (name, payload) => {
      did.push(['invoke', name, payload]);
      const answer = answers[name] ?? null;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async *records(batch) {
      did.push(['records', batch]);
      yield* (answers.records as StreamRecord[][] | undefined) ?? [RECORDS];
    },
  };
  return { plant, did, left: (url: string) => (waiting.get(url) ?? []).length };
}

const resultOf = async (plant: Plant, queue: string) =>
  (await redrive(plant, OUTPUTS)).find((result) => result.queue === queue);

describe('what lies in a dead-letter queue', () => {
  it.each([
    ['a timer that Scheduler could not deliver', TIMER],
    ['one that the function failed at', { version: '1.0', requestPayload: TIMER, responsePayload: {} }],
  ])('is %s: breach is called with it', async (_what, body) => {
    const { plant, did, left } = plantWith({ timers: [body, body] });
    expect(await resultOf(plant, 'TimerDeadLettersUrl')).toMatchObject({ done: 2, failed: [] });
    expect(did).toEqual([
      ['invoke', 'breach', TIMER],
      ['invoke', 'breach', TIMER],
    ]);
    expect(left('timers')).toBe(0);
  });

  it('is the timer of a month: assess is called for its site', async () => {
    const { plant, did } = plantWith({ timers: [{ site: 'riverside' }] });
    expect(await resultOf(plant, 'TimerDeadLettersUrl')).toMatchObject({ done: 1 });
    expect(did).toEqual([['invoke', 'assess', { site: 'riverside' }]]);
  });

  it('is a batch of the stream: its records go to the outbox again', async () => {
    const { plant, did, left } = plantWith(
      { stream: [{ DDBStreamBatchInfo: BATCH }] },
      { outbox: { batchItemFailures: [] } },
    );
    expect(await resultOf(plant, 'StreamDeadLettersUrl')).toMatchObject({ done: 1 });
    expect(did).toEqual([
      ['records', BATCH],
      ['invoke', 'outbox', { Records: RECORDS }],
    ]);
    expect(left('stream')).toBe(0);
  });

  it('is a batch of many pages: its records are all handed over, to the last and no further, a hundred at once', async () => {
    const batch = { ...BATCH, startSequenceNumber: '998', endSequenceNumber: '1240' };
    const all = Array.from({ length: 260 }, (_, nth) => record(998 + nth));
    // Pages may be empty, and the last one goes on beyond the batch.
    const records = [all.slice(0, 3), [], all.slice(3, 90), all.slice(90, 250), all.slice(250)];
    const { plant, did, left } = plantWith(
      { stream: [{ DDBStreamBatchInfo: batch }] },
      { outbox: { batchItemFailures: [] }, records },
    );
    expect(await resultOf(plant, 'StreamDeadLettersUrl')).toMatchObject({ done: 1 });
    expect(did.slice(1)).toEqual(
      [all.slice(0, 100), all.slice(100, 200), all.slice(200, 243)].map((Records) => [
        ...['invoke', 'outbox'],
        { Records },
      ]),
    );
    expect(left('stream')).toBe(0);
  });

  it('is a batch of which the stream has lost the end: it stays', async () => {
    const { plant, left } = plantWith(
      { stream: [{ DDBStreamBatchInfo: BATCH }] },
      { records: [[record(7)]] },
    );
    expect(await resultOf(plant, 'StreamDeadLettersUrl')).toMatchObject({ done: 0 });
    expect(left('stream')).toBe(1);
  });

  it.each([
    ['the outbox fails again', { outbox: { batchItemFailures: [{ itemIdentifier: '7' }] } }, /failed again/],
    ['the stream has forgotten them', { records: [] }, /forgotten/],
  ])('stays where it is where %s', async (_when, answers, why) => {
    const { plant, left } = plantWith({ stream: [{ DDBStreamBatchInfo: BATCH }] }, answers);
    const result = await resultOf(plant, 'StreamDeadLettersUrl');
    expect(result).toMatchObject({ done: 0, failed: [expect.stringMatching(why)] });
    expect(left('stream')).toBe(1);
  });

  it('is a request for a letter: it goes back to the queue', async () => {
    const { plant, did } = plantWith({ 'letters-dead': [{ person: 'a', minute: 'b' }] });
    expect(await resultOf(plant, 'LetterDeadLettersUrl')).toMatchObject({ done: 1 });
    expect(did).toEqual([['send', 'letters', { person: 'a', minute: 'b' }]]);
  });

  it('is of another function: that one is called; one failure stops no other', async () => {
    const { plant, did, left } = plantWith(
      { reconcile: [{}, { everything: true }], timers: [TIMER] },
      { breach: new Error('denied') },
    );
    expect(await redrive(plant, OUTPUTS)).toEqual(
      expect.arrayContaining([
        { queue: 'TimerDeadLettersUrl', done: 0, failed: ['denied'] },
        { queue: 'ReconcileDeadLettersUrl', done: 2, failed: [] },
      ]),
    );
    expect(did).toContainEqual(['invoke', 'reconcile-1', { everything: true }]);
    expect(left('timers')).toBe(1);
  });
});

it('every dead-letter queue that the stacks put out can be done again with what else they put out', async () => {
  const { notification, workflow } = synthesize();
  const names = [notification, workflow].flatMap((stack) => Object.keys(stack.findOutputs('*')));
  const queues = names.filter((name) => name.endsWith('DeadLettersUrl'));
  expect(queues.length).toBeGreaterThanOrEqual(4);
  const outputs = Object.fromEntries(names.map((name) => [name, name]));
  const body = { DDBStreamBatchInfo: BATCH, requestPayload: {} };
  const bodies = Object.fromEntries(queues.map((name) => [name, [body]]));
  const { plant } = plantWith(bodies, { OutboxFunction: { batchItemFailures: [] } });
  const results = await redrive(plant, outputs);
  expect(results.map(({ failed }) => failed)).toEqual(queues.map(() => []));
});
