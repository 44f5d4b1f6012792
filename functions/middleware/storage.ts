/**
 * The command context of functions that look into storage. The SDK for that is loaded when the first file needs it,
 * not at their start.
 */
import type { CommandContext } from '../../shared/commands/command.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import type { Bucket } from '../../shared/store/files/bucket.ts';
import { commandContext } from './command-context.ts';

const name = fromEnvironment('FILES_BUCKET');
let opened: Bucket | undefined;

export async function filesBucket() {
  const storage = await import('../../shared/store/files/bucket.ts');
  opened ??= storage.openBucket(name);
  return { bucket: opened, ...storage };
}

export const contextWithStorage: CommandContext = {
  ...commandContext,
  storage: async (file) => {
    const { bucket, storedOf } = await filesBucket();
    return storedOf(bucket, file);
  },
};
