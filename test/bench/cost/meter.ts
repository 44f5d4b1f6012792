/** Adds up what the calls to a table cost in units, from the items that they write and read. */
import { isDeepStrictEqual } from 'node:util';
import { type IndexShape, tableShape } from '../../../infra/table.ts';
import type { EngineCall } from '../../support/watched-engine.ts';
import { itemSize, readUnits, type WireItem, writeUnits } from './item-size.ts';

/** Where units go: to the table itself, or to the index of that name. */
export type Place = 'table' | `index ${string}`;

/** What the change of one item cost in one place. */
export interface Charge {
  /** What kind of item it is, by its key: `SHEET#… HEAD`. */
  readonly item: string;
  readonly place: Place;
  readonly units: number;
}

interface Write {
  readonly Item?: WireItem;
  readonly Key?: WireItem;
}

/** An update that gives attributes to an item, always or where it has none of that name yet, or takes some away. */
interface Update {
  readonly Key: WireItem;
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: WireItem;
}
type Transacted = Record<string, Write | undefined> & { readonly Update?: Update };

/** What an item is: the words that its key begins with. Only links and lines of a list have none in the sort key. */
function kindOf(key: string): string {
  const [pk = '', sk = ''] = key.split(' ');
  const word = /^[A-Z][A-Z-]*/;
  return [`${word.exec(pk)?.[0]}#…`, word.exec(sk)?.[0] ?? '…'].join(' ');
}

/** Each item of a transaction is written twice: prepared and committed. Indexes follow by themselves, once. */
const IN_A_TRANSACTION = 2;

/** Bytes that storage has beside each item, and beside each in an index. */
const STORED_BESIDE = 100;

/** Calls about tables and streams, which cost nothing here; only the local cloud's own start ever scans. */
const OF_NO_ITEMS =
  /^((Create|Describe|Update|List)(Tables?|TimeToLive|Stream)|GetRecords|GetShardIterator|Scan)$/;

const keyOf = (item: WireItem) => `${item[tableShape.partitionKey]?.S} ${item[tableShape.sortKey]?.S}`;

/** What an index holds of an item; undefined where it is not in the index. */
function entryIn(item: WireItem | undefined, index: IndexShape): WireItem | undefined {
  if (item?.[index.partitionKey] === undefined || item[index.sortKey] === undefined) return undefined;
  const { partitionKey, sortKey } = tableShape;
  const kept = [partitionKey, sortKey, index.partitionKey, index.sortKey, ...index.projected];
  return Object.fromEntries(kept.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

/** Write units of an index for a change of an item: a new place is a deletion and a write. */
export function indexUnits(
  before: WireItem | undefined,
  after: WireItem | undefined,
  index: IndexShape,
): number {
  const [was, is] = [entryIn(before, index), entryIn(after, index)];
  if (isDeepStrictEqual(was, is)) return 0;
  if (was === undefined || is === undefined) return writeUnits(itemSize(was ?? is ?? {}));
  const hasMoved = [index.partitionKey, index.sortKey].some(
    (name) => !isDeepStrictEqual(was[name], is[name]),
  );
  return hasMoved
    ? writeUnits(itemSize(was)) + writeUnits(itemSize(is))
    : writeUnits(Math.max(itemSize(was), itemSize(is)));
}

const FIRST_VALUE = /(#?\w+) = if_not_exists\(\1, (:\w+)\)/g;
const NEW_VALUE = /(#?\w+) = (:\w+)/g;
const TAKEN_AWAY = /^REMOVE ([\w, ]+)$/;

export class Meter {
  readonly charges: Charge[] = [];
  read = 0;
  /** Calls that wrote something. */
  writes = 0;
  readonly #items = new Map<string, WireItem>();

  /** Forgets the units, but not what the table holds. */
  reset(): void {
    this.charges.length = 0;
    this.read = 0;
    this.writes = 0;
  }

  /** Write units until now, of what is chosen. */
  units(isChosen: (charge: Charge) => boolean = () => true): number {
    return this.charges.reduce((sum, charge) => sum + (isChosen(charge) ? charge.units : 0), 0);
  }

  /** Bytes of what the table and its indexes hold and do not forget by themselves, as storage is reckoned. */
  keptBytes(): number {
    const kept = [...this.#items.values()].filter((item) => item[tableShape.timeToLive] === undefined);
    const copies = kept.flatMap((item) =>
      tableShape.indexes.map((index) => entryIn(item, index)).filter((copy) => copy !== undefined),
    );
    return [...kept, ...copies].reduce((sum, item) => sum + itemSize(item) + STORED_BESIDE, 0);
  }

  take({ operation, input, output }: Omit<EngineCall, 'bytes'>): void {
    if (operation === 'TransactWriteItems') {
      this.#transact(input.TransactItems as Transacted[]);
    } else if (operation === 'PutItem' || operation === 'DeleteItem') {
      this.#all([input as Write], 1);
    } else if (operation === 'UpdateItem') {
      this.#all([this.#updated(input as unknown as Update)], 1);
    } else if (operation === 'BatchWriteItem') {
      const requests = input.RequestItems as Record<string, BatchWrite[]>;
      this.#all(Object.values(requests).flatMap(writesOf), 1);
    } else if (operation === 'GetItem') {
      this.#reads([output.Item as WireItem | undefined], input.ConsistentRead === true);
    } else if (operation === 'Query') {
      this.#reads((output.Items ?? []) as WireItem[], input.ConsistentRead === true);
    } else if (operation === 'BatchGetItem') {
      this.#reads(Object.values(output.Responses as Record<string, WireItem[]>).flat(), false);
    } else if (!OF_NO_ITEMS.test(operation)) throw new Error(`nobody knows what ${operation} costs`);
  }

  #transact(items: readonly Transacted[]): void {
    const writes = items.flatMap(
      ({ Put, Delete, Update }) => Put ?? Delete ?? (Update && this.#updated(Update)) ?? [],
    );
    if (writes.length !== items.length)
      throw new Error('a transaction with something but puts, deletions and updates');
    this.#all(writes, IN_A_TRANSACTION);
  }

  /** What an update leaves, as the item that is written. */
  #updated({
    Key,
    UpdateExpression,
    ExpressionAttributeNames: names = {},
    ExpressionAttributeValues: values = {},
  }: Update): Write {
    const before = this.#items.get(keyOf(Key));
    const taken = TAKEN_AWAY.exec(UpdateExpression)?.[1]?.split(', ');
    if (taken !== undefined)
      return {
        Item: {
          ...Key,
          ...Object.fromEntries(Object.entries(before ?? {}).filter(([name]) => !taken.includes(name))),
        },
      };
    const given = (pattern: RegExp) =>
      Object.fromEntries(
        [...UpdateExpression.matchAll(pattern)].flatMap(([, name = '', value = '']) => {
          const found = values[value];
          return found === undefined ? [] : [[names[name] ?? name, found]];
        }),
      );
    const rest = UpdateExpression.replace(FIRST_VALUE, '').replace(NEW_VALUE, '');
    if (rest.replaceAll(/[\s,]/g, '') !== 'SET')
      throw new Error(`nobody knows what ${UpdateExpression} costs`);
    return { Item: { ...Key, ...given(FIRST_VALUE), ...before, ...given(NEW_VALUE) } };
  }

  #all(writes: readonly Write[], times: number): void {
    this.writes += 1;
    for (const { Item, Key } of writes) {
      const key = keyOf(Item ?? Key ?? {});
      const before = this.#items.get(key);
      if (Item === undefined) this.#items.delete(key);
      else this.#items.set(key, Item);
      const size = Math.max(itemSize(before ?? {}), itemSize(Item ?? {}));
      const item = kindOf(key);
      this.charges.push({ item, place: 'table', units: times * writeUnits(size) });
      for (const index of tableShape.indexes)
        this.charges.push({ item, place: `index ${index.name}`, units: indexUnits(before, Item, index) });
    }
  }

  #reads(items: readonly (WireItem | undefined)[], isConsistent: boolean): void {
    const bytes = items.reduce((sum, item) => sum + itemSize(item ?? {}), 0);
    this.read += readUnits(bytes, isConsistent);
  }
}

interface BatchWrite {
  readonly PutRequest?: Write;
  readonly DeleteRequest?: Write;
}

const writesOf = (requests: readonly BatchWrite[]): readonly Write[] =>
  requests.flatMap(({ PutRequest, DeleteRequest }) => PutRequest ?? DeleteRequest ?? []);
