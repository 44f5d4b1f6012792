/** Frozen months: a mark, the figures as they were then, and beside them what has changed since. */

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { FIGURE_LIST_AS_OF_01 } from '../../domain/archive/as-of-0.1/figure-list.ts';
import {
  type Assessment,
  FIGURE_LIST,
  type FigureList,
  type FiguresThen,
  type PersonFigures,
  type SectionFigures,
} from '../../domain/assessment/assessment.ts';

import type { Changed } from '../../domain/assessment/corrections.ts';
import {
  changedKey,
  frozenMarkKey,
  frozenPartition,
  frozenPersonKey,
  frozenSectionKey,
} from '../table/keys.ts';
import { queryAll, readItem, readPartition } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { conditionHeld, writeItems } from '../table/write.ts';
import { changeOf } from './facts.ts';

/** `freezing`: its facts do not change any more, and its figures are being written. */
export type FreezeState = 'freezing' | 'frozen';

/** How far the freezing of a month has come, or undefined where it has not begun; read afresh. */
export async function readMark(table: Table, site: string, month: string): Promise<FreezeState | undefined> {
  const mark = await readItem(table, frozenMarkKey(site, month));
  return mark?.state as FreezeState | undefined;
}

/** From here on the month's facts stay as they are; marking it again changes nothing. */
export async function markFreezing(table: Table, site: string, month: string, now: string): Promise<void> {
  await conditionHeld(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...frozenMarkKey(site, month), state: 'freezing', at: now },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  );
}

/** Writes the figures of a month that is freezing. */
export async function writeFigures(
  table: Table,
  site: string,
  month: string,
  { sections, people }: Assessment,
): Promise<void> {
  const items = [
    ...sections.map((row) => ({ ...frozenSectionKey(site, month, row.id), row: JSON.stringify(row) })),
    ...people.map((row) => ({ ...frozenPersonKey(site, month, row.id), row: JSON.stringify(row) })),
  ];
  await writeItems(
    table,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

/** Says that a month's figures are written and which there are, and that everybody was told. */
export async function markFrozen(table: Table, site: string, month: string, now: string): Promise<void> {
  const Item = {
    ...frozenMarkKey(site, month),
    state: 'frozen',
    at: now,
    figureList: JSON.stringify(FIGURE_LIST),
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

/** A month as it was counted then, with figures that there are no more and without those that came since. */
export interface Frozen extends Assessment<FiguresThen> {
  readonly figureList: FigureList;
  readonly changes: readonly Changed[];
}

/** A frozen month with what was changed since, or undefined where it is not frozen yet: one query. */
export async function readFrozen(table: Table, site: string, month: string): Promise<Frozen | undefined> {
  const sections: SectionFigures<FiguresThen>[] = [];
  const people: PersonFigures<FiguresThen>[] = [];
  const changes: Changed[] = [];
  let mark: Readonly<Record<string, unknown>> = {};
  const under = (sk: string, key: { readonly sk: string }) => sk.startsWith(key.sk);
  for (const item of await readPartition(table, frozenPartition(site, month))) {
    const sk = String(item.sk);
    if (sk === frozenMarkKey(site, month).sk) mark = item;
    else if (under(sk, frozenSectionKey(site, month, ''))) sections.push(JSON.parse(String(item.row)));
    else if (under(sk, frozenPersonKey(site, month, ''))) people.push(JSON.parse(String(item.row)));
    else if (under(sk, changedKey(site, month, '')) && item.was !== item.is) {
      changes.push(changeOf(sk.slice(changedKey(site, month, '').sk.length), item));
    }
  }
  return mark.state === 'frozen' ? { sections, people, figureList: figureListIn(mark), changes } : undefined;
}

/** What a frozen month's mark says that was counted; one of version 0.1 says nothing. */
const figureListIn = ({ figureList }: Readonly<Record<string, unknown>>): FigureList =>
  figureList === undefined ? FIGURE_LIST_AS_OF_01 : JSON.parse(String(figureList));

/** The figures of sections alone of a month, or undefined where it is not frozen yet. */
export async function readFrozenSections(
  table: Table,
  site: string,
  month: string,
): Promise<readonly SectionFigures<FiguresThen>[] | undefined> {
  if ((await readMark(table, site, month)) !== 'frozen') return undefined;
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :month AND begins_with(sk, :section)',
    ExpressionAttributeValues: {
      ':month': frozenPartition(site, month),
      ':section': frozenSectionKey(site, month, '').sk,
    },
    ConsistentRead: true,
  });
  return items.map(({ row }) => JSON.parse(String(row)));
}
