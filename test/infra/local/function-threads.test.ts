import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AWS_BASICS } from '../../../infra/local/aws-environment.ts';
import { startFunctionThread } from '../../../infra/local/function-threads.ts';
import type { FunctionHost } from '../../../infra/local/lambda.ts';
import type { Service } from '../../../infra/local/services.ts';
import { fakeFunctions } from '../../support/infra/fake-functions.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const trigger = { kind: 'task', workflow: 'escalation' } as const;

let thread: FunctionHost & Service;
let bundleDirectory: string;
beforeAll(async () => {
  const functions = await fakeFunctions({
    tells: {
      trigger,
      source: `import { threadId } from 'node:worker_threads';
const table = process.env.TABLE_NAME;
export const handler = async (event, context) => ({
  event, table, name: context.functionName, left: context.getRemainingTimeInMillis() > 0, threadId,
  now: globalThis[Symbol.for('shoujie.clock')](),
});`,
    },
    fails: {
      trigger,
      source: `export const handler = async () => { throw Object.assign(new Error('no'), { name: 'Odd' }); };`,
    },
    dies: { trigger, source: 'export const handler = async () => process.exit(3);' },
    hangs: { trigger, timeoutSeconds: 0.05, source: 'export const handler = () => new Promise(() => {});' },
  });
  ({ bundleDirectory } = functions);
  const variables = new Proxy({}, { get: (_, name) => `value of ${String(name)}` });
  thread = await startFunctionThread({
    ...functions,
    variables: variables as never,
    aws: AWS_BASICS,
    clock: { now: () => NOW, stands: true },
  });
});
afterAll(async () => {
  await thread?.stop();
  await rm(bundleDirectory, { recursive: true });
});

describe('functions in a thread of their own', () => {
  it('get event, context, their environment and the cloud’s clock, and answer', async () => {
    expect(await thread.invoke('tells', { some: ['thing'] })).toEqual({
      event: { some: ['thing'] },
      table: 'value of TABLE_NAME',
      name: 'tells',
      left: true,
      threadId: expect.any(Number),
      now: NOW,
    });
    const { threadId } = (await thread.invoke('tells', {})) as { threadId: number };
    expect(threadId).toBeGreaterThan(0);
  });

  it('fail with what they throw', async () => {
    await expect(thread.invoke('fails', {})).rejects.toMatchObject({ name: 'Odd', message: 'no' });
  });

  it('are given up when their time is over, and nobody else waits for them', async () => {
    await expect(thread.invoke('hangs', {})).rejects.toMatchObject({ name: 'FunctionTimeout' });
    await expect(thread.invoke('tells', {})).resolves.toMatchObject({ name: 'tells' });
  });

  it('fail when the thread dies, and the next finds another', async () => {
    await expect(thread.invoke('dies', {})).rejects.toThrow('ended');
    await expect(thread.invoke('tells', {})).resolves.toMatchObject({ name: 'tells' });
  });

  it('that are not there are not called', async () => {
    await expect(thread.invoke('other', {})).rejects.toThrow('no function other');
  });
});
