/** A database engine behind a proxy that shows each call to whoever watches. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { DataDirectory } from '../../infra/local/data-directory.ts';
import { startEngine } from '../../infra/local/engine.ts';

export interface EngineCall {
  /** Such as `TransactWriteItems`. */
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly output: Record<string, unknown>;
  /** How long the answer is. */
  readonly bytes: number;
}

export interface Watch {
  /** A call is on its way; it goes on when this is done. */
  readonly arrived?: (operation: string) => Promise<void> | void;
  /** What a call is answered without ever coming to the engine; undefined where it is to come there. */
  readonly instead?: (operation: string) => object | undefined;
  /** A call went well. */
  readonly answered?: (call: EngineCall) => void;
}

export interface Watched {
  readonly endpoint: string;
  /** @throws AggregateError of what failed in the proxy or in whoever watches */
  stop(): Promise<void>;
}

/** The headers that the engine looks for. */
const SIGNED = /^(authorization|content-type|x-amz-.*)$/;

/** Starts the engine of a data directory, and the proxy before it. */
export async function startWatchedEngine(data: DataDirectory, watch: Watch): Promise<Watched> {
  const engine = await startEngine(data);
  const watched = await startWatching(engine.endpoint, watch);
  return {
    ...watched,
    async stop() {
      // The engine ends, too, where something failed in the proxy.
      await watched.stop().finally(() => engine.stop());
    },
  };
}

/** Starts a proxy before an engine that runs already. */
export async function startWatching(engine: string, watch: Watch): Promise<Watched> {
  const faults: unknown[] = [];
  const server = createServer(async (request, response) => {
    try {
      const body = await buffer(request);
      const target = String(request.headers['x-amz-target']);
      const operation = target.slice(target.indexOf('.') + 1);
      const signed = Object.entries(request.headers).filter(([name]) => SIGNED.test(name));
      const headers = signed.map(([name, value]): [string, string] => [name, String(value)]);
      await watch.arrived?.(operation);
      const instead = watch.instead?.(operation);
      if (instead !== undefined) {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(instead));
        return;
      }
      const answer = await fetch(engine, { method: 'POST', headers, body });
      const text = await answer.text();
      if (answer.ok) {
        const [input, output] = [JSON.parse(body.toString()), JSON.parse(text)];
        watch.answered?.({ operation, input, output, bytes: Buffer.byteLength(text) });
      }
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(text);
    } catch (error) {
      faults.push(error);
      response.destroy();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      if (faults.length > 0) throw new AggregateError(faults, 'the proxy of the engine failed');
    },
  };
}
