import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalClock, openClock } from '../../../infra/local/clock.ts';
import { openDataDirectory } from '../../../infra/local/data-directory.ts';
import { Services } from '../../../infra/local/services.ts';

export interface StandingClock {
  readonly clock: LocalClock;
  /** The clock settles these before it moves on, as the local cloud has it. */
  readonly services: Services;
  /** What went wrong inside the services. */
  readonly errors: unknown[];
  readonly onError: (error: unknown) => void;
  /** The present instant in RFC 3339. */
  now(): string;
  stop(): Promise<void>;
}

/** Dummy credentials and region for an SDK client that talks to a local service. */
export const local = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/**
 * The real clock of the local cloud with nothing around it but the services under test.
 * @param standAt where it stands still; empty has it run with real time
 */
export async function standingClock(standAt = '2026-11-23T08:00:00.000Z'): Promise<StandingClock> {
  const directory = await mkdtemp(join(tmpdir(), 'shoujie-clock-'));
  const data = await openDataDirectory(directory);
  const services = new Services();
  const errors: unknown[] = [];
  const onError = (error: unknown) => {
    errors.push(error);
  };
  const clock = await openClock({ data, standAt, settle: () => services.settle(), onError });
  return {
    clock,
    services,
    errors,
    onError,
    now: () => new Date(clock.now()).toISOString(),
    async stop() {
      await services.stop(onError);
      clock.stop();
      await data.release();
      await rm(directory, { recursive: true });
    },
  };
}
