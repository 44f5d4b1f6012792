/** What a letter told of broken promises, until it is known whether it reached its reader (contract section 11). */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Notice } from '../../domain/notices/notices.ts';
import type { ToldOfBreach } from '../../domain/sheets/watch.ts';
import { sentKey } from '../table/keys.ts';
import { readItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';

/** Longer than a mail server goes on trying a letter, and shorter than anybody wants addresses of letters kept. */
const KEPT_SECONDS = 14 * 24 * 3600;

/** What notices tell of broken promises of sheets; of cases nothing waits for a next level. */
export const raisedIn = (notices: readonly Notice[]): readonly ToldOfBreach[] =>
  notices.flatMap(({ kind, sheet, clock, level, at }) =>
    (kind === 'breach' || kind === 'escalation') && clock !== undefined
      ? [{ sheet, clock, at, ...(level === undefined ? {} : { level }) }]
      : [],
  );

/** Keeps what a letter tells of broken promises, before it is sent; nothing where it tells of none. */
export async function keepRaised(
  table: Table,
  person: string,
  letter: string,
  raised: readonly ToldOfBreach[],
  now: string,
): Promise<void> {
  if (raised.length === 0) return;
  const expiresAt = Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS;
  const Item = { ...sentKey(person, letter), raised: JSON.stringify(raised), expiresAt };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

/** What a letter told of broken promises, or nothing where it told of none or is long gone. */
export async function readRaised(
  table: Table,
  person: string,
  letter: string,
): Promise<readonly ToldOfBreach[]> {
  const item = await readItem(table, sentKey(person, letter));
  return item === undefined ? [] : JSON.parse(String(item.raised));
}
