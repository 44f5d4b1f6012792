/** Cursors: where a list goes on, signed so that nobody can make one up or carry it to another query. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { canonical } from '../../domain/kernel/ledger.ts';
import { cursorSecretKey } from './keys.ts';
import { readItem } from './read.ts';
import type { Table } from './table.ts';
import { conditionHeld } from './write.ts';

const SECRET_BYTES = 32;
const MAC_CHARACTERS = 22;

export interface Cursors {
  /** The cursor that goes on after `position` in the list that `query` describes. */
  sign(position: string, query: unknown): string;
  /** The position that a cursor names, or undefined where it is forged or of another query. */
  read(cursor: string, query: unknown): string | undefined;
}

/** Makes and reads cursors with a secret. */
function cursorsOf(secret: Uint8Array): Cursors {
  const mac = (position: string, query: unknown) =>
    createHmac('sha256', secret)
      .update(canonical([position, query]))
      .digest('base64url')
      .slice(0, MAC_CHARACTERS);
  return {
    sign: (position, query) => `${mac(position, query)}${Buffer.from(position).toString('base64url')}`,
    read: (cursor, query) => {
      const position = Buffer.from(cursor.slice(MAC_CHARACTERS), 'base64url').toString('utf8');
      const given = Buffer.from(cursor.slice(0, MAC_CHARACTERS));
      const due = Buffer.from(mac(position, query));
      return given.length === due.length && timingSafeEqual(given, due) ? position : undefined;
    },
  };
}

/** The table's cursors; the secret is read by the first list that needs it, and not by the start of the process. */
export function openCursors(table: Table): () => Promise<Cursors> {
  let cursors: Promise<Cursors> | undefined;
  return () => {
    cursors ??= cursorSecret(table).then(cursorsOf);
    cursors.catch(() => {
      cursors = undefined;
    });
    return cursors;
  };
}

/** The table's own secret, made by whoever needs it first and the same for everybody after. */
async function cursorSecret(table: Table): Promise<Uint8Array> {
  const found = await readSecret(table);
  if (found !== undefined) return found;
  const secret = randomBytes(SECRET_BYTES);
  const put = new PutCommand({
    TableName: table.name,
    Item: { ...cursorSecretKey, secret },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  if (await conditionHeld(table.client.send(put))) return secret;
  const other = await readSecret(table);
  if (other === undefined) throw new Error('the secret of cursors was there and is gone');
  return other;
}

async function readSecret(table: Table): Promise<Uint8Array | undefined> {
  const item = await readItem(table, cursorSecretKey);
  return item?.secret as Uint8Array | undefined;
}
