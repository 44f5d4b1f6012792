/**
 * The facts of a month, one item for each sheet or case that says something of it. The outbox writes them after each
 * change; writing them again, or in another order, gives the same items. Once a month is marked as freezing its facts
 * stay as they are, and what changes later is kept beside them.
 */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { encodeTime } from 'ulid';
import type { Changed } from '../../domain/assessment/corrections.ts';
import type { Fact, FactsByMonth, Repeats, Source, SourceFacts } from '../../domain/assessment/facts.ts';
import { DAY_MS } from '../../domain/kernel/duration.ts';
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

/** What a month has of one sheet or case, still packed: most of it is only counted. */
export interface PackedFacts {
  /** The id of the sheet or case. */
  readonly id: string;
  readonly source: Source;
  readonly text: string;
  /** Whether it may be a complaint against somebody. */
  readonly isAgainst: boolean;
}

/** The facts of a month at a site, by the sheets and cases that they are of, in one order; read once, for whatever is made of them. */
export async function readPacked(
  table: Table,
  site: string,
  month: string,
  consistent = false,
): Promise<readonly PackedFacts[]> {
  const partition = factsPartition(site, month);
  const query = {
    KeyConditionExpression: 'pk = :month',
    ExpressionAttributeValues: { ':month': partition },
    ProjectionExpression: 'sk, facts, isAgainst',
    ConsistentRead: consistent,
  };
  const { items, last } = await firstPage(table, query);
  const spans = last === undefined ? [] : spansAfter(String(last.sk), month);
  const rest = await Promise.all(
    spans.map(([from, to]) => {
      const values = { ':month': partition, ':from': from, ':to': to };
      const KeyConditionExpression = 'pk = :month AND sk BETWEEN :from AND :to';
      return queryAll(table, { ...query, KeyConditionExpression, ExpressionAttributeValues: values });
    }),
  );
  return [...items, ...rest.flat()].map(packedIn);
}

/** What is more than one page is read in so many spans of the month, side by side. */
const SPANS = 24;
const SPAN_MS = (32 * DAY_MS) / SPANS;
/** Put behind a key, it sorts after that key and before every later one. */
const JUST_AFTER = ' ';
const AFTER_ALL = '~';

/** The rest of a month's keys, cut by when sheets were opened: an id begins with that. */
function spansAfter(last: string, month: string): readonly (readonly [from: string, to: string])[] {
  const begin = Date.parse(`${month}-01T00:00:00.000Z`) - DAY_MS;
  const cuts = Array.from({ length: SPANS }, (_, nth) => sheetSource(encodeTime(begin + nth * SPAN_MS)));
  const froms = [`${last}${JUST_AFTER}`, ...cuts.filter((cut) => cut > last)];
  // An id is longer than what it begins with, so no key is that of a cut.
  return froms.map((from, nth) => [from, froms[nth + 1] ?? AFTER_ALL]);
}

function packedIn({ sk, facts, isAgainst }: Item): PackedFacts {
  const [source, text] = [sourceOf(String(sk)), String(facts)];
  // Of those that version 0.1 wrote it is not said: they may be, where a complaint is among them.
  const mayBe = isAgainst ?? unpacked(text).some(({ kind }) => kind === 'complaint');
  return { id: 'sheet' in source ? source.sheet : source.case, source, text, isAgainst: mayBe === true };
}

/** What packed facts say. */
export const unpackedFacts = ({ source, text, isAgainst }: PackedFacts): SourceFacts => ({
  source,
  isAgainst,
  facts: unpacked(text),
});

/** The facts of a month at a site, by the sheets and cases that they are of. */
export async function readFacts(
  table: Table,
  site: string,
  month: string,
  consistent = false,
): Promise<readonly SourceFacts[]> {
  return (await readPacked(table, site, month, consistent)).map(unpackedFacts);
}

/** The different facts among these, each with how many sources have it. */
export const countPacked = (facts: readonly PackedFacts[]): readonly Repeats[] =>
  counted(facts.map(({ text }) => text));

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
