/** What a browser loads of the console at first stays within its budget (docs/design of the console, section 7). */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BUNDLE_DIRECTORY } from '../../infra/product.ts';

const WEB = join(BUNDLE_DIRECTORY, 'console', 'web');
const KB = 1_000;

async function zipped(pattern: RegExp): Promise<readonly number[]> {
  const names = (await readdir(join(WEB, 'assets'))).filter((name) => pattern.test(name));
  return Promise.all(names.map(async (name) => gzipSync(await readFile(join(WEB, 'assets', name))).length));
}

describe('a first load, compressed', () => {
  it('is at most 45 KB of script, the words of one language among it', async () => {
    const [main, zh] = [await zipped(/^main-\w+\.js$/), await zipped(/^zh-\w+\.js$/)];
    const shared = await zipped(/^chunk-\w+\.js$/);
    expect(main).toHaveLength(1);
    expect(zh).toHaveLength(1);
    expect([...main, ...zh, ...shared].reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(45 * KB);
  });

  it('is at most 12 KB of style', async () => {
    const [style = 0, ...more] = await zipped(/\.css$/);
    expect(more).toEqual([]);
    expect(style).toBeGreaterThan(0);
    expect(style).toBeLessThanOrEqual(12 * KB);
  });

  it('leaves the login to whoever logs in, at most 35 KB more', async () => {
    const [login = Number.POSITIVE_INFINITY] = await zipped(/^login-\w+\.js$/);
    expect(login).toBeLessThanOrEqual(35 * KB);
  });
});
