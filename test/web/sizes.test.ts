/** What a browser loads of the console stays within its budget (docs/design of the console, section 7). */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BUNDLE_DIRECTORY } from '../../infra/product.ts';

const ASSETS = join(BUNDLE_DIRECTORY, 'console', 'web', 'assets');
const KB = 1_000;
/** An import that is loaded with its file; one in brackets is loaded when its page is looked at. */
const IMPORTED = /(?:import|from)\s*"\.\/([^"]+\.js)"/g;

const named = async (pattern: RegExp) => (await readdir(ASSETS)).filter((name) => pattern.test(name));
const read = (name: string) => readFile(join(ASSETS, name), 'utf8');

/** Files, and all that is loaded together with them. */
async function together(names: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set(names);
  for (const name of found) {
    for (const [, imported = ''] of (await read(name)).matchAll(IMPORTED)) found.add(imported);
  }
  return found;
}

async function zipped(names: Iterable<string>): Promise<number> {
  const sizes = await Promise.all([...names].map(async (name) => gzipSync(await read(name)).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function firstLoad(): Promise<ReadonlySet<string>> {
  const [mains, words] = [await named(/^main-\w+\.js$/), await named(/^zh-\w+\.js$/)];
  expect([mains.length, words.length]).toEqual([1, 1]);
  return together([...mains, ...words]);
}

describe('what is loaded, compressed', () => {
  it('is at first at most 45 KB of script, the words of one language among it', async () => {
    expect(await zipped(await firstLoad())).toBeLessThanOrEqual(45 * KB);
  });

  it('is at most 12 KB of style', async () => {
    const [style = '', ...more] = await named(/\.css$/);
    expect(more).toEqual([]);
    const size = await zipped([style]);
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(12 * KB);
  });

  it('is at most 5 KB of script behind a resident\u2019s link', async () => {
    const script = await readFile(join(ASSETS, '..', 'link.js'), 'utf8');
    expect(script).not.toMatch(/\bimport\b/);
    expect(gzipSync(script).length).toBeLessThanOrEqual(5 * KB);
  });

  it('is at most 35 KB more for each page, and for the login', async () => {
    const first = await firstLoad();
    const later = (await named(/\.js$/)).filter((name) => !first.has(name));
    expect(later.some((name) => /^login-/.test(name))).toBe(true);
    for (const name of later) {
      const more = [...(await together([name]))].filter((file) => !first.has(file));
      expect(await zipped(more), name).toBeLessThanOrEqual(35 * KB);
    }
  });
});
