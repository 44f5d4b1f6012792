/** A mail server that takes letters and never answers: the function ends in time, and every letter goes later, once. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBody } from '../../infra/local/request-body.ts';
import { endStateOf } from '../support/faults/end-state.ts';
import { type LanesCloud, startLanesCloud } from '../support/faults/lanes-cloud.ts';
import { RAISED } from '../support/faults/lives.ts';

/** A function that has time for one letter, and then a moment for each call that hangs. */
const FRESH_MS = 21_000;
const ALMOST_OVER_MS = 5_200;

let isHung = true;
const held: ServerResponse[] = [];
const batches: { readonly asked: number; readonly failed: number }[] = [];
let lanes: LanesCloud;
let target: string | undefined;

/** In the way to SES. */
const way = createServer((request, response) => {
  if (isHung) {
    held.push(response);
    return;
  }
  void (async () => {
    const { method, headers, url } = request;
    const { host: _, connection: __, 'content-length': ___, ...kept } = headers;
    const body = new Uint8Array(await readBody(request));
    const answer = await fetch(`${target}${url}`, { method, headers: kept as Record<string, string>, body });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  })();
});

beforeAll(async () => {
  await new Promise<void>((done) => way.listen(0, '127.0.0.1', done));
  lanes = await startLanesCloud(async (lane, worker, event, handle) => {
    if (worker !== 'mailer') return handle(lane, worker, event);
    let asked = 0;
    const getRemainingTimeInMillis = () => {
      asked += 1;
      return !isHung || asked === 1 ? FRESH_MS : ALMOST_OVER_MS;
    };
    const answer = await handle(lane, worker, event, { getRemainingTimeInMillis });
    const { batchItemFailures } = answer as SQSBatchResponse;
    batches.push({ asked: (event as SQSEvent).Records.length, failed: batchItemFailures.length });
    return answer;
  });
  // Clients look for it with their first call.
  target = process.env.AWS_ENDPOINT_URL_SESV2;
  process.env.AWS_ENDPOINT_URL_SESV2 = `http://127.0.0.1:${(way.address() as AddressInfo).port}`;
});
afterAll(async () => {
  way.closeAllConnections();
  way.close();
  await lanes?.cloud.stop();
});

it('what was to be told stays owed, and is told once', async () => {
  const lane = await lanes.lane({});
  await lanes.live(new Map([[lane, RAISED.slice(0, 1)]]), 2);
  const asked = batches.reduce((sum, batch) => sum + batch.asked, 0);
  expect(asked).toBeGreaterThan(1);
  expect(batches.reduce((sum, batch) => sum + batch.failed, 0)).toBe(asked);
  expect(held.length).toBe(batches.length);
  expect(lanes.cloud.effects.mail.mail()).toEqual([]);
  const { waiting } = await endStateOf(lanes.table, lane);
  expect(waiting.length).toBeGreaterThan(1);

  isHung = false;
  // Long enough for each message to come again, and too short for the warning.
  await lanes.cloud.clock.advance('PT9M');
  const written = lanes.cloud.effects.mail.mail().map(({ to }) => to.replace(`${lane.id}-`, ''));
  expect((await endStateOf(lanes.table, lane)).waiting).toEqual([]);
  expect(written.toSorted()).toEqual(
    ['engineering-manager-wang', 'engineering-supervisor-feng', 'resident-zhao', 'worker-wu'].map(
      (who) => `${who}@lanes.example`,
    ),
  );
  expect(lanes.errors).toEqual([]);
});
