import { parseArgs } from 'node:util';

/** What a run is asked for on the command line. */
export interface Options {
  /** The last line is to be the results as JSON. */
  readonly json: boolean;
  /** How many sheets the large table of the scale measurement holds. */
  readonly scale: number;
  /** How many promises the breach measurement breaks in one minute. */
  readonly breaches: number;
  /** What all counts are multiplied by; below 1 for a first look, whose figures prove nothing. */
  readonly share: number;
  /** Names of the measurements to make; all where none is named. */
  readonly only: readonly string[];
}

const SMALLEST_SCALE = 10_000;
const LARGEST_SCALE = 1_000_000;
const DEFAULT_SCALE = '100000';
const DEFAULT_BREACHES = '1000';
const MOST_BREACHES = 10_000;
const QUICK_SHARE = 0.1;

/**
 * Reads `--json`, `--scale N`, `--breaches N`, `--quick` and `--only name,name`.
 * @throws Error for anything else, and for a scale out of bounds
 */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      scale: { type: 'string', default: DEFAULT_SCALE },
      breaches: { type: 'string', default: DEFAULT_BREACHES },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  const scale = Number(values.scale);
  if (!Number.isInteger(scale) || scale < SMALLEST_SCALE || scale > LARGEST_SCALE) {
    throw new Error(`--scale takes a whole number from ${SMALLEST_SCALE} to ${LARGEST_SCALE}`);
  }
  const breaches = Number(values.breaches);
  if (!Number.isInteger(breaches) || breaches < Number(DEFAULT_BREACHES) || breaches > MOST_BREACHES) {
    throw new Error(`--breaches takes a whole number from ${DEFAULT_BREACHES} to ${MOST_BREACHES}`);
  }
  return {
    json: values.json,
    scale,
    breaches,
    share: values.quick ? QUICK_SHARE : 1,
    only: values.only.split(',').filter(Boolean),
  };
}
