/** What somebody read on their own phone, kept there for when there is no network. Loaded where the device is theirs. */
import { type DehydratedState, dehydrate, hydrate, type QueryClient } from '@tanstack/preact-query';
import { openDB } from 'idb';
import { keepsFor, owner } from './device.ts';

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

interface Reads {
  readonly person: string;
  readonly state: DehydratedState;
}

/**
 * What may be shown to whoever's device it is.
 * @param kept as it lies there, whichever version of the console kept it
 */
export const readsOf = (kept: unknown, person: string | undefined): DehydratedState | undefined =>
  isReads(kept) && kept.person === person ? kept.state : undefined;

const isReads = (kept: unknown): kept is Reads =>
  typeof kept === 'object' && kept !== null && 'person' in kept && 'state' in kept;

/** What they read before, shown until it is read anew. */
export async function restoreReads(queries: QueryClient): Promise<void> {
  const state = readsOf(await (await database()).get(STORE, KEY), owner());
  if (state !== undefined) hydrate(queries, state);
}

/** Keeps what that person reads from now on, for as long as the device is theirs. @returns ends it */
export function keepReads(queries: QueryClient, person: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = async () => {
    const state = dehydrate(queries, {
      shouldDehydrateQuery: ({ queryKey, state: { status } }) =>
        status === 'success' && KEPT.includes(queryKey[0]),
    });
    const reads: Reads = { person, state };
    const opened = await database();
    // They may have left meanwhile, in this tab or in another.
    if (keepsFor(person)) await opened.put(STORE, reads, KEY);
  };
  const end = queries.getQueryCache().subscribe(({ type }) => {
    if (type !== 'updated') return;
    clearTimeout(timer);
    timer = setTimeout(() => keep().catch(() => undefined), SETTLED_MS);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}

export const forgetReads = async (): Promise<void> => (await database()).clear(STORE);
