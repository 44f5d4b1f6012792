import { createServer, type Server } from 'node:net';
import { LOCAL_HOST } from './aws-environment.ts';
import { StartProblem } from './start-problem.ts';

/**
 * Has a server listen on this machine; gives the port, also where 0 asked for any.
 * @throws StartProblem when the port cannot be had
 */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, LOCAL_HOST, done);
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
export async function freePort(port = 0): Promise<number> {
  const server = createServer();
  const free = await listen(server, port);
  await new Promise((done) => server.close(done));
  return free;
}
