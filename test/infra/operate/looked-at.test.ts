/** One bad item of a restored table is named; what is no item's fault ends the run (decisions 61 and 62). */
import { expect, it } from 'vitest';
import { apply, lookedAt, type Restored } from '../../../infra/operate/restored/finding.ts';

it('what cannot be looked at is named without what it says', async () => {
  const found = await lookedAt('SHEET#1', async () => JSON.parse('{"phone":"13800000001'));
  expect(found).toEqual([{ which: 'SHEET#1', said: 'It cannot be looked at (SyntaxError).', isLeft: true }]);
});

it('a table that nobody reaches, or that somebody writes to, is no fault of an item', async () => {
  const gone = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  await expect(lookedAt('SHEET#1', () => Promise.reject(gone))).rejects.toBe(gone);
  const { TransactionInProgressException } = await import('@aws-sdk/client-dynamodb');
  const busy = new TransactionInProgressException({ message: 'now', $metadata: {} });
  const restored = {
    table: { name: 'sheets', client: { send: () => Promise.reject(busy) } },
    isApplied: true,
  } as unknown as Restored;
  const write = { Delete: { TableName: 'sheets', Key: {} } };
  const written = lookedAt('SHEET#1', async () => {
    await apply(restored, [write]);
    return [];
  });
  await expect(written).rejects.toThrow('The table is being written to');
});
