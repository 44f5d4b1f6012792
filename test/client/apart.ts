/** Programs that stand in folders of their own, each with its lock file, and are installed when they are first needed. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '../../infra/product.ts';

/** What is installed in a folder beside this file. @throws what npm says where it cannot install it */
export async function installedIn(folder: string, ...path: readonly string[]): Promise<string> {
  const cwd = join(REPOSITORY, 'test', 'client', folder);
  const program = join(cwd, 'node_modules', ...path);
  if (!existsSync(program)) {
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--prefix', cwd], { cwd });
  }
  return program;
}
