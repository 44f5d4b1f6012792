import { describe, expect, it } from 'vitest';
import { tableShape } from '../../../infra/table.ts';
import { nthOf } from '../nth-of.ts';
import { itemSize, type WireItem } from './item-size.ts';
import { indexUnits, Meter, type Place } from './meter.ts';

const text = (value: string) => ({ S: value });
/** As it goes over the wire. */
const base64 = (B: string) => ({ B }) as unknown as WireItem[string];
const head = (more: WireItem = {}): WireItem => ({
  pk: text('SHEET#1'),
  sk: text('HEAD'),
  sitePk: text('SITE#a'),
  openedSk: text('2026#1'),
  summary: text('short'),
  ...more,
});
const unitsOf = (meter: Meter, place: Place, item?: string) =>
  meter.units((charge) => charge.place === place && (item === undefined || charge.item === item));
const put = (Item: WireItem) => ({ Put: { Item } });
const transacts = (...TransactItems: object[]) => ({
  operation: 'TransactWriteItems',
  input: { TransactItems },
  output: {},
});

describe('the cost report', () => {
  it('counts an update that gives a first value as what it leaves, and asks about every other', () => {
    const meter = new Meter();
    const update = (UpdateExpression: string) => ({
      Update: {
        ...{ Key: { pk: text('PATH#1'), sk: text('PATH') }, UpdateExpression },
        ExpressionAttributeNames: { '#sheet': 'sheet' },
        ExpressionAttributeValues: { ':sheet': text('x'.repeat(1_500)) },
      },
    });
    meter.take(transacts(update('SET #sheet = if_not_exists(#sheet, :sheet)')));
    expect(unitsOf(meter, 'table')).toBe(4);
    expect(() => meter.take(transacts(update('ADD #sheet :sheet')))).toThrow('nobody knows what');
  });

  it('counts what stays, with its copies in indexes, and nothing that is forgotten', () => {
    const meter = new Meter();
    meter.take(transacts(put({ pk: text('A'), sk: text('B'), expiresAt: { N: '1' } })));
    expect(meter.keptBytes()).toBe(0);
    meter.take(transacts(put({ pk: text('A'), sk: text('B'), sitePk: text('S'), openedSk: text('O') })));
    expect(meter.keptBytes()).toBe(
      2 * (itemSize({ pk: text('A'), sk: text('B'), sitePk: text('S'), openedSk: text('O') }) + 100),
    );
  });

  it('takes sizes as names and values, Hanzi by their bytes', () => {
    expect(itemSize({ ab: text('漏水') })).toBe(8);
    expect(itemSize({ n: { N: '1234' }, b: base64('AAAA'), t: { BOOL: true } })).toBe(1 + 3 + 1 + 3 + 1 + 1);
  });

  it('counts a transaction twice, in steps of 1 KB, receipts apart and each index that changes once', () => {
    const meter = new Meter();
    meter.take(
      transacts(put(head()), put({ pk: text('RECEIPT#x'), sk: text('RECEIPT'), a: text('x'.repeat(1500)) })),
    );
    expect(unitsOf(meter, 'table', 'SHEET#… HEAD')).toBe(2);
    expect(unitsOf(meter, 'table', 'RECEIPT#… RECEIPT')).toBe(4);
    expect(unitsOf(meter, 'index by-site')).toBe(1);
    expect(meter.units()).toBe(7);
    meter.reset();
    // Nothing that the index holds has changed; the item's larger side counts.
    meter.take(transacts(put(head({ sheet: text('x'.repeat(1100)) }))));
    expect([unitsOf(meter, 'table'), unitsOf(meter, 'index by-site')]).toEqual([4, 0]);
    meter.reset();
    meter.take({
      operation: 'DeleteItem',
      input: { Key: { pk: text('SHEET#1'), sk: text('HEAD') } },
      output: {},
    });
    expect([unitsOf(meter, 'table'), unitsOf(meter, 'index by-site')]).toEqual([2, 1]);
  });

  it('counts a change of what an index holds once, and of its place twice', () => {
    const bySite = nthOf(tableShape.indexes, 0);
    expect(indexUnits(head(), head({ summary: text('other') }), bySite)).toBe(1);
    expect(indexUnits(head(), head({ openedSk: text('2027#1') }), bySite)).toBe(2);
    expect(indexUnits(undefined, { pk: text('COUNTER'), sk: text('COUNTER') }, bySite)).toBe(0);
  });

  it('counts consistent reads by 4 KB and others by half, and knows no call that it was not told of', () => {
    const meter = new Meter();
    meter.take({
      operation: 'GetItem',
      input: { ConsistentRead: true },
      output: { Item: { a: text('x'.repeat(5000)) } },
    });
    meter.take({ operation: 'Query', input: {}, output: { Items: [] } });
    expect(meter.read).toBe(2.5);
    const unknown = { operation: 'ExecuteStatement', input: {}, output: {} };
    expect(() => meter.take(unknown)).toThrow('ExecuteStatement');
  });

  it('counts what an update gives an item, always or where it has none yet', () => {
    const meter = new Meter();
    const update = (from: string, due: string) =>
      meter.take({
        operation: 'UpdateItem',
        input: {
          Key: { pk: text('SHEET#1'), sk: text('OWED') },
          UpdateExpression: 'SET #from = if_not_exists(#from, :from), duePk = :site, dueSk = :due',
          ExpressionAttributeNames: { '#from': 'from' },
          ExpressionAttributeValues: { ':from': text(from), ':site': text('OWED#1'), ':due': text(due) },
        },
        output: {},
      });
    update('1', 'a');
    update('2', 'a');
    expect([unitsOf(meter, 'table'), unitsOf(meter, 'index by-due')]).toEqual([2, 1]);
    update('2', 'b');
    expect([unitsOf(meter, 'table'), unitsOf(meter, 'index by-due')]).toEqual([3, 3]);
  });

  it('counts what an update takes away by what was there', () => {
    const meter = new Meter();
    const key = { pk: text('NOTICES#1'), sk: text('NOTICE#1') };
    const place = { duePk: text('DUE#1'), dueSk: text('a') };
    const input = { Item: { ...key, ...place, notice: text('x'.repeat(1100)), kept: text('y') } };
    meter.take({ operation: 'PutItem', input, output: {} });
    const told = () =>
      meter.take({
        operation: 'UpdateItem',
        input: { Key: key, UpdateExpression: 'REMOVE notice, duePk, dueSk' },
        output: {},
      });
    told();
    expect([unitsOf(meter, 'table'), unitsOf(meter, 'index by-due')]).toEqual([4, 2]);
    told();
    expect([unitsOf(meter, 'table'), unitsOf(meter, 'index by-due')]).toEqual([5, 2]);
  });
});
