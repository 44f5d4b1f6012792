import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noteMade, standAsNoted } from '../../infra/made-of.ts';

/** A making that began after everything was written. */
const LATER = Number.POSITIVE_INFINITY;

let folder: string;
let note: string;
let source: string;
let made: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoujie-made-of-'));
  note = join(folder, 'notes', 'one.json');
  source = join(folder, 'source.ts');
  made = join(folder, 'made.mjs');
  await writeFile(source, 'a');
  await writeFile(made, 'A');
});
afterEach(() => rm(folder, { recursive: true }));

test('nothing was noted yet', async () => {
  expect(await standAsNoted(note)).toBe(false);
});

test('sources and what was made of them stand', async () => {
  await noteMade(note, LATER, [source], [made]);
  expect(await standAsNoted(note)).toBe(true);
});

test.each([
  ['a source was written again, as long as before', () => writeFile(source, 'b')],
  ['a source is gone', () => rm(source)],
  ['what was made is gone', () => rm(made)],
  ['the note cannot be read', () => writeFile(note, '{')],
])('%s', async (_, change) => {
  await noteMade(note, LATER, [source], [made]);
  await change();
  expect(await standAsNoted(note)).toBe(false);
});

test('a source that changed while it was read is read again the next time', async () => {
  await noteMade(note, 0, [source], [made]);
  await expect(access(note)).rejects.toThrow();
});
