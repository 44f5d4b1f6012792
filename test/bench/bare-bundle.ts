import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ON_NODE } from '../../infra/bundle.ts';

export type BareClient = typeof import('./bare-client.ts');

const SOURCE = join(import.meta.dirname, 'bare-client.ts');

/** Where the bundle of the bare client lies. */
const bareBundle = (outDir: string) => join(outDir, 'bare-client', 'handler.mjs');

/** Bundles the bare client with the very options of `infra/bundle.ts`. */
export async function bundleBareClient(outDir: string): Promise<void> {
  await build({ ...ON_NODE, entryPoints: { handler: SOURCE }, outdir: dirname(bareBundle(outDir)) });
}

/**
 * Bundles the bare client as esbuild does it of itself, into one file that is not made smaller; gives the file.
 */
export async function bundleBareByDefault(outDir: string): Promise<string> {
  const outfile = join(outDir, 'bare-client-by-default', 'handler.mjs');
  const { platform, format, banner, logLevel } = ON_NODE;
  await build({ entryPoints: [SOURCE], outfile, bundle: true, platform, format, banner, logLevel });
  return outfile;
}

/** Imports the bundle; the client finds its table through the environment of this moment. */
export async function importBareClient(outDir: string): Promise<BareClient> {
  return (await import(pathToFileURL(bareBundle(outDir)).href)) as BareClient;
}
