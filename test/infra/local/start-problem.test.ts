import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartProblem, sayingWhy } from '../../../infra/local/start-problem.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoujie-problem-'));
});
afterAll(() => rm(folder, { recursive: true }));

const failing = (error: unknown, dataDir = folder) =>
  sayingWhy(dataDir, () => Promise.reject(error)).catch((thrown: unknown) => thrown);

describe('what keeps the local cloud from starting', () => {
  it('is nothing where it starts', async () => {
    expect(await sayingWhy(folder, async () => 7)).toBe(7);
  });

  // It says of itself that it has no room.
  it.runIf(existsSync('/proc'))('is a full disk, whatever failed by it', async () => {
    for (const message of ['Table already exists: shoujie', 'disk I/O error', 'no space left on device']) {
      const said = await failing(new Error(message), '/proc');
      expect(said).toBeInstanceOf(StartProblem);
      expect((said as Error).message).toBe(
        `The disk of DATA_DIR /proc is full: make room and start again; what was kept there is still there. (${message})`,
      );
    }
  });

  it.each(['file is not a database', 'InternalServerError: database disk image is malformed'])(
    'is a damaged database: %s',
    async (message) => {
      const said = await failing(new Error(message));
      expect(said).toBeInstanceOf(StartProblem);
      expect((said as Error).message).toMatch(/^The database in DATA_DIR .+ is damaged: put a copy/);
    },
  );

  it('is a file that is out of reach, on a disk that has room', async () => {
    const error = Object.assign(new Error("EROFS: read-only file system, open 'x'"), { code: 'EROFS' });
    const said = await failing(error);
    expect(said).toBeInstanceOf(StartProblem);
    expect((said as Error).message).toContain(error.message);
  });

  it('is said as it is by whoever knows it, and a fault of the product stays one', async () => {
    for (const error of [new StartProblem('Port 1 is taken.'), new TypeError('x is no function'), 'odd']) {
      expect(await failing(error)).toBe(error);
    }
  });
});
