import { createServer, type Server } from 'node:net';
import { StartProblem } from './start-problem.ts';

/** Has a server listen there; gives the port, also where 0 asked for any. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, done);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') {
      throw new StartProblem(`Port ${port} is taken. Stop what listens there, or choose another with PORT.`);
    }
    throw new StartProblem(`Port ${port} cannot be opened: ${error.message}`);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/**
 * Finds out that a port can be listened on, before anything is started for it.
 * @returns the port, any free one for 0
 * @throws StartProblem when it is taken
 */
export async function freePort(host = '127.0.0.1', port = 0): Promise<number> {
  const server = createServer();
  const free = await listen(server, host, port);
  await new Promise((done) => server.close(done));
  return free;
}
