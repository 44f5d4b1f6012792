import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, it } from 'vitest';
import { manifest } from '../../infra/manifest.ts';
import { endsWithin, LONG_CALL_MS, patient } from '../../shared/runtime/lean-client.ts';
import { local } from '../support/infra/standing-clock.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A service that takes every request and answers none. */
async function silentService() {
  let requests = 0;
  const server = createServer(() => {
    requests += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push({ close: () => server.closeAllConnections() }, server);
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, requests: () => requests };
}

it('a call to a service that hangs is tried again, and then ends by itself', async () => {
  const { endpoint, requests } = await silentService();
  const client = new SQSClient({ ...local(endpoint), ...endsWithin(2_400) });
  const sent = client.send(new SendMessageCommand({ QueueUrl: `${endpoint}/1/letters`, MessageBody: 'x' }));
  await expect(sent).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(requests()).toBe(patient().maxAttempts);
  client.destroy();
});

it('on a platform that gives functions more time, each call has as many times more', () => {
  const onAws = patient().requestHandler.requestTimeout;
  process.env.PATIENCE = '5';
  try {
    const { requestTimeout, connectionTimeout } = patient().requestHandler;
    expect(requestTimeout).toBeGreaterThan(5 * onAws);
    expect(connectionTimeout).toBe(requestTimeout);
  } finally {
    delete process.env.PATIENCE;
  }
});

it('no call lasts as long as the function that makes it', () => {
  const lasts = ({ maxAttempts, requestHandler }: ReturnType<typeof endsWithin>) =>
    maxAttempts * requestHandler.requestTimeout;
  const shortest = Math.min(...manifest.map(({ timeoutSeconds }) => timeoutSeconds)) * 1_000;
  expect(lasts(patient())).toBeLessThan(shortest);
  const effects = manifest.filter(({ environment }) => environment.includes('SCHEDULE_GROUP'));
  expect(effects.map(({ name }) => name)).toEqual(['outbox', 'reconcile']);
  for (const { timeoutSeconds } of effects) {
    expect(LONG_CALL_MS).toBeLessThan(timeoutSeconds * 1_000);
    expect(lasts(endsWithin(LONG_CALL_MS))).toBeLessThan(LONG_CALL_MS);
  }
});
