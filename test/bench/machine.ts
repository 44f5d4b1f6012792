import { availableParallelism, cpus, loadavg } from 'node:os';

/** What the figures were taken on, and how busy it was with other things at that moment. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const [load = 0] = loadavg();
  return `${availableParallelism()} cores (${model}) · Node ${process.version} · load ${load.toFixed(1)}`;
}
