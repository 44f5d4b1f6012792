/** Lines about who looked, as they go into a log group: over the wire of CloudWatch Logs, played by a server of the test. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { AccessLine } from '../../../functions/middleware/access-carrier.ts';

const LINE: AccessLine = {
  at: '2026-11-23T08:00:00.000Z',
  requestId: 'a-request',
  reader: 'worker-wu',
  route: 'GET /sheets/{id}',
  outcome: 200,
};

let server: Server;
let asked: { readonly action: string; readonly body: Readonly<Record<string, unknown>> }[] = [];
let fails = false;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const action = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    asked.push({ action, body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(fails ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(fails ? JSON.stringify({ __type: 'AccessDeniedException' }) : '{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH_LOGS', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('ACCESS_LOG', 'who-looked');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
beforeEach(() => {
  asked = [];
  fails = false;
});

const opened = async () =>
  (await import('../../../functions/middleware/access-carrier.ts')).openAccessLog('records');

it('makes one stream a process, and keeps each line at the time of its request', async () => {
  const keep = await opened();
  await keep(LINE);
  await keep({ ...LINE, requestId: 'another' });
  expect(asked.map(({ action }) => action)).toEqual(['CreateLogStream', 'PutLogEvents', 'PutLogEvents']);
  const [made, put] = asked.map(({ body }) => body);
  expect(made).toEqual({
    logGroupName: 'who-looked',
    logStreamName: expect.stringMatching(/^records\/.{36}$/),
  });
  expect(put).toEqual({
    ...made,
    logEvents: [{ timestamp: Date.parse(LINE.at), message: JSON.stringify(LINE) }],
  });
});

it('writes a line that cannot be kept into the own log of the function, and lets the answer go out', async () => {
  const keep = await opened();
  const written = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  fails = true;
  await keep(LINE);
  const [[text = '{}'] = []] = written.mock.calls;
  written.mockRestore();
  expect(JSON.parse(String(text))).toEqual({
    level: 'ERROR',
    message: 'an access line was not kept',
    service: 'records',
    error: 'AccessDeniedException',
    line: LINE,
  });
  fails = false;
  asked = [];
  await keep(LINE);
  expect(asked.map(({ action }) => action)).toEqual(['CreateLogStream', 'PutLogEvents']);
});
