import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataDirectory, writeDurably } from '../../../infra/local/data-directory.ts';
import { identify, stillRuns } from '../../../infra/local/process-identity.ts';

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'shoujie-data-'));
});
afterEach(() => rm(path, { recursive: true, force: true }));

describe('the data directory', () => {
  it('is made with those above it', async () => {
    const data = await openDataDirectory(join(path, 'a', 'b'));
    await writeDurably(data.file('x'), 'one');
    await writeDurably(data.file('x'), 'two');
    expect(await readFile(join(path, 'a', 'b', 'x'), 'utf8')).toBe('two');
  });

  it('is held by one cloud at a time', async () => {
    const data = await openDataDirectory(path);
    await expect(openDataDirectory(path)).rejects.toThrow(`process ${process.pid}`);
    await data.release();
    await (await openDataDirectory(path)).release();
  });

  it('is free again after its holder died, even if another process now has its number', async () => {
    const lock = join(path, 'cloud.pid');
    await writeFile(lock, JSON.stringify({ pid: process.pid, born: 'an earlier boot/1' }));
    await (await openDataDirectory(path)).release();
    await writeFile(lock, 'spoilt');
    await (await openDataDirectory(path)).release();
  });

  it.each(['/proc/nowhere/at/all', '/dev/null/x'])('is refused where it cannot be: %s', async (nowhere) => {
    await expect(openDataDirectory(nowhere)).rejects.toThrow(`DATA_DIR ${nowhere} cannot be written`);
  });
});

describe('a process', () => {
  it('is told from a later one of the same number', async () => {
    const own = identify(process.pid);
    expect(stillRuns(own)).toBe(true);
    expect(stillRuns({ ...own, born: 'an earlier boot/1' })).toBe(false);
  });
});
