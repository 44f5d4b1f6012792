/**
 * The facts of a month, one item for each sheet or case that says something of it. The outbox writes them after each
 * change; writing them again, or in another order, gives the same items. Once a month is marked as freezing its facts
 * stay as they are, and what changes later is kept beside them.
 */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Changed } from '../../domain/assessment/corrections.ts';
import type { Fact, FactsByMonth, Repeats, Source, SourceFacts } from '../../domain/assessment/facts.ts';
import {
  caseSource,
  changedKey,
  factsKey,
  factsPartition,
  frozenMarkKey,
  idOfSource,
  type Key,
  sheetSource,
} from '../table/keys.ts';
import { firstPage, queryAll, readItem } from '../table/read.ts';
import { shaped } from '../table/shapes.ts';
import type { Item, Table } from '../table/table.ts';
import { conditionHeld } from '../table/write.ts';
import { counted, packed, unpacked } from './packed-facts.ts';

/** What is known of a source: its facts by month, and the months that it may have left. */
export interface Known {
  readonly site: string;
  readonly source: Source;
  readonly facts: FactsByMonth;
  readonly left: readonly string[];
  /** Whether it is a complaint against somebody, which not everybody may know of. */
  readonly isAgainst?: boolean;
  /** How many entries its ledger has. Of two writers the one that has seen more entries is right. */
  readonly entries: number;
  readonly now: string;
}

/** Keeps what is known of a source in every month that it concerns. */
export async function keepFacts(table: Table, known: Known): Promise<void> {
  for (const [month, facts] of known.facts) await keepIn(table, known, month, facts);
  for (const month of known.left) await keepIn(table, known, month, []);
}

const keyOf = (source: Source) => ('sheet' in source ? sheetSource(source.sheet) : caseSource(source.case));

/** The source that a key's text names. */
export function sourceOf(text: string): Source {
  const { isSheet, id } = idOfSource(text);
  return isSheet ? { sheet: id } : { case: id };
}

async function keepIn(table: Table, known: Known, month: string, facts: readonly Fact[]): Promise<void> {
  const { site, source, isAgainst = false, entries } = known;
  const key = factsKey(site, month, keyOf(source));
  const put = {
    TableName: table.name,
    Item: { ...key, ...shaped('facts'), facts: packed(facts), isAgainst, entries },
    ConditionExpression: guard(facts),
    ExpressionAttributeValues: { ':entries': entries },
  };
  if (isSurelyOpen(month, known.now)) {
    await conditionHeld(table.client.send(new PutCommand(put)));
    return;
  }
  const check = {
    TableName: table.name,
    Key: frozenMarkKey(site, month),
    ConditionExpression: 'attribute_not_exists(pk)',
  };
  try {
    await table.client.send(
      new TransactWriteCommand({ TransactItems: [{ ConditionCheck: check }, { Put: put }] }),
    );
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const [mark, written] = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (mark === 'ConditionalCheckFailed') return keepChange(table, known, month, facts, key);
    // The condition on the facts did not hold: a writer that has seen more entries was here, or there are no facts to
    // take back.
    if (written !== 'ConditionalCheckFailed') throw error;
  }
}

/** No local time is further ahead of UTC than this. */
const FARTHEST_AHEAD_MS = 14 * 3_600_000;

/**
 * Whether a month is not over in any time zone, so that nobody can have begun to freeze it: that happens at 02:00 on
 * the first of the next. One write is enough then, without a transaction that looks at the month's mark.
 */
function isSurelyOpen(month: string, now: string): boolean {
  return month >= new Date(Date.parse(now) + FARTHEST_AHEAD_MS).toISOString().slice(0, month.length);
}

/**
 * The condition of the write: what is there is not newer and, where there are no facts to write, something is there
 * to replace.
 */
const guard = (facts: readonly Fact[]) =>
  facts.length === 0 ? 'entries <= :entries' : 'attribute_not_exists(pk) OR entries <= :entries';

/** A change of a month that is frozen: its facts stay, and beside them is kept what they would be now. */
async function keepChange(
  table: Table,
  { site, source, entries, now }: Known,
  month: string,
  facts: readonly Fact[],
  key: Key,
): Promise<void> {
  // The facts of a month that is freezing change no more, so these are the ones that were frozen.
  const was = String((await readItem(table, key))?.facts ?? '');
  const is = packed(facts);
  const changed = changedKey(site, month, keyOf(source));
  const values = { ':entries': entries, ':is': is };
  const names = { '#is': 'is' };
  const isNoticed = await conditionHeld(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...changed, was, is, entries, at: now },
        ConditionExpression: `${was === is ? '' : 'attribute_not_exists(pk) OR '}(entries <= :entries AND #is <> :is)`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      }),
    ),
  );
  if (isNoticed) return;
  // The same change was kept before, by a writer that had seen fewer entries. The count is raised, so that no writer
  // that has seen fewer than this one replaces it.
  await conditionHeld(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: changed,
        UpdateExpression: 'SET entries = :entries',
        ConditionExpression: 'entries < :entries AND #is = :is',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      }),
    ),
  );
}

/** A change as its item keeps it. */
export function changeOf(source: string, { was, is, at }: Item): Changed {
  return {
    source: sourceOf(source),
    at: String(at),
    was: unpacked(String(was)),
    is: unpacked(String(is)),
  };
}

/** The facts of a month at a site, by the sheets and cases that they are of. */
export async function readFacts(
  table: Table,
  site: string,
  month: string,
  consistent = false,
): Promise<readonly SourceFacts[]> {
  const items = await factItems(table, site, month, ['sk', 'facts', 'isAgainst'], consistent);
  return items.map((item) => ({
    ...{ source: sourceOf(String(item.sk)), facts: unpacked(String(item.facts)) },
    isAgainst: mayBeAgainst(item),
  }));
}

/** Of those that version 0.1 wrote it is not said: they may be, where a complaint is among them. */
const mayBeAgainst = ({ isAgainst, facts }: Item): boolean =>
  isAgainst === true ||
  (isAgainst === undefined && unpacked(String(facts)).some(({ kind }) => kind === 'complaint'));

/** Says which of these sheets, which may be complaints against somebody, are not to be counted. */
export type LeaveOut = (sheets: readonly string[]) => Promise<ReadonlySet<string>>;

/** The different facts of a month at a site, each with how many sources have it. */
export async function countFacts(
  table: Table,
  site: string,
  month: string,
  { consistent = false, leaveOut }: { readonly consistent?: boolean; readonly leaveOut?: LeaveOut } = {},
): Promise<readonly Repeats[]> {
  const items = await factItems(table, site, month, ['sk', 'facts', 'isAgainst'], consistent);
  const sheetOf = ({ sk }: Item) => {
    const source = sourceOf(String(sk));
    return 'sheet' in source ? source.sheet : '';
  };
  const against = leaveOut === undefined ? [] : items.filter(mayBeAgainst).map(sheetOf);
  const left = against.length === 0 ? undefined : await leaveOut?.(against);
  const kept = left === undefined ? items : items.filter((item) => !left.has(sheetOf(item)));
  return counted(kept.map(({ facts }) => String(facts)));
}

function factItems(
  table: Table,
  site: string,
  month: string,
  attributes: readonly string[],
  consistent: boolean,
): Promise<readonly Item[]> {
  return queryAll(table, {
    KeyConditionExpression: 'pk = :month',
    ExpressionAttributeValues: { ':month': factsPartition(site, month) },
    ProjectionExpression: attributes.join(', '),
    ConsistentRead: consistent,
  });
}

/** Whether anything is known of a month at a site. */
export async function hasFacts(table: Table, site: string, month: string): Promise<boolean> {
  const { items } = await firstPage(table, {
    KeyConditionExpression: 'pk = :month',
    ExpressionAttributeValues: { ':month': factsPartition(site, month) },
    ProjectionExpression: 'pk',
    Limit: 1,
  });
  return items.length > 0;
}
