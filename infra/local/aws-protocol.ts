/** An HTTP server for the two protocols that our services speak: AWS JSON 1.0 and REST JSON. */

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsError } from './aws-error.ts';
import { LARGEST_BODY, readBody } from './request-body.ts';
import { StartProblem } from './start-problem.ts';

export interface AwsCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The header `x-amz-target`; only AWS JSON has it. */
  readonly target: string | undefined;
  /** The body read as JSON; undefined for an empty one. */
  readonly body: unknown;
}

/** Answers a call with what becomes the body; throws AwsError for what the caller did wrong. */
export type AwsApi = (call: AwsCall) => object | Promise<object>;

export interface AwsServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export interface AwsServerOptions {
  /** What a message calls the service. */
  readonly service: string;
  readonly api: AwsApi;
  readonly contentType: 'application/x-amz-json-1.0' | 'application/json';
  /** A free one unless given. */
  readonly port?: number | undefined;
  readonly onError: (error: unknown) => void;
}

/** What is served is for this machine alone. */
const HOST = '127.0.0.1';
const KEEP_ALIVE_MS = 65_000;
const STOP_LIMIT_MS = 1_000;

async function callOf(request: IncomingMessage): Promise<AwsCall> {
  try {
    const body = await readBody(request);
    const url = new URL(request.url ?? '/', `http://${HOST}`);
    const target = request.headers['x-amz-target'];
    return {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      target: typeof target === 'string' ? target : undefined,
      body: body.length === 0 ? undefined : JSON.parse(body.toString('utf8')),
    };
  } catch {
    throw new AwsError('SerializationException', `The body is no JSON of at most ${LARGEST_BODY} bytes.`);
  }
}

function problemOf(error: unknown, onError: (error: unknown) => void): AwsError {
  if (error instanceof AwsError) return error;
  onError(error);
  return new AwsError('InternalFailure', 'The local service failed; its log says why.', { status: 500 });
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
}

async function serve(request: IncomingMessage, response: ServerResponse, options: AwsServerOptions) {
  const headers = { 'content-type': options.contentType };
  try {
    send(response, 200, headers, await options.api(await callOf(request)));
  } catch (thrown) {
    const { code, message, status, queryCode } = problemOf(thrown, options.onError);
    if (!request.complete) request.resume();
    const errorHeaders = {
      ...headers,
      'x-amzn-errortype': code,
      ...(queryCode === undefined ? {} : { 'x-amzn-query-error': `${queryCode};Sender` }),
    };
    send(response, status, errorHeaders, { __type: code, message });
  }
}

async function listen(server: Server, service: string, port: number): Promise<number> {
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, HOST, done);
  }).catch((error: Error) => {
    throw new StartProblem(`${service} cannot listen on port ${port}: ${error.message}`);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Ends a server; calls that are still under way have a second to finish. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), STOP_LIMIT_MS);
  await closed;
  clearTimeout(force);
}

/**
 * Serves one AWS service. Signatures are not checked.
 * @throws StartProblem when the port cannot be had
 */
export async function startAwsServer(options: AwsServerOptions): Promise<AwsServer> {
  const server = createServer((request, response) => {
    serve(request, response, options).catch((error) => {
      options.onError(error);
      response.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listen(server, options.service, options.port ?? 0);
  return { endpoint: `http://${HOST}:${port}`, stop: () => closeServer(server) };
}
