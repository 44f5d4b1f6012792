/** How robots are addressed, signed and understood (contract section 11). */
import { createHmac } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postToRobot } from '../../../functions/mailer/post-robot.ts';
import { isPublicAddress, publicAddressOf } from '../../../functions/mailer/public-address.ts';
import { refusalIn, signedRequest } from '../../../functions/mailer/robot-request.ts';

const AT = Date.parse('2026-11-23T08:00:00.500Z');

const MESSAGE = { id: '3f', format: 'json', body: '{}' } as const;

describe('a request', () => {
  it('of json is signed over the second and the body', () => {
    const { url, headers } = signedRequest(
      'json',
      { url: 'https://hook.example/x', secret: 's' },
      '{"a":1}',
      AT,
    );
    const v1 = createHmac('sha256', 's').update('1795420800.{"a":1}').digest('hex');
    expect([url, headers['x-shoujie-signature']]).toEqual([
      'https://hook.example/x',
      `t=1795420800,v1=${v1}`,
    ]);
  });

  it('of DingTalk has timestamp and sign in its address, as its maker documents it', () => {
    const robot = { url: 'https://oapi.dingtalk.com/robot/send?access_token=x', secret: 'this is secret' };
    const { searchParams } = new URL(signedRequest('dingtalk', robot, '{}', AT).url);
    const sign = createHmac('sha256', 'this is secret').update(`${AT}\nthis is secret`).digest('base64');
    expect(Object.fromEntries(searchParams)).toEqual({ access_token: 'x', timestamp: String(AT), sign });
  });

  it('of json is none without what to sign it with', () => {
    expect(() => signedRequest('json', { url: 'https://hook.example/x' }, '{}', AT)).toThrow(
      'secret-without-secret',
    );
  });

  it('of WeCom is known by the key in its address', () => {
    const robot = { url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k' };
    expect(signedRequest('wecom', robot, '{}', AT).url).toBe(robot.url);
  });
});

describe('an answer', () => {
  it.each([
    ['json', 204, '', undefined],
    ['json', 302, '', 'status-302'],
    ['json', 500, '', 'status-500'],
    ['wecom', 200, '{"errcode":0,"errmsg":"ok"}', undefined],
    ['wecom', 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', 'errcode-45009'],
    ['dingtalk', 200, '{"errcode":310000,"errmsg":"sign not match"}', 'errcode-310000'],
    ['dingtalk', 200, '<html>', 'no-errcode'],
    ['dingtalk', 200, 'null', 'errcode-undefined'],
    ['wecom', 302, '{"errcode":0}', 'status-302'],
  ] as const)('of %s with %i %s is refused as %s', (format, status, body, refusal) => {
    expect(refusalIn(format, status, body)).toBe(refusal);
  });
});

describe('an address', () => {
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1'],
    ...['::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:7f00:1::', '2001:db8::1', 'host', ''],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('is the one that its name was resolved to, and public as all others of that name', async () => {
    const to =
      (...addresses: string[]) =>
      async () =>
        addresses.map((address) => ({ address, family: 4 }));
    expect(await publicAddressOf('https://hook.example/x', to('8.8.8.8'))).toEqual({
      address: '8.8.8.8',
      family: 4,
    });
    const both = async () => [
      { address: '2606:4700::1111', family: 6 },
      { address: '8.8.8.8', family: 4 },
    ];
    expect(await publicAddressOf('https://hook.example/x', both)).toEqual({ address: '8.8.8.8', family: 4 });
    await expect(publicAddressOf('https://hook.example', to('8.8.8.8', '10.0.0.1'))).rejects.toThrow(
      'public',
    );
    await expect(publicAddressOf('https://hook.example', to())).rejects.toThrow('public');
  });

  it.each([
    ...[
      'http://hook.example',
      'https://hook.example:8443',
      'https://me:pw@hook.example',
      'file:///etc/passwd',
    ],
    ...['https://127.0.0.1/x', 'https://[::1]/x', 'https://0x7f000001/x', 'https://2130706433/'],
  ])('%s is none, and nothing is sent there', async (url) => {
    await expect(postToRobot(MESSAGE, { url, secret: 's' }, AT)).rejects.toThrow(/^not-(https|public)$/);
  });
});

describe('a message on its way', () => {
  let robot: Server;
  let answer: RequestListener;
  let asked: string[];
  let at = '';
  beforeEach(async () => {
    asked = [];
    robot = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers['x-shoujie-id']}`);
      answer(request, response);
    });
    await new Promise<void>((done) => robot.listen(0, '127.0.0.1', done));
    const { port } = robot.address() as AddressInfo;
    at = `http://127.0.0.1:${port}`;
  });
  afterEach(() => {
    robot.closeAllConnections();
    robot.close();
  });
  const post = (waitsMs?: number) =>
    postToRobot(MESSAGE, { url: `${at}/hook`, secret: 's' }, AT, at, waitsMs);

  it('is posted once, with its id, and taken', async () => {
    answer = (_request, response) => response.writeHead(204).end();
    await expect(post()).resolves.toBeUndefined();
    expect(asked).toEqual(['POST /hook 3f']);
  });

  it.each([500, 503, 429, 404])('is refused by %i', async (status) => {
    answer = (_request, response) => response.writeHead(status).end('no');
    await expect(post()).rejects.toThrow(`status-${status}`);
  });

  it('follows no redirect', async () => {
    answer = (_request, response) => response.writeHead(307, { location: `${at}/elsewhere` }).end();
    await expect(post()).rejects.toThrow('status-307');
    expect(asked).toEqual(['POST /hook 3f']);
  });

  it('is given up after a while where nothing answers, and where an answer drips', async () => {
    answer = () => {};
    await expect(post(200)).rejects.toThrow('timeout');
    answer = (_request, response) => {
      response.writeHead(200);
      const drips = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drips));
    };
    await expect(post(200)).rejects.toThrow('timeout');
  });

  it('goes to no address of this machine but that of the sinks, where there are some', async () => {
    answer = (_request, response) => response.writeHead(204).end();
    const robot = { url: `${at}/hook`, secret: 's' };
    await expect(postToRobot(MESSAGE, robot, AT)).rejects.toThrow('not-https');
    await expect(postToRobot(MESSAGE, robot, AT, `${at}1`)).rejects.toThrow('not-https');
    expect(asked).toEqual([]);
  });

  it('says of what failed neither address nor secret', async () => {
    robot.close();
    const failure = await post().catch((error: Error) => `${error.name} ${error.message}`);
    expect(failure).toMatch(/^RobotFault E?[A-Z]+$/);
  });
});
