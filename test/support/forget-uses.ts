import { forgetUses } from './granted.ts';

/** What is held against the grants is of this run alone. */
export default forgetUses;
