/** A mail server of a test: takes letters, and refuses the addresses that it is told to refuse. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { createTransport } from 'nodemailer';
import type { Carry } from '../../functions/mailer/mail.ts';
import { bySmtp } from '../../functions/mailer/smtp.ts';

export interface SmtpSink {
  readonly port: number;
  /** What it answers to RCPT, by the address; it takes whatever is not named. */
  readonly answers: Map<string, string>;
  /** To whom letters were taken, in their order. */
  readonly taken: readonly string[];
  stop(): Promise<void>;
}

export async function startSmtpSink(): Promise<SmtpSink> {
  const answers = new Map<string, string>();
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    const say = (line: string) => socket.write(`${line}\r\n`);
    let to = '';
    let isLetter = false;
    say('220 sink');
    createInterface(socket).on('line', (line) => {
      if (isLetter) {
        if (line !== '.') return;
        isLetter = false;
        taken.push(to);
        say('250 taken');
        return;
      }
      const [verb = ''] = line.toUpperCase().split(' ');
      if (verb === 'EHLO') say('250-sink\r\n250 AUTH PLAIN');
      else if (verb === 'AUTH') say('235 welcome');
      else if (verb === 'RCPT') {
        to = /<([^>]*)>/.exec(line)?.[1] ?? '';
        say(answers.get(to) ?? '250 ok');
      } else if (verb === 'DATA') {
        isLetter = true;
        say('354 go on');
      } else if (verb === 'QUIT') {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...{ port: (server.address() as AddressInfo).port, answers, taken },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The product's own carrier to that server; all of it but TLS, for which it has no certificate. */
export const carrierTo = ({ port }: SmtpSink): Promise<Carry> =>
  bySmtp(
    { host: '127.0.0.1', port, secret: 'mail' },
    async () => ({ user: 'letters', password: 'secret' }),
    (options) => createTransport({ ...options, requireTLS: false, ignoreTLS: true }),
  );
