/** The one way in which everything local serves HTTP. */
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { listen } from './free-port.ts';

/** What goes over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

export interface HttpServer {
  readonly port: number;
  stop(): Promise<void>;
}

const STOP_LIMIT_MS = 1_000;
const KEEP_ALIVE_MS = 65_000;

/** Ends a server; calls that are still under way have a second to finish. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), STOP_LIMIT_MS);
  await closed;
  clearTimeout(force);
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  // A body that nobody reads would block the connection for the next request.
  if (!request.complete) request.resume();
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * Serves on a port, any free one for 0. A request whose answer fails is cut off and reported.
 * @throws StartProblem when the port cannot be had
 */
export async function startHttpServer(
  port: number,
  answer: (request: IncomingMessage) => Promise<Answer>,
  onError: (error: unknown) => void,
): Promise<HttpServer> {
  const server = createServer((request, response) => {
    answer(request)
      .then((given) => send(request, response, given))
      .catch((error) => {
        onError(error);
        response.destroy();
      });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return { port: await listen(server, port), stop: () => closeServer(server) };
}
