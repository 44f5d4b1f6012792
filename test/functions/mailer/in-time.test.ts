import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openCarrier } from '../../../functions/mailer/carrier.ts';
import { hasTimeFor, inTime } from '../../../functions/mailer/in-time.ts';
import type { Carry, Mail } from '../../../functions/mailer/mail.ts';
import { bySmtp } from '../../../functions/mailer/smtp.ts';
import { manifest } from '../../../infra/manifest.ts';

const MAIL: Mail = {
  from: { name: '滨河花园', address: 'letters@example.cn' },
  to: 'wu@example.cn',
  subject: '到场逾期',
  text: '1. 到场逾期',
  html: '<p>到场逾期</p>',
};
const NAME = { person: 'worker-wu', letter: 'one' };
/** A moment more than is kept for saying what became of a letter. */
const ALMOST_OVER = () => 5_100;
const HUNG = { name: 'TimeoutError' };

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A server that takes every connection, and never says a word. */
async function silentServer() {
  let connections = 0;
  const sockets: { destroy(): void }[] = [];
  const server = createServer((socket) => {
    connections += 1;
    sockets.push(socket.on('error', () => {}));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push({ close: () => sockets.forEach((socket) => void socket.destroy()) }, server);
  const address = server.address();
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, connections: () => connections };
}

describe('a carrier that hangs', () => {
  it('ends while its function has time to say so, and hears that nobody waits any more', async () => {
    const heard: unknown[] = [];
    const hanging: Carry = (_mail, _name, ends) =>
      new Promise(() => ends?.addEventListener('abort', () => heard.push(ends.reason)));
    await expect(inTime(hanging, ALMOST_OVER)(MAIL, NAME)).rejects.toMatchObject(HUNG);
    expect(heard).toMatchObject([HUNG]);
  });

  it('does so where the time was over before', async () => {
    await expect(
      inTime(
        () => new Promise(() => {}),
        () => -1,
      )(MAIL, NAME),
    ).rejects.toMatchObject(HUNG);
  });

  it('is a mail server that takes the connection and says nothing', async () => {
    const { port, connections } = await silentServer();
    const server = { host: '127.0.0.1', port, secret: 'shoujie/mail' };
    const carry = await bySmtp(server, async () => ({ user: 'shoujie', password: 'p' }));
    await expect(inTime(carry, ALMOST_OVER)(MAIL, NAME)).rejects.toMatchObject(HUNG);
    expect(connections()).toBe(1);
  });

  it('is SES, which is then tried no more', async () => {
    const { port, connections } = await silentServer();
    process.env.AWS_ENDPOINT_URL_SESV2 = `http://127.0.0.1:${port}`;
    process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = 'local';
    try {
      const carry = inTime(openCarrier('ses', 'us-east-1', '-'), ALMOST_OVER);
      await expect(carry(MAIL, NAME)).rejects.toMatchObject({ name: expect.stringMatching(/Abort|Timeout/) });
      expect(connections()).toBeLessThanOrEqual(1);
    } finally {
      for (const name of ['AWS_ENDPOINT_URL_SESV2', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
        delete process.env[name];
    }
  });
});

describe('a carrier that does not', () => {
  it('is asked as ever', async () => {
    const taken: Mail[] = [];
    await inTime(async (mail) => void taken.push(mail), ALMOST_OVER)(MAIL, NAME);
    expect(taken).toEqual([MAIL]);
    const refusing = inTime(() => Promise.reject(new Error('550')), ALMOST_OVER);
    await expect(refusing(MAIL, NAME)).rejects.toThrow('550');
  });
});

it('a letter is begun only where one that hangs leaves time, and a fresh function has it', () => {
  expect(hasTimeFor(ALMOST_OVER)).toBe(false);
  const { timeoutSeconds = 0 } = manifest.find(({ name }) => name === 'mailer') ?? {};
  expect(hasTimeFor(() => timeoutSeconds * 1_000)).toBe(true);
});
