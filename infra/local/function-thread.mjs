/**
 * The thread in which functions run apart from the gateway: plain JavaScript, so that it starts without a loader. It
 * is told which functions to load, then gets invocations and answers each by its number.
 */
import { randomUUID } from 'node:crypto';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

const { functions, aws, niceness } = workerData;

// On Linux a thread has a priority of its own; elsewhere it would be the whole process that gives way.
if (process.platform === 'linux') setPriority(0, niceness);

let told = { now: 0, stands: false, at: 0 };
globalThis[Symbol.for('shoujie.clock')] = () =>
  told.stands ? told.now : told.now + (performance.now() - told.at);

const handlers = new Map();
for (const { name, url, environment } of functions) {
  process.env = { ...environment };
  handlers.set(name, (await import(url)).handler);
}
process.env = { ...aws };

parentPort.on('message', async ({ id, name, event, context, now, stands }) => {
  const start = performance.now();
  told = { now, stands, at: start };
  const { timeoutMs, ...given } = context;
  const whole = {
    ...given,
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(timeoutMs - (performance.now() - start))),
  };
  try {
    parentPort.postMessage({ id, result: await handlers.get(name)(event, whole) });
  } catch (error) {
    const { name: kind = 'Error', message = String(error), stack } = Object(error);
    parentPort.postMessage({ id, error: { name: kind, message, stack } });
  }
});
parentPort.postMessage({ ready: true });
