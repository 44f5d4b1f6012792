import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataDirectory, writeDurably } from '../../../infra/local/data-directory.ts';
import { identify, stillRuns } from '../../../infra/local/process-identity.ts';
import { INTAKES, newKey } from '../../support/intakes.ts';
import { startTestCloud } from '../../support/local-cloud.ts';

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

  it('is its user’s alone, with all that a cloud keeps there', async () => {
    await mkdir(join(path, 'older'), { mode: 0o755 });
    const cloud = await startTestCloud({ dataDir: join(path, 'older') });
    await cloud.as('receptionist-sun').post('/sheets', INTAKES.repair, newKey());
    await cloud.settle();
    expect((await stat(join(path, 'older'))).mode & 0o777).toBe(0o700);
    const kept = await readdir(join(path, 'older'), { recursive: true, withFileTypes: true });
    const files = kept.filter((each) => each.isFile());
    for (const { parentPath, name } of files) {
      expect((await stat(join(parentPath, name))).mode & 0o777, name).toBe(0o600);
    }
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['dynamodb.sqlite', 'issuer-key.pem']),
    );
    await cloud.stop();
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
