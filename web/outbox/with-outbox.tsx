import type { QueryClient } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../session/api.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { OutboxContext } from './use-outbox.ts';

interface WithOutboxProps {
  readonly api: Api;
  readonly person: string;
  readonly queries: QueryClient;
  readonly children: ComponentChildren;
}

/** Everything inside signs by one outbox; what it has sent is read anew. */
export function WithOutbox({ api, person, queries, children }: WithOutboxProps) {
  const [outbox, setOutbox] = useState<Outbox>();
  useEffect(() => {
    const opened = openOutbox({ api, person, acknowledged: () => void queries.invalidateQueries() });
    setOutbox(opened);
    return () => opened.close();
  }, [api, person, queries]);
  return outbox && <OutboxContext.Provider value={outbox}>{children}</OutboxContext.Provider>;
}
