/** What was asked of the API, in whichever state it is. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useReader } from '../session/reader.ts';
import { useWords } from '../words/words.ts';
import { usePlace } from './beside.ts';
import { useOnline } from './network.ts';
import { Failed, Loading, Offline } from './states.tsx';

/** As much as a page needs to know of a query. */
export interface Query<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly fetchStatus: 'fetching' | 'paused' | 'idle';
  /** When the data came, in ms. */
  readonly dataUpdatedAt: number;
  refetch(): unknown;
}

/** Whether what is around it has said already that there is no network. */
const Around = createContext(false);

interface AskedProps<T> {
  readonly query: Query<T>;
  readonly children: (data: T) => ComponentChildren;
}

/**
 * Shows what came, and until then that it is on its way, refused or out of reach. Without a network it shows what came
 * before, and from when that is.
 */
export function Asked<T>({ query, children }: AskedProps<T>) {
  const { me } = useReader();
  const { words } = useWords();
  const online = useOnline();
  // A list beside a page leaves it to the page.
  const isSaid = usePlace() === 'as-list';
  const isInside = useContext(Around) || isSaid;
  const { data, error } = query;
  if (data === undefined) {
    if (error !== null) return <Failed error={error} again={() => query.refetch()} />;
    return query.fetchStatus === 'paused' ? <p class="nothing">{words.offlineNothing}</p> : <Loading />;
  }
  return (
    <Around.Provider value={true}>
      {!online && !isInside && <Offline since={query.dataUpdatedAt} timeZone={me.site?.timeZone ?? 'UTC'} />}
      {online && error !== null && <Failed error={error} again={() => query.refetch()} />}
      {children(data)}
    </Around.Provider>
  );
}
