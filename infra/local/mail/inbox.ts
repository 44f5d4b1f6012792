import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { closeServer } from '../aws-protocol.ts';
import { StartProblem } from '../start-problem.ts';

type Email = Parameters<typeof import('aws-ses-v2-local/dist/store.js')['saveEmail']>[0];

/** The page on which a person reads what was sent. */
export interface Inbox {
  readonly url: string;
  show(email: Omit<Email, 'attachments'>): void;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Starts the inbox page of aws-ses-v2-local. Letters are put straight into its store: its own endpoint would
 * give them the time of day in the place of the local clock's.
 * @throws StartProblem when the port cannot be had
 */
export async function startInbox(port = 0): Promise<Inbox> {
  // By require: what a default export of such a package is differs between those who load it.
  const require = createRequire(import.meta.url);
  const { default: start }: typeof import('aws-ses-v2-local') = require('aws-ses-v2-local');
  const store: typeof import('aws-ses-v2-local/dist/store.js') = require('aws-ses-v2-local/dist/store.js');
  // One store a process, so a later cloud finds the letters of an earlier one.
  store.clearStore();
  const server: Server = await start({ host: HOST, port });
  const address = server.address();
  if (typeof address !== 'object' || address === null) {
    throw new StartProblem(`The inbox page cannot listen on port ${port}.`);
  }
  return {
    url: `http://${HOST}:${address.port}`,
    show: (email) => store.saveEmail({ ...email, attachments: [] }),
    stop: () => closeServer(server),
  };
}
