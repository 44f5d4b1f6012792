/** Puts a restored table right from its ledgers (docs/decisions/0062-a-restored-table-is-put-right-from-its-ledgers.md). */
import { checkDirectory } from './directory.ts';
import type { Finding, Restored } from './finding.ts';
import { checkLedgers } from './ledgers.ts';
import { checkNumbers } from './numbers.ts';
import { checkSeals } from './seals.ts';

export interface PutRight {
  /** How many sheets and cases the table has. */
  readonly count: number;
  /** How many ledgers of people, sites and awards it has, or may have. */
  readonly others: number;
  readonly findings: readonly Finding[];
}

/** Compares heads, entries, the directory, awards, counters, numbers and seals; the same again finds only what is left. */
export async function afterRestore(restored: Restored): Promise<PutRight> {
  const { all, findings } = await checkLedgers(restored);
  const directory = await checkDirectory(restored, all);
  const numbers = await checkNumbers(restored, all);
  const seals = await checkSeals(restored, all);
  return {
    count: all.length,
    others: directory.count,
    findings: [...findings, ...directory.findings, ...numbers, ...seals],
  };
}
