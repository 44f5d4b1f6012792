/** What of a case's entries is somebody's own, as commitments in its chain: as in a sheet's (`sheets/personal.ts`). Pure. */
import type { ValuePath } from '../kernel/values.ts';

/** Texts that somebody typed, whatever the step. A review's `outcome` is no text. */
const TEXTS = ['allegation', 'findings', 'conclusion', 'report', 'reason', 'statement', 'text'];

/** The places of the values in an entry of a case. */
export const CASE_PLACES: readonly ValuePath[] = [
  ...TEXTS.map((name) => [name]),
  ['signature', 'signer'],
  ['signature', 'path'],
  ['signature', 'onBehalf', '*'],
  ['attachments', '*', 'name'],
  // The rules keep a decision whole.
  ['result', 'decision', 'reason'],
  ['result', 'dismissal', 'text'],
];
