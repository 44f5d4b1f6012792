/** An HTTP server for the two protocols that our services speak: AWS JSON 1.0 and REST JSON. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LOCAL_HOST } from './aws-environment.ts';
import { AwsError, InvalidInput, type Operation } from './aws-operation.ts';
import type { LocalClock } from './clock.ts';
import { ONLY_PROGRAMS, openDoors } from './doors.ts';
import { type Answer, startHttpServer } from './http-server.ts';
import { LARGEST_BODY, readBody } from './request-body.ts';
import { matcherOf } from './route-match.ts';
import type { Service } from './services.ts';
import type { WorkQueue } from './work-queue.ts';

/** What the local services that act by themselves work with. */
export interface ServiceTools {
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  /** Calls a function and gives what it returns; a failure is what it throws. */
  readonly invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

export interface AwsServiceOptions {
  /**
   * With AWS JSON the header `x-amz-target` names the operation behind a prefix, such as `AmazonSQS.SendMessage`;
   * with REST JSON method and path do, such as `GET /schedules/{Name}`.
   */
  readonly protocol: 'json' | 'rest';
  /** By the names above; the input of a REST operation has the members of path, query (as text) and body. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** The error code for an input that does not fit. */
  readonly invalid: string;
  /** What the service does by itself: it is settled when nothing of this is left, and stopped before the server. */
  readonly work?: WorkQueue;
  readonly onError: (error: unknown) => void;
}

export interface AwsService extends Required<Service> {
  readonly endpoint: string;
}

const TYPES = { json: 'application/x-amz-json-1.0', rest: 'application/json' } as const;

/** The body read as JSON; an empty one is an object without members. */
async function inputOf(request: IncomingMessage): Promise<object> {
  try {
    const body = await readBody(request);
    return body.length === 0 ? {} : Object(JSON.parse(body.toString()));
  } catch {
    throw new AwsError('SerializationException', `The body is no JSON of at most ${LARGEST_BODY} bytes.`);
  }
}

/** Finds the operation of a request, with the members of its input that are not in the body. */
function dispatcher({ protocol, operations }: AwsServiceOptions) {
  const routes = Object.entries(operations);
  if (protocol === 'json') {
    const named = new Map(routes);
    return ({ headers }: IncomingMessage) => {
      const target = String(headers['x-amz-target']);
      return { called: target, run: named.get(target), members: {} };
    };
  }
  const match = matcherOf(routes);
  return ({ method = 'GET', url = '/' }: IncomingMessage) => {
    const { pathname, searchParams } = new URL(url, `http://${LOCAL_HOST}`);
    const found = match(method, pathname);
    const members = { ...Object.fromEntries(searchParams), ...found?.parameters };
    return { called: `${method} ${pathname}`, run: found?.target, members };
  };
}

/** No page has to do with these services, whosever it is. */
const NO_PAGES = openDoors();

/**
 * Serves one AWS service on a free port. Signatures are not checked.
 * @throws StartProblem when there is no port
 */
export async function startAwsService(options: AwsServiceOptions): Promise<AwsService> {
  const { protocol, invalid, onError } = options;
  const find = dispatcher(options);

  const call = async (request: IncomingMessage): Promise<object> => {
    const { called, run, members } = find(request);
    if (!run) {
      throw new AwsError('UnknownOperationException', `${called} is nothing that the local service can do.`);
    }
    return run({ ...(await inputOf(request)), ...members });
  };
  const answerOf = (status: number, body: object, headers: Record<string, string> = {}): Answer => ({
    status,
    headers: { 'content-type': TYPES[protocol], 'x-amzn-requestid': randomUUID(), ...headers },
    body: JSON.stringify(body),
  });
  const problemOf = (error: unknown): AwsError => {
    if (error instanceof AwsError) return error;
    if (error instanceof InvalidInput) return new AwsError(invalid, error.message);
    onError(error);
    return new AwsError('InternalFailure', 'The local service failed; its log says why.', 500);
  };
  const { port, stop } = await startHttpServer(
    0,
    async (request) => {
      if (!NO_PAGES.letsIn(request.headers)) {
        return answerOf(403, ONLY_PROGRAMS);
      }
      try {
        return answerOf(200, await call(request));
      } catch (error) {
        const { code, message, status } = problemOf(error);
        return answerOf(status, { __type: code, message }, { 'x-amzn-errortype': code });
      }
    },
    onError,
  );
  return {
    endpoint: `http://${LOCAL_HOST}:${port}`,
    settle: async () => (await options.work?.settle()) ?? false,
    async stop() {
      await options.work?.stop();
      await stop();
    },
  };
}
