/** The files that the build left beside the function: read once, because there are few and they never change. */
import { readdir, readFile } from 'node:fs/promises';

export interface BuiltFile {
  readonly type: string;
  readonly body: Buffer;
  /** The same, compressed when it was built. */
  readonly br: Buffer;
  readonly gzip: Buffer;
}

export interface Built {
  readonly page: BuiltFile;
  /** The script of the page behind a resident's link. */
  readonly linkScript: BuiltFile;
  /** What keeps the console on a device. */
  readonly worker: BuiltFile;
  /** By their path below the console's address, such as `assets/main-ABC.js`. */
  readonly assets: ReadonlyMap<string, BuiltFile>;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** @throws Error where the folder has none of them: it was not built */
export async function openBuilt(folder: URL): Promise<Built> {
  const file = async (path: string): Promise<BuiltFile> => {
    const [body, br, gzip] = await Promise.all(
      ['', '.br', '.gz'].map((ending) => readFile(new URL(`${path}${ending}`, folder))),
    );
    if (!body || !br || !gzip) throw new Error(`${path} is not built`);
    return { type: TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream', body, br, gzip };
  };
  const names = await readdir(new URL('assets/', folder));
  const paths = names.filter((name) => !/\.(?:br|gz)$/.test(name)).map((name) => `assets/${name}`);
  const assets = await Promise.all(paths.map(async (path) => [path, await file(path)] as const));
  const [page, linkScript, worker] = [
    await file('index.html'),
    await file('link.js'),
    await file('worker.js'),
  ];
  return { page, linkScript, worker, assets: new Map(assets) };
}
