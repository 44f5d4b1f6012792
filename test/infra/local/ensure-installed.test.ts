import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../../infra/product.ts';

const SCRIPT = 'infra/ensure-installed.mjs';
const { isNodeRecentEnough } = await import(join(REPOSITORY, SCRIPT));
const run = promisify(execFile);

interface Entry {
  readonly version: string;
  readonly optional?: boolean;
}

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shoujie-install-'));
  await mkdir(join(root, 'infra'));
  await cp(join(REPOSITORY, SCRIPT), join(root, SCRIPT));
  // In the place of npm, so that no test installs anything: it tells what it was called with.
  await mkdir(join(root, 'bin'));
  await writeFile(join(root, 'bin', 'npm'), '#!/bin/sh\necho "npm $*"; exit $NPM_EXIT\n', {
    mode: 0o755,
  });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function given(wanted: Record<string, Entry>, installed: Record<string, Entry>, present = installed) {
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  for (const path of Object.keys(present)) await mkdir(join(root, path), { recursive: true });
  await mkdir(join(root, 'node_modules'), { recursive: true });
  await writeFile(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
}

const ensure = (environment: NodeJS.ProcessEnv = {}) =>
  run(process.execPath, [SCRIPT], {
    cwd: root,
    env: { ...process.env, ...environment, PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}` },
  });

const A = { 'node_modules/a': { version: '1.0.0' } };

describe('what the lock file asks for', () => {
  it('is left alone, without a word, when it is there', async () => {
    await given({ ...A, 'node_modules/b': { version: '2.0.0', optional: true } }, A);
    expect(await ensure()).toEqual({ stdout: '', stderr: '' });
  });

  it.each([
    ['when nothing is there', {}, {}],
    ['when a version differs', { 'node_modules/a': { version: '1.0.1' } }, undefined],
    ['when a directory was removed', A, {}],
  ])('is installed %s', async (_, installed, present) => {
    await given(A, installed, present);
    const { stdout } = await ensure();
    expect(stdout.split('\n')).toEqual([
      expect.stringContaining('1 of the needed packages'),
      'npm ci --include=dev --no-audit --no-fund',
      '',
    ]);
  });

  it('is installed on a fresh checkout', async () => {
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: A }));
    expect((await ensure()).stdout).toContain('npm ci');
  });

  it('fails as the installation fails', async () => {
    await given(A, {});
    await expect(ensure({ NPM_EXIT: '7' })).rejects.toMatchObject({ code: 7 });
  });
});

describe('the version of Node', () => {
  it.each([
    ['18.19.0', false],
    ['20.10.9', false],
    ['20.11.0', false],
    ['20.18.9', false],
    ['20.19.0', true],
    ['20.20.2', true],
    ['22.0.0', true],
    ['24.1.0', true],
  ])('%s is recent enough: %s', (version, enough) => {
    expect(isNodeRecentEnough(version)).toBe(enough);
  });
});
