/**
 * `node --import tsx test/archive/make.ts VERSION`: writes `VERSION/sealed.tar.gz` and `VERSION/expected.json`, what was said on all
 * that version 0.1 sealed, decided and sealed by the code as it is. Run once, before a release.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedAnew } from './anew.ts';
import { expectedOf, folderOf, pack, type SealedFacts, sealedFactsOf, unpacked } from './kept.ts';

const [version] = process.argv.slice(2);
if (version === undefined) throw new Error('Usage: node --import tsx test/archive/make.ts VERSION');
const before = await unpacked('0.1', 'sealed');
const made = await mkdtemp(join(tmpdir(), 'shoujie-made-'));
const facts: Record<string, SealedFacts> = {};
for (const name of Object.keys((await expectedOf('0.1')).sealed)) {
  const text = sealedAnew(JSON.parse(await readFile(join(before, name), 'utf8')));
  await writeFile(join(made, name), text);
  facts[name] = sealedFactsOf(JSON.parse(text));
}
await mkdir(folderOf(version), { recursive: true });
await writeFile(
  join(folderOf(version), 'expected.json'),
  `${JSON.stringify({ sealed: facts }, undefined, 2)}\n`,
);
await pack(made, version, 'sealed');
for (const folder of [before, made]) await rm(folder, { recursive: true });
console.log(`${Object.keys(facts).length} objects of version ${version}`);
