/** Bundles that tell for which function a call of the table is made: every local cloud of a test runs these. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { copyFile, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifest } from '../../infra/manifest.ts';
import { BUNDLE_DIRECTORY } from '../../infra/product.ts';

export const WATCHED_DIRECTORY = join(BUNDLE_DIRECTORY, 'watched');

const RUN = 'shoujie.test.run-as';
const functionAtWork = new AsyncLocalStorage<string>();

/** Makes of each bundle one that says whose it is. */
export async function writeWatched(): Promise<void> {
  for (const { name } of manifest) {
    const bundle = join(BUNDLE_DIRECTORY, name);
    const folder = join(WATCHED_DIRECTORY, name);
    await cp(bundle, folder, { recursive: true });
    await copyFile(join(bundle, 'handler.mjs'), join(folder, 'whole.mjs'));
    await writeFile(
      join(folder, 'handler.mjs'),
      `const whole = await import('./whole.mjs');
const runAs = globalThis[Symbol.for('${RUN}')];
export const handler = (event, context) => runAs('${name}', () => whole.handler(event, context));\n`,
    );
  }
}

/** Does something in the name of a function. */
export const runAs = <T>(name: string, run: () => T): T => functionAtWork.run(name, run);
Reflect.set(globalThis, Symbol.for(RUN), runAs);

/** The function that this is done for; undefined where a test does it. */
export const atWork = (): string | undefined => functionAtWork.getStore();
