/**
 * `npm run test:engine -- [endpoint] [files…]`: the flows on another DynamoDB than the embedded one: the one at that address,
 * such as a DynamoDB Local, or that of the emulator of the deploy check, where Python is there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from '../../infra/product.ts';
import { startEmulator } from '../deploy/emulator.ts';
import { REGION } from '../deploy/environment.ts';
import { makeCertificate } from '../deploy/foreign-issuer.ts';
import { EMULATOR, pythonOrLeaveOut, pythonPrograms } from '../deploy/python.ts';

/** What the embedded engine itself is the matter of. */
const OF_THE_EMBEDDED = ['test/flows/kill-nine.test.ts'];

/** Runs vitest with that engine; gives its exit code. */
async function flowsOn(endpoint: string, files: readonly string[]): Promise<number> {
  const program = join(REPOSITORY, 'node_modules/vitest/vitest.mjs');
  const areFilesNamed = files.some((each) => !each.startsWith('-'));
  const asked = areFilesNamed ? files : ['test/flows', ...files];
  const leftOut = OF_THE_EMBEDDED.flatMap((file) => ['--exclude', file]);
  const child = spawn(process.execPath, [program, 'run', '--project', 'cloud', ...leftOut, ...asked], {
    cwd: REPOSITORY,
    env: { ...process.env, TEST_ENGINE: endpoint },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}

const [first = '', ...rest] = process.argv.slice(2);
if (first.startsWith('http')) {
  process.exitCode = await flowsOn(first, rest);
} else {
  const python = await pythonOrLeaveOut('the flows on another engine');
  const scratch = await mkdtemp(join(tmpdir(), 'shoujie-engine-'));
  const programs = await pythonPrograms(python, EMULATOR);
  const certificate = await makeCertificate(programs, scratch);
  const settings = { region: REGION, certificate: certificate.file, permissions: false };
  const emulator = await startEmulator(programs, scratch, settings);
  try {
    process.exitCode = await flowsOn(emulator.endpoint, process.argv.slice(2));
  } finally {
    await emulator.end();
    await rm(scratch, { recursive: true, force: true });
  }
}
