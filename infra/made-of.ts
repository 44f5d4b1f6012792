/** Whether a bundle and what it was made of stand as they stood, so that it need not be made again. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { REPOSITORY } from './product.ts';

/** Beside the sources: what decides what becomes of them. */
const ALWAYS = ['infra/bundle.ts', 'package.json', 'package-lock.json'];

/** Gives when the system saw a file change last, 0 for one that is missing: a package's archive gives all its versions the same time of writing. */
type MarkOf = (path: string) => Promise<number>;

const markOf: MarkOf = async (path) =>
  (await stat(resolve(REPOSITORY, path)).catch(() => undefined))?.ctimeMs ?? 0;

/** Looks at each file once, for bundles that are made of the same ones. */
export function markedOnce(): MarkOf {
  const marks = new Map<string, Promise<number>>();
  return (path) => {
    const mark = marks.get(path) ?? markOf(path);
    marks.set(path, mark);
    return mark;
  };
}

/** Whether all files that were noted are as they were; false where nothing readable was noted. */
export async function standAsNoted(note: string, marked: MarkOf = markOf): Promise<boolean> {
  try {
    const marks = Object.entries<number>(JSON.parse(await readFile(note, 'utf8')));
    const stand = await Promise.all(marks.map(async ([path, mark]) => (await marked(path)) === mark));
    return stand.every(Boolean);
  } catch {
    return false;
  }
}

/**
 * Notes files, paths from the repository, after they were made of sources; nothing where a source changed meanwhile.
 * @param began when the making began, in milliseconds
 */
export async function noteMade(
  note: string,
  began: number,
  sources: readonly string[],
  made: readonly string[],
): Promise<void> {
  const of = async (paths: readonly string[]) =>
    Promise.all(paths.map(async (path) => [path, await markOf(path)] as const));
  const from = await of([...ALWAYS, ...sources]);
  if (from.some(([, mark]) => mark >= began)) return;
  await mkdir(dirname(note), { recursive: true });
  await writeFile(note, JSON.stringify(Object.fromEntries([...from, ...(await of(made))])));
}
