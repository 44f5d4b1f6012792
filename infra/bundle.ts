import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openApiDocument } from '../shared/contract/openapi.ts';
import { bundleConsole } from './bundle-console.ts';
import { manifest } from './manifest.ts';
import { BUNDLE_DIRECTORY, productVersion, REPOSITORY } from './product.ts';

/** A bundled CommonJS package may still call `require` for what Node itself has. */
const REQUIRE_BANNER =
  "import{createRequire as shoujieRequire}from'node:module';const require=shoujieRequire(import.meta.url);";

/**
 * Bundles every function of the manifest into `<outDir>/<name>/handler.mjs`, all in one esbuild call, and
 * writes the API description and the console next to the functions that serve them. What it writes is both deployed and run
 * locally; nothing is left to the SDK that the runtime happens to bring.
 * @throws what esbuild reports about sources that do not bundle
 */
export async function bundleFunctions(outDir: string = BUNDLE_DIRECTORY): Promise<void> {
  const entries = Object.fromEntries(
    manifest.map(({ name, entry }) => [`${name}/handler`, join(REPOSITORY, entry)]),
  );
  await build({
    absWorkingDir: REPOSITORY,
    entryPoints: entries,
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE_BANNER },
    logLevel: 'warning',
  });
  await mkdir(join(outDir, 'public'), { recursive: true });
  const description = JSON.stringify(openApiDocument(await productVersion()));
  await writeFile(join(outDir, 'public', 'openapi.json'), description);
  await bundleConsole(join(outDir, 'console', 'web'));
}
