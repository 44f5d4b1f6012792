import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { REPOSITORY } from './product.ts';
import { writeAtOnce } from './write-at-once.ts';

const ENTRY = 'web/app/main.tsx';
const ICON = 'web/style/icon.svg';
/** The script of the page behind a resident's link: one small file, under a name that its page knows. */
const LINK_ENTRY = 'web/link/link.ts';
/** What keeps the console on the device; it knows every file that it is made of. */
const WORKER_ENTRY = 'web/worker/worker.ts';
const ASSETS = 'assets';
const DIGEST_LENGTH = 16;
/** What browsers of weak phones understand, and those inside other apps. */
const BROWSERS = ['chrome94', 'safari15.4', 'firefox103'];

const FOR_BROWSERS = {
  bundle: true,
  minify: true,
  platform: 'browser',
  target: BROWSERS,
  format: 'esm',
  logLevel: 'warning',
} as const;

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
 * Bundles the console into a folder: `index.html`, the script of residents' links, the service worker and, named by their contents, the files that it loads, each also
 * compressed. Whoever reads the folder meanwhile finds every file that it lists, and whole; what an earlier version left
 * there is gone in the end.
 * @param drafts a folder on the same disk, for what is not written to its end
 * @throws what esbuild reports about sources that do not bundle
 */
export async function bundleConsole(outDir: string, drafts: string): Promise<void> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: REPOSITORY,
    entryPoints: [ENTRY, ICON],
    loader: { '.svg': 'copy' },
    publicPath: '/app/',
    outdir: outDir,
    entryNames: `${ASSETS}/[name]-[hash]`,
    chunkNames: `${ASSETS}/[name]-[hash]`,
    ...FOR_BROWSERS,
    splitting: true,
    metafile: true,
    write: false,
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const link = await build({
    absWorkingDir: REPOSITORY,
    entryPoints: [LINK_ENTRY],
    outdir: outDir,
    ...FOR_BROWSERS,
    write: false,
  });
  const files = Object.entries(metafile.outputs);
  const [script, made] = files.find(([, { entryPoint }]) => entryPoint === ENTRY) ?? [];
  const [icon] = files.find(([, { inputs }]) => ICON in inputs) ?? [];
  if (!script || !made?.cssBundle || !icon) throw new Error(`${ENTRY} made no script, no style or no icon`);
  const served = (path: string) => path.slice(path.indexOf(`${ASSETS}/`));
  const parts = { script: served(script), style: served(made.cssBundle), icon: served(icon) };
  const shell = ['/app', ...outputFiles.map(({ path }) => `/app/${served(path)}`)].toSorted();
  const worker = await build({
    absWorkingDir: REPOSITORY,
    entryPoints: [WORKER_ENTRY],
    outdir: outDir,
    ...FOR_BROWSERS,
    define: {
      SHELL: JSON.stringify(shell),
      VERSION: JSON.stringify(digestOf([...shell, pageOf(parts)])),
    },
    write: false,
  });
  await mkdir(join(outDir, ASSETS), { recursive: true });
  await Promise.all(
    [...outputFiles, ...link.outputFiles, ...worker.outputFiles].map(({ path, contents }) =>
      writeWithForms(path, contents, drafts),
    ),
  );
  await writeWithForms(join(outDir, 'index.html'), Buffer.from(pageOf(parts)), drafts);
  const present = new Set(outputFiles.flatMap(({ path }) => formsOf(path).map((form) => basename(form))));
  const left = (await readdir(join(outDir, ASSETS))).filter((name) => !present.has(name));
  await Promise.all(left.map((name) => rm(join(outDir, ASSETS, name), { force: true })));
}

/** Which version it is: every file is named by its contents, but for the page. */
const digestOf = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, DIGEST_LENGTH);

const formsOf = (path: string) => [`${path}.br`, `${path}.gz`, path] as const;

/** Writes a file and its compressed forms, itself last, since whoever sees it looks for them. */
async function writeWithForms(path: string, body: Uint8Array, drafts: string): Promise<void> {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  const [br, gz, plain] = formsOf(path);
  await writeAtOnce(br, await compressed.br(body, quality), drafts);
  await writeAtOnce(gz, await compressed.gz(body, { level: 9 }), drafts);
  await writeAtOnce(plain, body, drafts);
}
