/** Holds the ledgers of a restored table against their heads, and what hangs on them. */
import { areValuesWhole, isUnbroken, type Written } from '../../../shared/domain/kernel/inscribe.ts';
import { GENESIS, isIntact } from '../../../shared/domain/kernel/ledger.ts';
import { inParallel } from '../../../shared/runtime/in-parallel.ts';
import { ledgersWritten } from '../../../shared/store/anchors/ledgers.ts';
import { readSites } from '../../../shared/store/organisation/organisation.ts';
import { casesPartition, headKey, sitePartition } from '../../../shared/store/table/keys.ts';
import { owedWrites } from '../../../shared/store/table/owed.ts';
import { pagesOf, readPartition } from '../../../shared/store/table/read.ts';
import { readableOr } from '../../../shared/store/table/readable.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import { headPut, put } from '../../../shared/store/table/transact.ts';
import { carriedIn, entriesIn } from '../../../shared/store/table/written.ts';
import { apply, type Finding, lookedAt, putMissing, type Restored } from './finding.ts';
import { type AnyEntry, type AnyWritten, bytesOf, type Kept, type Kind, kindOf } from './kinds.ts';

/** A sheet or case as it is now, with the hashes of its entries in their order. */
export interface Found {
  readonly kind: Kind;
  readonly kept: Kept;
  readonly hashes: readonly string[];
}

const AT_ONCE = 8;
const HEAD = headKey('').sk;

/** Every partition with a ledger: of those whose head an index has, and of those whose entries one has. */
export async function ledgerPartitions(table: Table): Promise<readonly string[]> {
  const found = new Set(await ledgersWritten(table, '0', '~'));
  for (const site of await readSites(table)) {
    for (const list of [sitePartition(site), casesPartition(site)]) {
      const pages = pagesOf(table, {
        IndexName: 'by-site',
        KeyConditionExpression: 'sitePk = :list',
        ExpressionAttributeValues: { ':list': list },
        ProjectionExpression: 'pk',
      });
      for await (const { items } of pages) for (const { pk } of items) found.add(String(pk));
    }
  }
  return [...found].filter((partition) => kindOf(partition) !== undefined).toSorted();
}

/** Puts every head, and what hangs on it, to what its ledger comes to; gives what there is then, and what was found. */
export async function checkLedgers(
  restored: Restored,
): Promise<{ readonly all: readonly Found[]; readonly findings: readonly Finding[] }> {
  const all: Found[] = [];
  const findings: Finding[] = [];
  await inParallel(await ledgerPartitions(restored.table), AT_ONCE, async (partition) => {
    const told = await lookedAt(partition, async () => {
      const checked = await checkLedger(restored, partition);
      if (checked.found !== undefined) all.push(checked.found);
      return checked.findings;
    });
    findings.push(...told);
  });
  return { all, findings };
}

interface Checked {
  readonly found?: Found;
  readonly findings: readonly Finding[];
}

async function checkLedger(restored: Restored, partition: string): Promise<Checked> {
  const kind = kindOf(partition);
  if (kind === undefined) return { findings: [] };
  const items = await readPartition(restored.table, partition);
  const item = items.find(({ sk }) => sk === HEAD);
  // One that cannot be read is made anew, as one that is not there.
  const head = item && readableOr(item, kind.keptIn);
  const written: readonly AnyWritten[] = entriesIn<AnyEntry>(items, item?.erased === true);
  const { carried } = carriedIn(items);
  const which = head?.state.number ?? partition;
  const left = (said: string): Checked => ({ findings: [{ which, said, isLeft: true }] });
  const before = entriesOfHead(item?.entries, written.length, item !== undefined);
  if (written.length === 0) return left(saidOfNoEntry(before));
  const hashes = written.map(({ entry }) => entry.hash);
  if (carried !== undefined) {
    const isWhole = isUnbroken(entriesAsRead(written), head?.hash ?? '', carried);
    if (!isWhole || head === undefined) return left('Its ledger was being carried over and does not fit.');
    return { found: { kind, kept: head, hashes }, findings: [] };
  }
  const whole = wholeLength(written);
  if (whole < written.length) return left(`Entry ${whole + 1} of its ledger does not follow the one before.`);
  if (head !== undefined && head.state.entries === whole && head.hash !== hashes.at(-1)) {
    return left('Its head bears another hash than its ledger ends in.');
  }
  const isHeadFit = head?.state.entries === whole;
  const kept = isHeadFit
    ? head
    : kind.foldOf(written, head === undefined ? bytesOf(written) : sameBytes(head, written));
  if (!areValuesWhole(written, kept.state.erased === true)) {
    return left('A value of its ledger is missing, or is not the one that was committed to.');
  }
  const findings: Finding[] = [];
  const tell = (said: string) => findings.push({ which: kept.state.number, said, isLeft: false });
  if (!isHeadFit) {
    const { name } = restored.table;
    const unseen = written.slice(before ?? 0).map(({ entry }) => entry);
    const made = kind.headOf(kept);
    await apply(restored, [
      item !== undefined && head === undefined ? put(name, made) : headPut(name, made, head?.state),
      // Letters and facts of these entries may be owed; whoever was told already is not told again.
      ...owedWrites(name, partition, kept.state.site, unseen),
    ]);
    tell(saidOfHead({ before, isRead: head !== undefined, entries: whole }, 'who signed is to sign again'));
  }
  // A ledger of plain values gets what hangs on it when it is carried over.
  const missing =
    kept.bytes === undefined ? 0 : await putMissing(restored, kind.hangingOn(kept.state, written));
  if (missing > 0) tell(`${missing} items that hang on it were missing.`);
  return { found: { kind, kept, hashes }, findings };
}

const entriesAsRead = (written: readonly Written<object>[]) =>
  written.map(({ entry }) => entry as unknown as Record<string, unknown>);

/** How many entries from the first on are one chain. */
export function wholeLength(written: readonly Written<object>[]): number {
  let last = GENESIS;
  const broken = entriesAsRead(written).findIndex((entry, seq) => {
    const isNext = isIntact([entry], String(entry.hash), { seq, hash: last });
    last = String(entry.hash);
    return !isNext;
  });
  return broken === -1 ? written.length : broken;
}

const sameBytes = (head: Kept, written: readonly AnyWritten[]) =>
  head.bytes === undefined ? undefined : bytesOf(written);

/**
 * At how many entries a head stood, as its item says; undefined where there is none. Of one that does not even say that, it is
 * taken to be `written`, so that nothing is told once more.
 */
export function entriesOfHead(said: unknown, written: number, isThere: boolean): number | undefined {
  if (!isThere) return undefined;
  return typeof said === 'number' ? said : written;
}

export const saidOfNoEntry = (before: number | undefined): string =>
  `No entry of its ledger is there; its head says that it had ${before}.`;

/** What is said of a head that is made anew; `again` says who is to do again what is lost. */
export function saidOfHead(
  { before, isRead, entries }: { before: number | undefined; isRead: boolean; entries: number },
  again: string,
): string {
  if (before === undefined) return `Its head was missing and is made of its ${entries} entries.`;
  if (before > entries) {
    return `Its head stood at entry ${before}, and entries ${entries + 1} to ${before} are lost: it is set back to entry ${entries}, and ${again}.`;
  }
  return isRead
    ? `Its head stood at entry ${before} of ${entries} and is made anew.`
    : `Its head could not be read and is made of its ${entries} entries.`;
}
