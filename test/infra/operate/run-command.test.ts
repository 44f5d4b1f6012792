import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../infra/local/free-port.ts';
import { UsageError } from '../../../infra/operate/arguments.ts';
import { inWords } from '../../../infra/operate/run-command.ts';

let nowhere: string;
/** Nobody listens there. */
let unreachable: string;
beforeAll(async () => {
  unreachable = `http://127.0.0.1:${await freePort()}`;
  nowhere = await mkdtemp(join(tmpdir(), 'shoujie-operate-'));
});
afterAll(() => rm(nowhere, { recursive: true }));

/** Runs a command as its npm script does, where AWS is out of reach, and gives how it ended and what it said. */
async function ended(command: readonly string[], environment: object = {}) {
  const env = {
    PATH: process.env.PATH,
    HOME: nowhere,
    AWS_ENDPOINT_URL: unreachable,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...environment,
  };
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', ...command], { env });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  );
}

describe('without a network', () => {
  it.each([
    ['redrive', ['infra/operate/redrive.ts', '--stage', 'prod']],
    ['readers', ['infra/operate/readers.ts', 'KF-20261123-0001', '--stage', 'prod']],
    ['after-restore', ['infra/local/after-restore.ts', '--stage', 'prod']],
    ['organisation', ['infra/organisation.ts', 'import', 'x.csv', '--site', 'a', '--table', 't']],
  ])('%s ends with 2 and a sentence', async (_, command) => {
    const { code, said } = await ended(command);
    expect(said).toMatch(/^What is asked for cannot be reached from here .+ECONNREFUSED.+\n$/);
    expect(code).toBe(2);
  });

  it('smoke says of each check why it failed', async () => {
    const { code, said } = await ended(['infra/operate/smoke.ts', '--url', unreachable, '--token', 'x']);
    expect(said).toContain('cannot be reached from here');
    expect(said).not.toMatch(/\n {4}at /);
    expect(code).toBe(1);
  });
});

it('without credentials, or a region, a command says so', async () => {
  const redrive = ['infra/operate/redrive.ts', '--stage', 'prod'];
  const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  expect(await ended(redrive, none)).toMatchObject({
    code: 2,
    said: expect.stringMatching(/^There are no AWS credentials.*\n$/),
  });
  expect(await ended(redrive, { AWS_REGION: undefined })).toMatchObject({
    code: 2,
    said: expect.stringMatching(/^No region is set.*\n$/),
  });
});

describe('in words', () => {
  it.each([
    [new UsageError('usage: x'), 'usage: x'],
    [
      Object.assign(new Error('Stack prod does not exist'), {
        name: 'ValidationError',
        $metadata: { httpStatusCode: 400 },
      }),
      'AWS refused (ValidationError): Stack prod does not exist',
    ],
    [
      Object.assign(new Error("ENOENT: no such file, open 'x'"), { code: 'ENOENT' }),
      "ENOENT: no such file, open 'x'",
    ],
    [new TypeError('x is no function'), undefined],
    [undefined, undefined],
  ])('%s', (error, said) => {
    expect(inWords(error)).toBe(said);
  });
});
