import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Item } from './item.ts';
import type { Outbox } from './outbox.ts';

export const OutboxContext = createContext<Outbox | undefined>(undefined);

export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext);
  if (outbox === undefined) throw new Error('nobody is logged in');
  return outbox;
}

/** What of the reader's waits, of one sheet or of all; shown anew as it changes. */
export function useWaiting(sheet?: string): readonly Item[] {
  const outbox = useOutbox();
  const [, tick] = useState(0);
  useEffect(() => {
    const show = () => tick((count) => count + 1);
    // It may have changed since it was shown first.
    show();
    return outbox.subscribe(show);
  }, [outbox]);
  const items = outbox.items();
  return sheet === undefined ? items : items.filter((item) => item.sheet === sheet);
}
