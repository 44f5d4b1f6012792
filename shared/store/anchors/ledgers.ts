/** Ledgers as checkpoints see them, whatever they are the ledger of, and how far each is anchored. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AnyEntry } from '../../domain/anchors/anchored.ts';
import type { Checkpoint, Inclusion } from '../../domain/anchors/checkpoint.ts';
import type { Carried, Written } from '../../domain/kernel/inscribe.ts';
import {
  anchorKey,
  CARRIED,
  ENTRY_PREFIX,
  entryKey,
  lastCheckpointKey,
  ledgerHeadKey,
  SHARD_NUMBERS,
  writtenPartition,
} from '../table/keys.ts';
import { pagesOf, queryAll, readItem, readItems, readPartition } from '../table/read.ts';
import type { Item, Table } from '../table/table.ts';
import { putItems } from '../table/write.ts';
import { carriedIn, writtenIn } from '../table/written.ts';

/** A ledger with the proof of its last anchored entry. */
export interface AnchoredLedger {
  readonly entries: readonly AnyEntry[];
  readonly anchor: Inclusion | undefined;
  /** How far a ledger of plain values is carried over, where that is under way. */
  readonly carried?: Carried | undefined;
  /** The item of the sheet or case that it is the ledger of. */
  readonly head: Item | undefined;
}

/** A ledger of a sheet or a case with its values, as it was read with its head. */
export interface WrittenLedger<E extends AnyEntry = AnyEntry>
  extends Omit<AnchoredLedger, 'head' | 'entries'> {
  readonly entries: readonly Written<E>[];
  /** Whether the sheet or case, as its head has it, is what the ledger comes to. */
  readonly isHeadSound: boolean;
}

/** A ledger by its partition; read afresh. */
export async function readAnchoredLedger(table: Table, ledger: string): Promise<AnchoredLedger> {
  const [items, beside] = await Promise.all([
    queryAll(table, {
      KeyConditionExpression: 'pk = :ledger AND begins_with(sk, :entry)',
      ExpressionAttributeValues: { ':ledger': ledger, ':entry': ENTRY_PREFIX },
      ConsistentRead: true,
    }),
    readItems(table, [anchorKey(ledger), ledgerHeadKey(ledger), { pk: ledger, sk: CARRIED }], {
      consistent: true,
    }),
  ]);
  return {
    entries: items.map((item) => writtenIn<AnyEntry>(item).entry),
    anchor: anchorIn(beside),
    ...carriedIn(beside),
    head: beside.find(({ sk }) => sk === ledgerHeadKey(ledger).sk),
  };
}

/**
 * The items of a ledger's partition; read afresh. A query is not isolated from a transaction that comes by meanwhile: with
 * `headFirst` the head is read before the rest, and then as many entries as it says.
 */
export async function readLedgerItems(
  table: Table,
  ledger: string,
  headFirst: boolean,
): Promise<readonly Item[]> {
  if (!headFirst) return readPartition(table, ledger);
  const key = ledgerHeadKey(ledger);
  const head = await readItem(table, key);
  if (head === undefined) return [];
  const rest = await readPartition(table, ledger);
  // Entries that came in between are those that the head names by now; any beyond them are none of the product's.
  const placeAfter = (item: Item | undefined) => entryKey('', Number(item?.entries ?? 0)).sk;
  const [last, lastNow] = [placeAfter(head), placeAfter(rest.find(({ sk }) => sk === key.sk))];
  const isLater = (sk: string) => sk.startsWith(ENTRY_PREFIX) && sk > last && sk <= lastNow;
  return [head, ...rest.filter(({ sk }) => sk !== key.sk && !isLater(String(sk)))];
}

/** The anchor among the items of a ledger's partition; where somebody laid hands on it, a proof of nothing. */
export function anchorIn(items: readonly Item[]): Inclusion | undefined {
  const found = items.find(({ sk }) => sk === anchorKey('').sk);
  if (found === undefined) return undefined;
  try {
    const inclusion: Inclusion = JSON.parse(String(found.inclusion));
    if (Array.isArray(inclusion.path) && Number.isInteger(inclusion.seq) && inclusion.checkpoint.keyId)
      return inclusion;
  } catch {
    // Not even JSON.
  }
  return PROOF_OF_NOTHING;
}

const PROOF_OF_NOTHING: Inclusion = {
  ...{ ledger: '', seq: 0, hash: '', index: 0, path: [] },
  checkpoint: {
    ...{ number: 0, at: '', from: '', to: '', size: 0 },
    ...{ root: '', previousRoot: '', keyId: '', signature: '' },
  },
};

/** Notes how far ledgers are anchored, each by the proof of its last entry. */
export async function putAnchors(table: Table, inclusions: readonly Inclusion[]): Promise<void> {
  const item = (inclusion: Inclusion) => ({
    ...anchorKey(inclusion.ledger),
    inclusion: JSON.stringify(inclusion),
  });
  await putItems(table, inclusions.map(item));
}

/** The ledgers that got entries from one instant on, before another, by their partitions. */
export async function ledgersWritten(table: Table, from: string, to: string): Promise<ReadonlySet<string>> {
  const ledgers = new Set<string>();
  await Promise.all(
    SHARD_NUMBERS.map(async (shard) => {
      const pages = pagesOf(table, {
        IndexName: 'by-due',
        KeyConditionExpression: 'duePk = :shard AND dueSk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':shard': writtenPartition(shard), ':from': from, ':to': to },
        ProjectionExpression: 'pk',
      });
      for await (const { items } of pages) for (const { pk } of items) ledgers.add(String(pk));
    }),
  );
  return ledgers;
}

/** The last checkpoint whose anchors and proofs are all set. */
export async function readLastCheckpoint(table: Table): Promise<Checkpoint | undefined> {
  const item = await readItem(table, lastCheckpointKey);
  return item && JSON.parse(String(item.checkpoint));
}

export async function putLastCheckpoint(table: Table, checkpoint: Checkpoint): Promise<void> {
  const Item = { ...lastCheckpointKey, checkpoint: JSON.stringify(checkpoint) };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}
