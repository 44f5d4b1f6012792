/** What persons did lately of what is limited, each in an item of their own that is written with what they do. */

import { COUNTED_MS, type Use } from '../../domain/organisation/limits.ts';
import { usesKey } from '../table/keys.ts';
import { readItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';

/** What is counted separately. */
export type Counted = 'INTAKES' | 'FILES';

/** What somebody did of it lately, oldest first, as it was written. */
export interface Uses {
  readonly person: string;
  readonly of: Counted;
  readonly uses: readonly Use[];
  /** Undefined where nothing is written yet. */
  readonly written: string | undefined;
}

/** Reads what somebody did lately; read afresh. */
export async function readUses(table: Table, person: string, of: Counted): Promise<Uses> {
  const item = await readItem(table, usesKey(person, of), ['uses']);
  const written = item === undefined ? undefined : String(item.uses);
  return { person, of, uses: written === undefined ? [] : JSON.parse(written), written };
}

/** Writes what they did by now, on the condition that nothing of theirs was counted in between. */
export function usesWrite(table: string, { person, of, written }: Uses, after: readonly Use[]): Write {
  const last = after.at(-1)?.at ?? '';
  return {
    Put: {
      TableName: table,
      Item: {
        ...usesKey(person, of),
        uses: JSON.stringify(after),
        expiresAt: Math.ceil((Date.parse(last) + COUNTED_MS) / 1000),
      },
      ...(written === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'uses = :before', ExpressionAttributeValues: { ':before': written } }),
    },
  };
}
