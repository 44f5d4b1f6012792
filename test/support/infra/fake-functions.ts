import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionSpec, Trigger } from '../../../infra/manifest.ts';

/** A function for tests of the local cloud itself: its trigger, and its handler as source text. */
export interface FakeFunction {
  readonly trigger: Trigger;
  readonly source: string;
  readonly timeoutSeconds?: number;
}

/** Writes fake functions as if they had been bundled; gives what `startLocalCloud` needs to run them. */
export async function fakeFunctions(
  functions: Readonly<Record<string, FakeFunction>>,
): Promise<{ manifest: FunctionSpec[]; bundleDirectory: string }> {
  const bundleDirectory = await mkdtemp(join(tmpdir(), 'shoujie-functions-'));
  const manifest: FunctionSpec[] = [];
  for (const [name, { trigger, source, timeoutSeconds = 5 }] of Object.entries(functions)) {
    await mkdir(join(bundleDirectory, name));
    await writeFile(join(bundleDirectory, name, 'handler.mjs'), source);
    manifest.push({
      name,
      entry: 'none',
      description: 'a function of a test',
      trigger,
      environment: ['TABLE_NAME'],
      grants: [],
      memoryMiB: 128,
      timeoutSeconds,
    });
  }
  return { manifest, bundleDirectory };
}
