/** The check of generated clients where it cannot be made: it says so in the gate's words, and passes. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { REPOSITORY } from '../../infra/product.ts';

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'shoujie-no-java-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

/** What the check says where nothing but `scratch` is on the path. @throws where it fails */
async function said(): Promise<string> {
  const check = ['--import', 'tsx', 'test/client/clients.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, check, {
    cwd: REPOSITORY,
    env: { ...process.env, PATH: scratch },
  });
  return stdout;
}

/** Puts a Maven on the path that says this of its version. */
async function maven(version: string): Promise<void> {
  const program = join(scratch, 'mvn');
  await writeFile(program, `#!/bin/sh\necho '${version}'\n`);
  await chmod(program, 0o755);
}

it.each([
  ['no Maven', undefined],
  ['a Java that is too old', 'Java version: 11.0.2, vendor: Debian'],
  ['no Java', 'The JAVA_HOME environment variable is not defined correctly'],
])('is left out where there is %s', async (_what, version) => {
  if (version !== undefined) await maven(version);
  expect(await said()).toBe(
    'Left out: clients in Java and Kotlin, which need Java 17 or later with Maven.\n',
  );
});
