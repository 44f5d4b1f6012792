/** Calls the functions that run every day or every hour, by the cloud's clock, whenever they are due. */
import { EVERY_MS, type Every } from '../../shared/domain/anchors/checkpoint.ts';
import type { FunctionSpec, Trigger } from '../manifest.ts';
import type { LocalClock } from './clock.ts';
import type { FunctionHost } from './lambda.ts';
import type { Service } from './services.ts';

/**
 * Begins to wait for the next runs; whatever came due while the cloud was stopped is made up for then.
 * @param checkpoints how often checkpoints are made
 */
export function startPeriodic(
  manifest: readonly FunctionSpec[],
  functions: FunctionHost,
  clock: LocalClock,
  checkpoints: Every,
): Service {
  const periods: Partial<Record<Trigger['kind'], number>> = {
    checkpoint: EVERY_MS[checkpoints],
    daily: EVERY_MS.P1D,
  };
  const waiting = new Map<string, () => void>();
  const waitFor = (name: string, period: number) => {
    const at = (Math.floor(clock.now() / period) + 1) * period;
    const run = async () => {
      waitFor(name, period);
      await functions.invoke(name, {});
    };
    waiting.set(name, clock.at({ at, run }));
  };
  for (const { name, trigger } of manifest) {
    const period = periods[trigger.kind];
    if (period !== undefined) waitFor(name, period);
  }
  return { stop: () => waiting.forEach((takeBack) => void takeBack()) };
}
