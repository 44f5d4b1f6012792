/** Case numbers: per site and local day, without gaps, as sheets have them. */
import { numberOf } from '../kernel/numbers.ts';

/** The number of the nth case (from 1) of a local day: `WZ-20261123-0001`. */
export const caseNumber = (day: string, nth: number): string => numberOf('WZ', day, nth);
