import type { FunctionSpec } from '../manifest.ts';
import type { LocalClock } from './clock.ts';
import { startFunctionThread } from './function-thread.ts';
import { type FunctionHost, type FunctionHostOptions, loadFunctions } from './lambda.ts';
import type { Service } from './services.ts';

/** What the table's changes set going in one thread, what comes back as a command in another. */
const threadOf = ({ trigger }: FunctionSpec): 'here' | 'echoes' | 'commands' => {
  if (trigger.kind === 'api') return 'here';
  return trigger.kind === 'stream' || trigger.kind === 'queue' ? 'echoes' : 'commands';
};

/** Loads the functions that clients wait for into this thread, and all others into two more. */
export async function loadApart(
  options: FunctionHostOptions,
  clock: LocalClock,
): Promise<FunctionHost & Service> {
  const of = (thread: ReturnType<typeof threadOf>) => ({
    ...options,
    manifest: options.manifest.filter((spec) => threadOf(spec) === thread),
  });
  const [here, echoes, commands] = await Promise.all([
    loadFunctions(of('here')),
    startFunctionThread({ ...of('echoes'), clock }),
    startFunctionThread({ ...of('commands'), clock }),
  ]);
  const hosts = { here, echoes, commands };
  const specs = new Map(options.manifest.map((spec) => [spec.name, spec]));
  return {
    async invoke(name, event) {
      const spec = specs.get(name);
      if (spec === undefined) throw new Error(`the manifest has no function ${name}`);
      return hosts[threadOf(spec)].invoke(name, event);
    },
    async stop() {
      await Promise.all([echoes.stop(), commands.stop()]);
    },
  };
}
