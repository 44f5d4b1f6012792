import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleOnNode } from '../../infra/bundle.ts';

export type BareClient = typeof import('./bare-client.ts');

const SOURCE = join(import.meta.dirname, 'bare-client.ts');

/** A bundled CommonJS package may still call `require` for what Node itself has. */
const REQUIRE_BANNER =
  "import{createRequire as bareRequire}from'node:module';const require=bareRequire(import.meta.url);";

/** Where the bundle of the bare client lies. */
const bareBundle = (outDir: string) => join(outDir, 'bare-client', 'handler.mjs');

/** Bundles the bare client just as functions are bundled. */
export async function bundleBareClient(outDir: string): Promise<void> {
  await bundleOnNode(SOURCE, dirname(bareBundle(outDir)));
}

/**
 * Bundles the bare client as esbuild does it of itself, into one file that is not made smaller; gives the file.
 */
export async function bundleBareByDefault(outDir: string): Promise<string> {
  const outfile = join(outDir, 'bare-client-by-default', 'handler.mjs');
  await build({
    entryPoints: [SOURCE],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: REQUIRE_BANNER },
    logLevel: 'warning',
  });
  return outfile;
}

/** Imports the bundle; the client finds its table through the environment of this moment. */
export async function importBareClient(outDir: string): Promise<BareClient> {
  return (await import(pathToFileURL(bareBundle(outDir)).href)) as BareClient;
}
