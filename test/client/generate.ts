/**
 * `npm run generate:client`: writes `shared/client/api.ts`, the types of a client, from the API description. With
 * `--check` it writes nothing and fails where the file is not what it would write.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '../../infra/product.ts';
import { documentWithoutExamples } from '../../shared/contract/openapi.ts';
import { installedIn } from './apart.ts';

const run = promisify(execFile);
const HERE = join(REPOSITORY, 'test', 'client');
const GENERATOR = join(HERE, 'generator');
const WRITTEN = join(REPOSITORY, 'shared', 'client', 'api.ts');
/** A release alone changes no type. */
const VERSION = '0.0.0';

/** The generator stands on a TypeScript of its own. */
async function generated(): Promise<string> {
  const program = await installedIn('generator', 'openapi-typescript', 'bin', 'cli.js');
  const scratch = await mkdtemp(join(tmpdir(), 'shoujie-client-'));
  try {
    const [description, types] = [join(scratch, 'openapi.json'), join(scratch, 'api.ts')];
    await writeFile(description, JSON.stringify(documentWithoutExamples(VERSION)));
    await run(process.execPath, [program, description, '--output', types], { cwd: GENERATOR });
    return await readFile(types, 'utf8');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const types = await generated();
if (!process.argv.includes('--check')) await writeFile(WRITTEN, types);
else if (types !== (await readFile(WRITTEN, 'utf8').catch(() => ''))) {
  console.error('shared/client/api.ts is not what the API description says: run `npm run generate:client`.');
  process.exitCode = 1;
}
