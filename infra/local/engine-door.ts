/**
 * The door of the database engine. The engine itself lets every page of a browser in: it allows any origin and takes any
 * signature. So it listens where no page finds it, and what is told of it is this door.
 */
import { randomInt } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { LOCAL_HOST } from './aws-environment.ts';
import { ONLY_PROGRAMS, openDoors } from './doors.ts';
import { type Answer, startHttpServer } from './http-server.ts';
import { readBody } from './request-body.ts';

const OCTETS = 256;

/**
 * An address of this machine's own, drawn anew for each start: all of 127.0.0.0/8 is loopback on Linux, and there are sixteen
 * million with as many ports each to try.
 */
export const hiddenHost = (): string =>
  ['127', randomInt(1, OCTETS), randomInt(OCTETS), randomInt(1, OCTETS - 1)].join('.');

/** What is not the engine's to say: who may read its answer, and how that goes over the wire from here. */
const isOurs = (header: string) =>
  /^access-control-|^(connection|keep-alive|transfer-encoding)$/.test(header);

/** Starts the door on a free port. @throws StartProblem when there is no port */
export async function startEngineDoor(
  engine: string,
  onError: (error: unknown) => void,
): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const doors = openDoors();
  const agent = new Agent({ keepAlive: true });
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (!doors.letsIn(request.headers)) {
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      return { status: 403, headers, body: JSON.stringify(ONLY_PROGRAMS) };
    }
    return passOn(new URL(request.url ?? '/', engine), request, agent);
  };
  const { port, stop } = await startHttpServer(0, answer, onError);
  return {
    endpoint: `http://${LOCAL_HOST}:${port}`,
    async stop() {
      await stop();
      agent.destroy();
    },
  };
}

async function passOn(url: URL, request: IncomingMessage, agent: Agent): Promise<Answer> {
  const body = await readBody(request);
  const { connection: _, 'transfer-encoding': __, ...headers } = request.headers;
  const options = { method: request.method, headers: { ...headers, 'content-length': body.length }, agent };
  const answered = await new Promise<IncomingMessage>((done, failed) => {
    httpRequest(url, options, done).once('error', failed).end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of answered) chunks.push(chunk);
  const kept = Object.entries(answered.headers).filter(([name]) => !isOurs(name));
  return {
    status: answered.statusCode ?? 502,
    headers: Object.fromEntries(kept),
    body: Buffer.concat(chunks),
  };
}
