import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { openApiDocument } from '../shared/contract/openapi.ts';
import { bundleConsole } from './bundle-console.ts';
import { markedOnce, noteMade, standAsNoted } from './made-of.ts';
import { type FunctionSpec, manifest } from './manifest.ts';
import { BUNDLE_DIRECTORY, productVersion, REPOSITORY } from './product.ts';
import { writeAtOnce } from './write-at-once.ts';

const AT_FIRST_USE = join(REPOSITORY, 'shared/contract/zod-at-first-use.ts');

/**
 * Bundles what runs on Node into a folder: small, `handler.mjs` over one file with all that a start needs, and each part
 * that is imported as it is needed in a file of its own, which no start waits for.
 * @returns the sources, and the names of the files that were made of them
 * @throws what the bundler reports about sources that do not bundle
 */
export async function bundleOnNode(entry: string, outDir: string) {
  const bundle = await rolldown({
    input: { handler: entry },
    cwd: REPOSITORY,
    platform: 'node',
    resolve: { mainFields: ['module', 'main'], alias: { zod$: AT_FIRST_USE } },
    transform: { target: 'node20' },
    checks: { ineffectiveDynamicImport: false },
    preserveEntrySignatures: 'allow-extension',
  });
  try {
    const { output } = await bundle.write({
      dir: outDir,
      codeSplitting: {
        groups: [{ name: 'start', tags: ['$initial'], test: (source) => source !== entry }],
        includeDependenciesRecursively: false,
      },
      entryFileNames: '[name].mjs',
      chunkFileNames: 'part-[hash].mjs',
      hashCharacters: 'hex',
      minify: true,
      // A file with a single wider character would be kept in two bytes for each of them.
      charset: 'ascii',
      topLevelVar: true,
    });
    return { sources: await bundle.watchFiles, made: output.map(({ fileName }) => fileName) };
  } finally {
    await bundle.close();
  }
}

/**
 * Bundles every function of the manifest whose sources changed into `<outDir>/<name>`, where `handler.mjs` is what starts, and
 * writes the API description and the console next to the functions that serve them. What it writes is both deployed and run
 * locally; nothing is left to the SDK that the runtime happens to bring.
 * @throws what the bundler reports about sources that do not bundle
 */
export async function bundleFunctions(outDir: string = BUNDLE_DIRECTORY): Promise<void> {
  const marked = markedOnce();
  const isMade = (note: string) => standAsNoted(note, marked);
  for (const spec of manifest) await bundleFunction(spec, outDir, isMade);
  await mkdir(join(outDir, 'public'), { recursive: true });
  const description = JSON.stringify(openApiDocument(await productVersion()));
  await writeAtOnce(join(outDir, 'public', 'openapi.json'), Buffer.from(description), outDir);
  // What is deployed are folders in this one, each read whole.
  await bundleConsole(join(outDir, 'console', 'web'), outDir);
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
  const { sources, made } = await bundleOnNode(join(REPOSITORY, entry), outdir);
  const stale = (await readdir(outdir)).filter((file) => file.endsWith('.mjs') && !made.includes(file));
  await Promise.all(stale.map((file) => rm(join(outdir, file), { force: true })));
  await noteMade(
    note,
    began,
    sources,
    made.map((file) => join(outdir, file)),
  );
}
