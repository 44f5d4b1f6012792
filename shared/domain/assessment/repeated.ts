import { DAY_MS } from '../kernel/duration.ts';

/** A complaint from the same address about the same section within so long is a repeated one. */
export const REPEATED_WITHIN_MS = 30 * DAY_MS;
