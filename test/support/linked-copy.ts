import { link, mkdir, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * Copies a folder by hard links. A module is loaded once for each address, and a function reads its environment as it is
 * loaded: so each cloud of a process needs files of its own.
 */
export async function linkedCopy(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name);
    const copy = join(to, relative(from, source));
    await (entry.isDirectory() ? mkdir(copy, { recursive: true }) : link(source, copy));
  }
}
