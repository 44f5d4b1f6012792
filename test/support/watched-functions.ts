/** Bundles that tell for which function a call of the table is made: every local cloud of a test runs these. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifest } from '../../infra/manifest.ts';
import { BUNDLE_DIRECTORY } from '../../infra/product.ts';

export const WATCHED_DIRECTORY = join(BUNDLE_DIRECTORY, 'watched');

const RUN = 'shoujie.test.run-as';
const functionAtWork = new AsyncLocalStorage<string>();

/** Writes for each bundle one that runs it and says whose it is. */
export async function writeWatched(): Promise<void> {
  for (const { name } of manifest) {
    await mkdir(join(WATCHED_DIRECTORY, name), { recursive: true });
    await writeFile(
      join(WATCHED_DIRECTORY, name, 'handler.mjs'),
      `const whole = await import('${join(BUNDLE_DIRECTORY, name, 'handler.mjs')}' + new URL(import.meta.url).search);
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
