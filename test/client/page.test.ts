/** Runs the commands of pages as they stand, and holds what they say against what the page says. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

const run = promisify(execFile);
/** What the page says that a command says begins with this; to the shell it is a comment. */
const SAID = '#> ';
/** A page is some hundred small processes, one after the other: a busy machine may take its time. */
const PATIENCE_MS = 180_000;
/** Each page with the least that it has to try, in blocks and in what they say. */
const PAGES = [
  ['README.md', 4, 10],
  ['docs/tour.md', 7, 25],
  ['docs/api.md', 6, 11],
] as const;

let cloud: TestCloud;
let scratch: string;
beforeEach(async () => {
  cloud = await startTestCloud();
  scratch = await mkdtemp(join(tmpdir(), 'shoujie-page-'));
});
afterEach(async () => {
  await cloud.stop();
  await rm(scratch, { recursive: true, force: true });
});

/** The blocks of a page that are to be typed; how the product is started is not among them. */
const blocksOf = (page: string) =>
  [...page.matchAll(/```sh\n([\s\S]*?)```/g)]
    .map(([, block = '']) => block)
    .filter((block) => !block.startsWith('npm '));

test.each(PAGES)(
  'every command of %s says what the page says',
  async (name, leastBlocks, leastSaid) => {
    const blocks = blocksOf(await readFile(name, 'utf8'));
    expect(blocks.length).toBeGreaterThanOrEqual(leastBlocks);
    const lines = blocks.join('\n').split('\n');
    const said = lines.filter((line) => line.startsWith(SAID)).map((line) => line.slice(SAID.length));
    expect(said.length).toBeGreaterThanOrEqual(leastSaid);
    const env = { ...process.env, API: cloud.url };
    const { stdout } = await run('bash', ['-euc', lines.join('\n')], { cwd: scratch, env });
    expect(stdout.trimEnd().split('\n')).toEqual(said);
  },
  PATIENCE_MS,
);
