import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

interface Put {
  readonly Item: { readonly pk: string; readonly sk: string };
  readonly ConditionExpression?: string;
}

/** A table that remembers what was put, refuses what is there already, and a queue that counts. */
function world(known: readonly string[] = []) {
  const items = new Set(known);
  const transactions: number[] = [];
  const asked: string[] = [];
  const keyOf = ({ Item }: Put) => `${Item.pk} ${Item.sk}`;
  const isRefused = (put: Put) => put.ConditionExpression !== undefined && items.has(keyOf(put));
  const send = async ({ input }: { input: Put | { TransactItems: { Put: Put }[] } }) => {
    if (!('TransactItems' in input)) {
      if (isRefused(input)) throw new ConditionalCheckFailedException({ message: '', $metadata: {} });
      items.add(keyOf(input));
      return;
    }
    const puts = input.TransactItems.map(({ Put }) => Put);
    const reasons = puts.map((put) => ({ Code: isRefused(put) ? 'ConditionalCheckFailed' : 'None' }));
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw new TransactionCanceledException({ message: '', $metadata: {}, CancellationReasons: reasons });
    }
    transactions.push(puts.length);
    for (const put of puts) items.add(keyOf(put));
  };
  const table = { name: 'table', client: { send } } as unknown as Table;
  const sqs = {
    send: async ({ input }: { input: { MessageBody: string } }) => asked.push(input.MessageBody),
  };
  const letters = { client: sqs, queueUrl: 'queue' } as unknown as Letters;
  return {
    items,
    transactions,
    asked: () => asked.map((body): object => JSON.parse(body)),
    keep: (notices: Notice[]) => keepNotices(table, letters, notices, NOW),
  };
}

const TOLD = `NOTICES#li NOTICE#${NOW}#01KAR7X0000000000000000000#000001`;
const MINUTE = '2026-11-23T08:01:00.000Z';
const many = () => Array.from({ length: 120 }, (_, seq) => notice(seq % 2 === 0 ? 'li' : 'sun', seq));

// A notice is an item; versions before this one look for what waits in a second one.
describe.each([
  ['present', 1],
  ['plain', 2],
] as const)('notices of a batch, in the form %s', (form, each) => {
  beforeEach(() => vi.stubEnv('TABLE_FORM', form));
  afterEach(() => vi.unstubAllEnvs());

  it('are kept, and the letter is asked for once a person', async () => {
    const { asked, keep, items, transactions } = world();
    await keep(many());
    expect(items.size).toBe(120 * each);
    expect(asked()).toEqual([
      { person: 'li', minute: MINUTE },
      { person: 'sun', minute: MINUTE },
    ]);
    // Two items stand and fall together.
    expect(transactions).toEqual(each === 1 ? [] : many().map(() => 2));
  });

  it('of an entry that comes by twice are one', async () => {
    const { items, keep } = world();
    await keep([notice('li', 1), notice('li', 1)]);
    expect(items.size).toBe(each);
  });

  it('are all kept, and all asked for, where one was told before', async () => {
    const { items, asked, keep } = world([TOLD]);
    await keep([notice('li', 1), notice('li', 2), notice('sun', 1)]);
    // One that was known and two that are new: the told one waits no second time.
    expect(items.size).toBe(1 + 2 * each);
    expect(asked()).toHaveLength(2);
  });

  it('of entries of long before say since when those are, and no others do', async () => {
    const { asked, keep } = world();
    const older = (at: string, seq: number) => ({ ...notice('li', seq), at });
    await keep([
      older('2026-11-23T07:58:59.999Z', 2),
      older('2026-11-23T04:30:15.000Z', 1),
      notice('sun', 3),
    ]);
    expect(asked()).toEqual([
      { person: 'li', minute: MINUTE, since: '2026-11-23T04:30:00.000Z' },
      { person: 'sun', minute: MINUTE },
    ]);
  });

  it('none: nothing is written and nobody asked', async () => {
    const { items, asked, keep } = world();
    await keep([]);
    expect([items.size, asked()]).toEqual([0, []]);
  });
});
