/**
 * Changes that wait for a second pair of eyes. Each is an item under whom it is about, and one in the list of the site
 * where it waits; who takes the latter away has settled it, and nobody else can.
 */
import { defined } from '../../domain/kernel/defined.ts';
import type { KeptChange, WaitingChange } from '../../domain/organisation/changes.ts';
import type { IdempotencyRecord } from '../table/idempotency.ts';
import {
  changeKey,
  changesPartition,
  idempotencyRecordKey,
  waitingChangeKey,
  waitingChangesPartition,
} from '../table/keys.ts';
import { type FilledPage, filledPage } from '../table/merged-page.ts';
import { firstPage, readItem, readItems, readPartition } from '../table/read.ts';
import type { Item, Table } from '../table/table.ts';
import { put, putNew, removeExisting, transact, type Write } from '../table/transact.ts';
import { removeItem } from '../table/write.ts';

/** How long it is known what became of a change, after the time in which it could be settled. */
const KNOWN_MS = 14 * 24 * 3_600_000;

const changeItem = (change: WaitingChange, state: KeptChange['state']): Item => ({
  ...changeKey(change.subject, change.id),
  ...{ state, change: JSON.stringify(change) },
  expiresAt: Math.floor((Date.parse(change.endsAt) + KNOWN_MS) / 1000),
});

const keptIn = ({ change, state }: Item): KeptChange => ({
  change: JSON.parse(String(change)),
  state: state as KeptChange['state'],
});

/** Writes a change that waits. */
export async function writeChange(table: Table, change: WaitingChange): Promise<'committed' | 'conflict'> {
  const { id, site, subject, endsAt } = change;
  const expiresAt = Math.floor(Date.parse(endsAt) / 1000);
  const done = await transact(table, [
    putNew(table.name, changeItem(change, 'waiting')),
    putNew(table.name, { ...waitingChangeKey(site, id), subject, endsAt, expiresAt }),
  ]);
  return done === 'committed' ? done : 'conflict';
}

/**
 * The writes that settle a change, on the condition that it still waits. What is answered to that says who somebody is, and
 * `record` is where it is remembered: it is forgotten with them.
 */
export function settlingWrites(
  table: string,
  change: WaitingChange,
  state: 'confirmed' | 'dismissed',
  record?: IdempotencyRecord,
): readonly Write[] {
  // What was asked for stands in the ledger, or came to nothing: neither is kept here.
  const settled = withoutValues(change);
  return [
    removeExisting(table, waitingChangeKey(change.site, change.id)),
    put(table, { ...changeItem(settled, state), ...defined({ receipt: record?.key.key }) }),
  ];
}

function withoutValues(change: WaitingChange): WaitingChange {
  if (change.kind === 'erasure') return { ...change, reason: '' };
  const { id, role, site, active } = change.after;
  return { ...change, before: null, after: { id, name: '', role, site, active } };
}

/** Forgets what was answered to whoever settled changes about somebody; the same again changes nothing. */
export async function forgetSettlements(table: Table, subject: string): Promise<void> {
  for (const { receipt } of await readPartition(table, changesPartition(subject))) {
    if (receipt !== undefined) await removeItem(table, idempotencyRecordKey(String(receipt)));
  }
}

/** A change about somebody, with what became of it; undefined where there is none. Read afresh. */
export async function readChange(table: Table, subject: string, id: string): Promise<KeptChange | undefined> {
  const item = await readItem(table, changeKey(subject, id));
  return item && keptIn(item);
}

/** Every change about somebody that is known, oldest first; read afresh. */
export async function readChangesAbout(table: Table, subject: string): Promise<readonly KeptChange[]> {
  return (await readPartition(table, changesPartition(subject))).map(keptIn);
}

/** Before every change. */
const LOWEST = '0';

/** As what a reader is shown these changes, those that they are shown. */
export type ShowChanges = (changes: readonly WaitingChange[]) => Promise<readonly WaitingChange[]>;

/** One page of what waits at a site and its reader is shown, oldest first; read afresh. */
export function readWaiting(
  table: Table,
  site: string,
  now: string,
  shown: ShowChanges,
  limit: number,
  after: string | undefined,
): Promise<FilledPage<WaitingChange>> {
  const read = async (from: string) => {
    const { items, last } = await firstPage(table, {
      KeyConditionExpression: 'pk = :site AND sk >= :from',
      ExpressionAttributeValues: { ':site': waitingChangesPartition(site), ':from': from },
      ConsistentRead: true,
      Limit: limit + 1,
    });
    const waiting = items.filter(({ endsAt }) => now < String(endsAt));
    const keys = waiting.map(({ subject, sk }) => changeKey(String(subject), String(sk)));
    const kept = await readItems(table, keys, { consistent: true });
    const changes = await shown(kept.map((item) => keptIn(item).change));
    const rows = changes.map((value) => ({ position: value.id, value, fits: true }));
    return [{ rows, ...(last === undefined ? {} : { reached: String(last.sk) }) }];
  };
  return filledPage(read, { limit, from: after ?? LOWEST, after, order: 'earliest first' });
}
