/** What somebody read on their own phone, kept there for when there is no network. Loaded where the device is theirs. */
import { dehydrate, hydrate, type QueryClient } from '@tanstack/preact-query';
import { openDB } from 'idb';

const [NAME, STORE, KEY] = ['shoujie-reads', 'reads', 'last'];
/** What a page shows that one goes to on the way, by the first part of its query's key. */
const KEPT: readonly unknown[] = ['me', 'work', 'mine', 'sheet', 'ledger', 'organisation', 'notices'];
const SETTLED_MS = 1_000;

const database = () =>
  openDB(NAME, 1, {
    upgrade: (made) => {
      made.createObjectStore(STORE);
    },
  });

/** What was read before, shown until it is read anew. */
export async function restoreReads(queries: QueryClient): Promise<void> {
  const reads = await (await database()).get(STORE, KEY);
  if (reads !== undefined) hydrate(queries, reads);
}

/** Keeps what is read from now on. @returns ends it */
export function keepReads(queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = async () => {
    const reads = dehydrate(queries, {
      shouldDehydrateQuery: ({ queryKey, state }) => state.status === 'success' && KEPT.includes(queryKey[0]),
    });
    await (await database()).put(STORE, reads, KEY);
  };
  const end = queries.getQueryCache().subscribe(({ type }) => {
    if (type !== 'updated') return;
    clearTimeout(timer);
    timer = setTimeout(keep, SETTLED_MS);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}

export const forgetReads = async (): Promise<void> => (await database()).clear(STORE);
