/** What the cloud does at its start and every few minutes, and what tells its functions the time. */
import type { FunctionSpec } from '../manifest.ts';
import type { LocalClock } from './clock.ts';
import type { FunctionHost } from './lambda.ts';
import type { Service } from './services.ts';

const LOCAL_CLOCK = Symbol.for('shoujie.clock');
const MINUTE_MS = 60_000;

/** Puts the cloud's clock in the place of the machine's, for functions that no request tells the time. */
export function tellTime(clock: LocalClock): Service {
  Reflect.set(globalThis, LOCAL_CLOCK, clock.now);
  return { stop: () => void Reflect.deleteProperty(globalThis, LOCAL_CLOCK) };
}

/**
 * Timers, workflows and messages are gone after a restart: the functions that run again and again make them anew
 * from the table before anybody is served. Afterwards they run by real time, not by the cloud's clock: moving that
 * on by months would run them tens of thousands of times in vain.
 */
export async function startReconciling(
  manifest: readonly FunctionSpec[],
  functions: FunctionHost,
  onError: (error: unknown) => void,
): Promise<Service> {
  const alarms: NodeJS.Timeout[] = [];
  for (const { name, trigger } of manifest) {
    if (trigger.kind !== 'rate') continue;
    // What cannot be put right is named, and keeps nobody from all the rest.
    await functions.invoke(name, { everything: true }).catch(onError);
    const run = () => functions.invoke(name, {}).catch(onError);
    alarms.push(setInterval(run, trigger.minutes * MINUTE_MS).unref());
  }
  return { stop: () => alarms.forEach(clearInterval) };
}
