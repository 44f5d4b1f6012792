import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { REPOSITORY } from './product.ts';

const ENTRY = 'web/app/main.tsx';
const ICON = 'web/style/icon.svg';
/** What browsers of weak phones understand, and those inside other apps. */
const BROWSERS = ['chrome94', 'safari15.4', 'firefox103'];

const compressed = {
  br: promisify(brotliCompress),
  gz: promisify(gzip),
} as const;

/** The page that loads the console. Nothing is written into it but which files these are. */
const pageOf = ({
  script,
  style,
  icon,
}: Readonly<Record<'script' | 'style' | 'icon', string>>): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>首接 Shoujie</title>
<link rel="icon" href="/app/${icon}">
<link rel="stylesheet" href="/app/${style}">
<script type="module" src="/app/${script}"></script>
</head>
<body>
<noscript>此页面需要 JavaScript。 This page needs JavaScript.</noscript>
</body>
</html>
`;

/**
 * Bundles the console into a folder: `index.html` and, named by their contents, the files that it loads, each also
 * compressed. What an earlier call left there is gone.
 * @throws what esbuild reports about sources that do not bundle
 */
export async function bundleConsole(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: REPOSITORY,
    entryPoints: [ENTRY, ICON],
    loader: { '.svg': 'copy' },
    publicPath: '/app/',
    outdir: outDir,
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    platform: 'browser',
    target: BROWSERS,
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const files = Object.entries(metafile.outputs);
  const [script, made] = files.find(([, { entryPoint }]) => entryPoint === ENTRY) ?? [];
  const [icon] = files.find(([, { inputs }]) => ICON in inputs) ?? [];
  if (!script || !made?.cssBundle || !icon) throw new Error(`${ENTRY} made no script, no style or no icon`);
  const served = (path: string) => path.slice(path.indexOf('assets/'));
  const parts = { script: served(script), style: served(made.cssBundle), icon: served(icon) };
  await writeFile(join(outDir, 'index.html'), pageOf(parts));
  await compress(outDir, [
    'index.html',
    ...(await readdir(join(outDir, 'assets'))).map((name) => `assets/${name}`),
  ]);
}

async function compress(folder: string, paths: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    paths.map(async (path) => {
      const body = await readFile(join(folder, path));
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
      await writeFile(join(folder, `${path}.br`), await compressed.br(body, quality));
      await writeFile(join(folder, `${path}.gz`), await compressed.gz(body, { level: 9 }));
    }),
  );
}
