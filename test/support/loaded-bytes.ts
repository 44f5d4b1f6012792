import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const STATIC = /(?:from|import)"\.\/(part-\w+\.mjs)"/g;

/** How many bytes are loaded with a module: its own and those of the files beside it that it imports from the start. */
export async function loadedBytes(file: string, seen = new Set<string>()): Promise<number> {
  if (seen.has(file)) return 0;
  seen.add(file);
  const text = await readFile(file, 'utf8');
  let bytes = Buffer.byteLength(text);
  for (const [, part = ''] of text.matchAll(STATIC)) {
    bytes += await loadedBytes(join(dirname(file), part), seen);
  }
  return bytes;
}
