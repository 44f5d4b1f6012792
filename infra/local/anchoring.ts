/** Calls the function that makes checkpoints, by the cloud's clock, whenever one is due. */
import { EVERY_MS, type Every } from '../../shared/domain/anchors/checkpoint.ts';
import type { FunctionSpec } from '../manifest.ts';
import type { LocalClock } from './clock.ts';
import type { FunctionHost } from './lambda.ts';
import type { Service } from './services.ts';

/** Begins to wait for the next; whatever came due while the cloud was stopped is made up for then. */
export function startAnchoring(
  manifest: readonly FunctionSpec[],
  functions: FunctionHost,
  clock: LocalClock,
  every: Every,
): Service {
  const waiting = new Map<string, () => void>();
  const waitFor = (name: string) => {
    const at = (Math.floor(clock.now() / EVERY_MS[every]) + 1) * EVERY_MS[every];
    const run = async () => {
      waitFor(name);
      await functions.invoke(name, {});
    };
    waiting.set(name, clock.at({ at, run }));
  };
  for (const { name, trigger } of manifest) if (trigger.kind === 'checkpoint') waitFor(name);
  return { stop: () => waiting.forEach((takeBack) => void takeBack()) };
}
