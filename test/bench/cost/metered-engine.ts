/** A database engine behind a proxy that shows each call to a meter. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { DataDirectory } from '../../../infra/local/data-directory.ts';
import { startEngine } from '../../../infra/local/engine.ts';
import { Meter } from './meter.ts';

export interface MeteredEngine {
  readonly endpoint: string;
  readonly meter: Meter;
  stop(): Promise<void>;
}

/** The headers that the engine looks for. */
const SIGNED = /^(authorization|content-type|x-amz-.*)$/;

/** Starts the engine and the proxy; calls that fail cost nothing here. */
export async function startMeteredEngine(data: DataDirectory): Promise<MeteredEngine> {
  const engine = await startEngine(data);
  const meter = new Meter();
  const faults: unknown[] = [];
  const server = createServer(async (request, response) => {
    try {
      const body = await buffer(request);
      const target = String(request.headers['x-amz-target']);
      const signed = Object.entries(request.headers).filter(([name]) => SIGNED.test(name));
      const headers = signed.map(([name, value]): [string, string] => [name, String(value)]);
      const answer = await fetch(engine.endpoint, { method: 'POST', headers, body });
      const text = await answer.text();
      if (answer.ok) {
        const operation = target.slice(target.indexOf('.') + 1);
        meter.take({ operation, input: JSON.parse(body.toString()), output: JSON.parse(text) });
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
    meter,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await engine.stop();
      if (faults.length > 0) throw new AggregateError(faults, 'the meter failed');
    },
  };
}
