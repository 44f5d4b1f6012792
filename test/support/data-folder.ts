import { mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux has a disk in memory. */
const IN_MEMORY = '/dev/shm';
/** Less than this is left to others; what all clouds of a run keep at once is a small part of it. */
const ROOM_BYTES = 2 * 1024 ** 3;

const hasRoom = async (): Promise<boolean> => {
  const found = await statfs(IN_MEMORY).catch(() => undefined);
  return found !== undefined && found.bavail * found.bsize >= ROOM_BYTES;
};

/**
 * Makes a new folder for what a cloud keeps, which the caller removes. The engine waits until each commit is on the disk: in
 * memory, where there is room, it waits for nothing. Whatever a killed process wrote is there all the same.
 * @param name what it is for, as a part of the folder's own name
 */
export async function dataFolder(name: string): Promise<string> {
  const parent = (await hasRoom()) ? IN_MEMORY : tmpdir();
  return mkdtemp(join(parent, `shoujie-${name}-`));
}
