import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { REPOSITORY } from '../../infra/product.ts';

export type BareClient = typeof import('./bare-client.ts');

const NAME = 'bare-client';

/** Where the bundle of the bare client lies. */
export const bareBundle = (outDir: string) => join(outDir, NAME, 'handler.mjs');

/** Bundles the bare client with the very options of `infra/bundle.ts`. */
export async function bundleBareClient(outDir: string): Promise<void> {
  await build({
    absWorkingDir: REPOSITORY,
    entryPoints: { [`${NAME}/handler`]: join(import.meta.dirname, 'bare-client.ts') },
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire as shoujieRequire}from'node:module';const require=shoujieRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

/** Imports the bundle; the client finds its table through the environment of this moment. */
export async function importBareClient(outDir: string): Promise<BareClient> {
  return (await import(pathToFileURL(bareBundle(outDir)).href)) as BareClient;
}
