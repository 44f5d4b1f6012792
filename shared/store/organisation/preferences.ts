/** What people prefer, kept beside their entry of the directory, which others write (contract section 9). */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { defined } from '../../domain/kernel/defined.ts';
import type { Person, Preferences } from '../../domain/model/directory.ts';
import { preferencesKey } from '../table/keys.ts';
import { readItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { remove, type Write } from '../table/transact.ts';

/** What somebody chose; read afresh. */
export async function readPreferences(table: Table, person: string): Promise<Partial<Preferences>> {
  const item = await readItem(table, preferencesKey(person));
  return item === undefined ? {} : JSON.parse(String(item.preferences));
}

/** Writes what somebody chose, in the place of what they chose before. */
export async function writePreferences(
  table: Table,
  person: string,
  chosen: Partial<Preferences>,
): Promise<void> {
  const Item = { ...preferencesKey(person), preferences: JSON.stringify(chosen) };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

/** The write that forgets them. */
export const preferencesRemoval = (table: string, person: string): Write =>
  remove(table, preferencesKey(person));

/** What somebody prefers: what they chose, else the language that the directory has of them. */
export const preferencesOf = (
  { language = 'zh-CN' }: Pick<Person, 'language'>,
  chosen: Partial<Preferences>,
): Preferences => ({ language, large: false, ...defined(chosen) });
