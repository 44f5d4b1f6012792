/** The rule that functions are held to in every flow test: what the manifest grants of the table, read off the wire. */
import { afterEach, expect, test } from 'vitest';
import { hold, refusals } from '../support/granted.ts';
import { callsIn } from '../support/table-calls.ts';

const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
const TableName = 'shoujie';
const entry = key('SHEET#01J', 'ENTRY#000001');

afterEach(() => {
  refusals();
});

test('of a transaction each item is asked for with its own action, of a batch with that of batches', () => {
  const transaction = [
    { Put: { TableName, Item: { ...key('SHEET#01J', 'HEAD'), version: { N: '2' } } } },
    { Update: { TableName, Key: key('PATH#ab', 'PATH') } },
    { Delete: { TableName, Key: key('SHEET#01J', 'CLOSING') } },
    { ConditionCheck: { TableName, Key: key('PERSON#wu', 'OFFENCE') } },
  ];
  expect(callsIn('TransactWriteItems', JSON.stringify({ TransactItems: transaction }))).toEqual([
    { action: 'PutItem', item: { pk: 'SHEET#01J', sk: 'HEAD' }, isGone: false },
    { action: 'UpdateItem', item: { pk: 'PATH#ab', sk: 'PATH' }, isGone: false },
    { action: 'DeleteItem', item: { pk: 'SHEET#01J', sk: 'CLOSING' }, isGone: true },
    { action: 'ConditionCheckItem', item: { pk: 'PERSON#wu', sk: 'OFFENCE' }, isGone: false },
  ]);
  const batch = {
    [TableName]: [
      { PutRequest: { Item: entry } },
      { DeleteRequest: { Key: key('NOTICES#wu', 'WAITING#1') } },
    ],
  };
  expect(callsIn('BatchWriteItem', JSON.stringify({ RequestItems: batch }))).toEqual([
    { action: 'BatchWriteItem', item: { pk: 'SHEET#01J', sk: 'ENTRY#000001' }, isGone: false },
    { action: 'BatchWriteItem', item: { pk: 'NOTICES#wu', sk: 'WAITING#1' }, isGone: true },
  ]);
  expect(callsIn('Query', JSON.stringify({ TableName, IndexName: 'by-due' }))).toEqual([
    { action: 'Query', index: 'by-due' },
  ]);
});

const sheet = { pk: 'SHEET#01J', sk: 'HEAD' };

test.each([
  ['files', { action: 'PutItem', item: sheet }, 'PutItem in SHEET#01J is not granted (HEAD)'],
  [
    'mailer',
    { action: 'BatchWriteItem', item: sheet, isGone: true },
    'BatchWriteItem in SHEET#01J is not granted (HEAD)',
  ],
  ['forget', { action: 'Query', index: 'by-site' }, 'Query of by-site is not granted (reading)'],
  ['intake', { action: 'Scan' }, 'Scan is not granted (reading)'],
] as const)('%s is refused what its row does not grant', (by, call, said) => {
  expect(() => hold(by, call)).toThrow(`${by} ${said}`);
  expect(refusals()).toEqual([expect.stringContaining(by)]);
});

test('an entry of a ledger is deleted by nobody, not even by who may delete beside it', () => {
  const gone = { action: 'DeleteItem', isGone: true } as const;
  expect(() => hold('sign-off', { ...gone, item: { pk: 'SHEET#01J', sk: 'ENTRY#000001' } })).toThrow(
    'sign-off',
  );
  expect(() =>
    hold('organisation', { ...gone, item: { pk: 'LEDGER#PERSON#wu', sk: 'ENTRY#000001' } }),
  ).toThrow('organisation');
  expect(refusals()).toHaveLength(2);
});
