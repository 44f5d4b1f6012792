import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBuilt } from '../../functions/console/built.ts';
import { bundleConsole } from '../../infra/bundle-console.ts';

let folder: string;
const read = () => openBuilt(pathToFileURL(`${folder}/`));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoujie-console-'));
  await bundleConsole(folder, tmpdir());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('another cloud that starts meanwhile finds every file whole', async () => {
  const before = await read();
  const names = () => readdir(folder, { recursive: true }).then((all) => all.toSorted());
  const listed = await names();
  let isOver = false;
  const again = bundleConsole(folder, tmpdir()).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    // Whoever takes the folder as it is reads each of these next.
    expect(await names()).toEqual(listed);
    const { page, assets } = await read();
    expect(page.body.equals(before.page.body)).toBe(true);
    expect([...assets.keys()]).toEqual([...before.assets.keys()]);
    for (const { body, br, gzip } of assets.values())
      expect(Math.min(...[body, br, gzip].map(({ length }) => length))).toBeGreaterThan(0);
  }
  await again;
});

it('files of an earlier version are gone in the end', async () => {
  await writeFile(join(folder, 'assets', 'main-OLD.js'), 'old');
  await bundleConsole(folder, tmpdir());
  expect([...(await read()).assets.keys()]).not.toContain('assets/main-OLD.js');
});
