/** Who is looked up to be told of entries. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import type { LedgerEntry } from '../../shared/domain/model/sheet.ts';
import { noticesOfSheet } from '../../shared/effects/told.ts';
import { DIRECTORY, until } from '../support/factories.ts';
import { sheetAfter } from '../support/given-when-then.ts';

const sheet = sheetAfter(...until('accepted'));

/** How many people are looked up for these steps of a resident's sheet. */
async function lookedUp(...steps: readonly string[]): Promise<number> {
  let calls = 0;
  const send = async () => {
    calls += 1;
    return {};
  };
  const table = { name: 't', client: { send } as unknown as DynamoDBDocumentClient };
  const entries = steps.map((step, nth) => ({
    step,
    seq: nth + 1,
    clock: 'handling-1-1',
    owes: {},
    to: [],
    actor: { id: 'worker-wu' },
  }));
  await noticesOfSheet(table, sheet, entries as unknown as readonly LedgerEntry[], DIRECTORY);
  return calls;
}

it('whoever asked is looked up once, and only where one of the entries tells them', async () => {
  expect(sheet.resident?.id).toBeDefined();
  expect(await lookedUp('breach', 'escalate')).toBe(0);
  expect(await lookedUp('breach', 'reply', 'reply')).toBe(1);
});
