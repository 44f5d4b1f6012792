/** Whoever reads or seals a ledger compares it with its checkpoint; a difference raises an alarm (contract section 12). */
import { isAsAnchored } from '../../domain/anchors/anchored.ts';
import { areValuesWhole } from '../../domain/kernel/inscribe.ts';
import { fromEnvironment } from '../../runtime/env.ts';
import { warnLine } from '../../runtime/log-line.ts';
import { measureInto } from '../../runtime/measure.ts';
import type { Table } from '../table/table.ts';
import type { PublicKeys } from './checkpoints.ts';
import { type AnchoredLedger, readAnchoredLedger, type WrittenLedger } from './ledgers.ts';

/** Says whether a ledger is what was anchored of it; where it is not, that is told and measured. */
export type CompareLedger = (
  ledger: string,
  read: Omit<AnchoredLedger, 'head'>,
  now: string,
) => Promise<boolean>;

/** Tells that something is not what was written of it, where whoever operates the product hears it. */
export type TellDiffering = (message: string, which: string, now: string) => void;

/** Tells it in the log of a service and by the alarm `ledger-differs`. */
export function openTelling(service: string): TellDiffering {
  const note = measureInto(fromEnvironment('METRICS_NAMESPACE'));
  return (message, ledger, now) => {
    warnLine(service, message, { ledger });
    note(now, { LedgersDiffering: 1 });
  };
}

/** The public keys of a bucket. Storage's SDK is loaded by the first ledger that was anchored, not at a function's start. */
function openPublicKeys(bucketName: string): PublicKeys {
  const open = async () => {
    const [{ openBucket }, { publicKeysIn }] = await Promise.all([
      import('../files/bucket.ts'),
      import('./checkpoints.ts'),
    ]);
    return publicKeysIn(openBucket(bucketName));
  };
  let opened: Promise<PublicKeys> | undefined;
  return async (keyId) => {
    opened ??= open();
    return (await opened)(keyId);
  };
}

/**
 * Opens what a table's ledgers are compared with, as the environment names it. `service` names who compares, in the log.
 */
export function openComparing(table: Table, service: string): CompareLedger {
  const publicKeyOf = openPublicKeys(fromEnvironment('ANCHORS_BUCKET'));
  const tell = openTelling(service);
  const holds = async ({ entries, anchor, carried }: Parameters<CompareLedger>[1]) =>
    isAsAnchored(entries, anchor, anchor && (await publicKeyOf(anchor.checkpoint.keyId)), carried);
  return async (ledger, read, now) => {
    // A query may meet a commit half-way, so what does not hold is read once more.
    if ((await holds(read)) || (await holds(await readAnchoredLedger(table, ledger)))) return true;
    tell('a ledger is not what was anchored of it', ledger, now);
    return false;
  };
}

/** What a judgement needs to know of the head. */
type Judged<L> = (read: L) => { readonly hash: string; readonly isErased: boolean };

/**
 * Opens the one judgement whether a ledger is all that was written: anchored so, ending in its head's hash, with its values,
 * and coming to what the head says. Gives the ledger that was judged: a query may meet a commit half-way, so one that does
 * not hold is read `again`, its head first. One that cannot be judged does not hold either.
 */
export function openVerifying<L extends WrittenLedger>(table: Table, service: string, judged: Judged<L>) {
  const compare = openComparing(table, service);
  const tell = openTelling(service);
  const isWhole = (read: L) => {
    const { hash, isErased } = judged(read);
    const { entries, isHeadSound } = read;
    try {
      return entries.at(-1)?.entry.hash === hash && areValuesWhole(entries, isErased) && isHeadSound;
    } catch {
      // What stands in the place of an entry or a value is none.
      return false;
    }
  };
  return async (
    ledger: string,
    read: L,
    again: () => Promise<L | undefined>,
    now: string,
  ): Promise<{ readonly read: L; readonly intact: boolean }> => {
    const found = isWhole(read) ? read : ((await again()) ?? read);
    const entries = found.entries.map(({ entry }) => entry);
    if (!(await compare(ledger, { ...found, entries }, now))) return { read: found, intact: false };
    if (found === read || isWhole(found)) return { read: found, intact: true };
    tell('a head is not what its ledger comes to', ledger, now);
    return { read: found, intact: false };
  };
}

/** Whether a ledger may be sealed: not where it differs, for what is sealed stays for years. Reconcile asks again. */
export async function mayBeSealed(
  { table, compare, now }: { readonly table: Table; readonly compare: CompareLedger; readonly now: string },
  ledger: string,
): Promise<boolean> {
  return compare(ledger, await readAnchoredLedger(table, ledger), now);
}
