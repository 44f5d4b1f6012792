import { Agent, type IncomingHttpHeaders, request as send } from 'node:http';
import type { ApiRequest } from './requests.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Keep-alive clients of the API, all with one person's token. */
export interface HttpClients {
  /** @throws Error for any answer but a success */
  call(request: ApiRequest): Promise<HttpAnswer>;
  close(): void;
}

/** Opens that many connections to the API at `url`; more calls than that at once wait for one. */
export function httpClients(url: string, token: string, connections: number): HttpClients {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    call: ({ method, path, query, headers, body }) =>
      new Promise((done, failed) => {
        const target = query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
        const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
        const all = { authorization: `Bearer ${token}`, ...headers, ...length };
        const sent = send({ agent, hostname, port, method, path: target, headers: all }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', failed);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const { statusCode: status = 0, headers: answered } = response;
            if (status >= 200 && status < 300) done({ status, headers: answered, body: text });
            else failed(new Error(`${method} ${target} was answered ${status}: ${text}`));
          });
        });
        sent.on('error', failed);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
