/** Bundles that tell for which function a call of the table is made: every local cloud of a test runs these. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { manifest } from '../../infra/manifest.ts';
import { BUNDLE_DIRECTORY } from '../../infra/product.ts';
import { writeAtOnce } from '../../infra/write-at-once.ts';

export const WATCHED_DIRECTORY = join(BUNDLE_DIRECTORY, 'watched');

const RUN = 'shoujie.test.run-as';
const functionAtWork = new AsyncLocalStorage<string>();

/** Writes a file that differs; clouds of another run that have linked it keep what they have. */
async function put(path: string, body: Uint8Array): Promise<void> {
  const there = await readFile(path).catch(() => undefined);
  if (there?.equals(body) === true) return;
  await mkdir(dirname(path), { recursive: true });
  await writeAtOnce(path, body, BUNDLE_DIRECTORY);
}

const watched = (name: string) => `const whole = await import('./whole.mjs');
const runAs = globalThis[Symbol.for('${RUN}')];
export const handler = (event, context) => runAs('${name}', () => whole.handler(event, context));\n`;

/** Makes of each bundle one that says whose it is. */
export async function writeWatched(): Promise<void> {
  for (const { name } of manifest) {
    const [bundle, folder] = [join(BUNDLE_DIRECTORY, name), join(WATCHED_DIRECTORY, name)];
    for (const entry of await readdir(bundle, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const copy = relative(bundle, path);
      await put(join(folder, copy === 'handler.mjs' ? 'whole.mjs' : copy), await readFile(path));
    }
    await put(join(folder, 'handler.mjs'), Buffer.from(watched(name)));
  }
}

/** Does something in the name of a function. */
export const runAs = <T>(name: string, run: () => T): T => functionAtWork.run(name, run);
Reflect.set(globalThis, Symbol.for(RUN), runAs);

/** The function that this is done for; undefined where a test does it. */
export const atWork = (): string | undefined => functionAtWork.getStore();
