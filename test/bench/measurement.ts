import type { CloudProcess } from './cloud-process.ts';

/** Measured values by name. */
export type Figures = Readonly<Record<string, number>>;

/** What every measurement finds. */
export interface World {
  /** The local cloud, started at the first call. */
  readonly cloud: () => Promise<CloudProcess>;
  /** Where the functions' bundles are, made for this run. */
  readonly bundles: string;
  /** A directory that is removed at the end. */
  readonly scratch: string;
  /** How many sheets the large table holds. */
  readonly scale: number;
  /** How many promises are broken in one minute. */
  readonly breaches: number;
  /** A number of calls as this run makes them. */
  readonly count: (calls: number) => number;
  readonly say: (line: string) => void;
}

/** Measures one thing, prints what it sees, and gives the figures that goals are about. */
export interface Measurement {
  /** Its figures' names begin with it. */
  readonly name: string;
  readonly run: (world: World) => Promise<Figures>;
}
