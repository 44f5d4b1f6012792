import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { openApiDocument } from '../shared/contract/openapi.ts';
import { bundleConsole } from './bundle-console.ts';
import { markedOnce, noteMade, standAsNoted } from './made-of.ts';
import { type FunctionSpec, manifest } from './manifest.ts';
import { BUNDLE_DIRECTORY, productVersion, REPOSITORY } from './product.ts';
import { writeAtOnce } from './write-at-once.ts';

/** A bundled CommonJS package may still call `require` for what Node itself has. */
const REQUIRE_BANNER =
  "import{createRequire as shoujieRequire}from'node:module';const require=shoujieRequire(import.meta.url);";

/** How what runs on Node is bundled: small, and each part that is imported as it is needed in a file of its own, which no start waits for. */
export const ON_NODE = {
  absWorkingDir: REPOSITORY,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  chunkNames: 'part-[hash]',
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: REQUIRE_BANNER },
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles every function of the manifest whose sources changed into `<outDir>/<name>`, where `handler.mjs` is what starts, and
 * writes the API description and the console next to the functions that serve them. What it writes is both deployed and run
 * locally; nothing is left to the SDK that the runtime happens to bring.
 * @throws what esbuild reports about sources that do not bundle
 */
export async function bundleFunctions(outDir: string = BUNDLE_DIRECTORY): Promise<void> {
  const marked = markedOnce();
  const isMade = (note: string) => standAsNoted(note, marked);
  await Promise.all(manifest.map((spec) => bundleFunction(spec, outDir, isMade)));
  await mkdir(join(outDir, 'public'), { recursive: true });
  const description = JSON.stringify(openApiDocument(await productVersion()));
  await writeAtOnce(join(outDir, 'public', 'openapi.json'), Buffer.from(description));
  await bundleConsole(join(outDir, 'console', 'web'));
}

/** Bundles a function by itself, so that it is deployed with its own parts alone; those of an earlier bundle go. */
async function bundleFunction(
  { name, entry }: FunctionSpec,
  outDir: string,
  isMade: (note: string) => Promise<boolean>,
): Promise<void> {
  const note = join(outDir, 'made-of', `${name}.json`);
  if (await isMade(note)) return;
  const began = Date.now();
  const outdir = join(outDir, name);
  const { metafile } = await build({
    ...ON_NODE,
    entryPoints: { handler: join(REPOSITORY, entry) },
    outdir,
    metafile: true,
  });
  const made = Object.keys(metafile.outputs);
  const names = new Set(made.map((file) => basename(file)));
  const stale = (await readdir(outdir)).filter((file) => file.endsWith('.mjs') && !names.has(file));
  await Promise.all(stale.map((file) => rm(join(outdir, file), { force: true })));
  await noteMade(note, began, Object.keys(metafile.inputs), made);
}
