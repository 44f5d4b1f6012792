/** Runs the commands of docs/api.md as they stand, and holds what they say against what the page says. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

const run = promisify(execFile);
/** What the page says that a command says begins with this; to the shell it is a comment. */
const SAID = '#> ';

let cloud: TestCloud;
let scratch: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  scratch = await mkdtemp(join(tmpdir(), 'shoujie-page-'));
});
afterAll(async () => {
  await cloud.stop();
  await rm(scratch, { recursive: true, force: true });
});

it('every command of docs/api.md says what the page says', async () => {
  const page = await readFile('docs/api.md', 'utf8');
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  expect(blocks.length).toBeGreaterThanOrEqual(6);
  const lines = blocks.join('\n').split('\n');
  const said = lines.filter((line) => line.startsWith(SAID)).map((line) => line.slice(SAID.length));
  expect(said.length).toBeGreaterThan(10);
  const env = { ...process.env, API: cloud.url };
  const { stdout } = await run('bash', ['-euc', lines.join('\n')], { cwd: scratch, env });
  expect(stdout.trimEnd().split('\n')).toEqual(said);
});
