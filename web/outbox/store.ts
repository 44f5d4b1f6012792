/** Where the outbox lies: in the browser's own database, so that a reload or a kill loses nothing. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Item } from './item.ts';

interface Outbox extends DBSchema {
  readonly items: { readonly key: string; readonly value: Item };
}

const STORE = 'items';
let opened: Promise<IDBPDatabase<Outbox>> | undefined;

function database(): Promise<IDBPDatabase<Outbox>> {
  opened ??= openDB<Outbox>('shoujie-outbox', 1, {
    upgrade: (made) => {
      made.createObjectStore(STORE, { keyPath: 'key' });
    },
  });
  return opened;
}

/** Everybody's: of a device that several use, each sees and sends their own alone. */
export const allItems = async (): Promise<readonly Item[]> => (await database()).getAll(STORE);

export const itemBy = async (key: string): Promise<Item | undefined> => (await database()).get(STORE, key);

export const putItem = async (item: Item): Promise<void> => {
  await (await database()).put(STORE, item);
};

/**
 * Writes down what became of an item, unless it was dropped meanwhile, by its maker or as they left.
 * @returns whether it lies there still
 */
export async function replaceItem(item: Item): Promise<boolean> {
  const { store, done } = (await database()).transaction(STORE, 'readwrite');
  const isThere = (await store.getKey(item.key)) !== undefined;
  if (isThere) await store.put(item);
  await done;
  return isThere;
}

export const dropItem = async (key: string): Promise<void> => (await database()).delete(STORE, key);
