import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/domain/notices/notices.ts';
import { keepNotices, type Letters } from '../../shared/effects/notify.ts';
import type { Table } from '../../shared/store/table/table.ts';

const NOW = '2026-11-23T08:00:30.000Z';

const notice = (person: string, seq: number): Notice => ({
  person,
  kind: 'breach',
  sheet: '01KAR7X0000000000000000000',
  number: 'KF-20261123-0001',
  site: 'riverside',
  subject: '漏水了',
  clause: 'A1.3',
  at: NOW,
  seq,
});

type Write = { readonly Put: { readonly Item: { readonly pk: string; readonly sk: string } } };

/** A table that remembers what was put, refuses what is there already, and a queue that counts. */
function world(known: readonly string[] = []) {
  const items = new Set(known);
  const transactions: number[] = [];
  const asked: string[] = [];
  const send = async ({ input }: { input: { TransactItems: Write[] } }) => {
    const keys = input.TransactItems.map(({ Put }) => `${Put.Item.pk} ${Put.Item.sk}`);
    if (new Set(keys).size < keys.length) throw new Error('an item twice in one transaction');
    const reasons = keys.map((key) => ({ Code: items.has(key) ? 'ConditionalCheckFailed' : 'None' }));
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw new TransactionCanceledException({ message: '', $metadata: {}, CancellationReasons: reasons });
    }
    transactions.push(keys.length);
    for (const key of keys) items.add(key);
  };
  const table = { name: 'table', client: { send } } as unknown as Table;
  const sqs = {
    send: async ({ input }: { input: { MessageBody: string } }) => asked.push(input.MessageBody),
  };
  const letters = { client: sqs, queueUrl: 'queue' } as unknown as Letters;
  return {
    items,
    transactions,
    asked,
    keep: (notices: Notice[]) => keepNotices(table, letters, notices, NOW),
  };
}

describe('notices of a batch', () => {
  it('are kept fifty to a transaction, and the letter is asked for once a person', async () => {
    const { transactions, asked, keep, items } = world();
    await keep(Array.from({ length: 120 }, (_, seq) => notice(seq % 2 === 0 ? 'li' : 'sun', seq)));
    expect(transactions).toEqual([100, 100, 40]);
    expect(items.size).toBe(240);
    expect(asked.map((body) => JSON.parse(body))).toEqual([
      { person: 'li', minute: '2026-11-23T08:01:00.000Z' },
      { person: 'sun', minute: '2026-11-23T08:01:00.000Z' },
    ]);
  });

  it('of an entry that comes by twice are one', async () => {
    const { items, keep } = world();
    await keep([notice('li', 1), notice('li', 1)]);
    expect(items.size).toBe(2);
  });

  it('are all kept, and all asked for, where one was told before', async () => {
    const { items, asked, keep } = world([`NOTICES#li NOTICE#${NOW}#01KAR7X0000000000000000000#000001`]);
    await keep([notice('li', 1), notice('li', 2), notice('sun', 1)]);
    // One that was known and two that are new, of two items each: the told one waits no second time.
    expect(items.size).toBe(5);
    expect(asked).toHaveLength(2);
  });

  it('none: nothing is written and nobody asked', async () => {
    const { transactions, asked, keep } = world();
    await keep([]);
    expect([transactions, asked]).toEqual([[], []]);
  });
});
