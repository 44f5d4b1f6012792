/** Who reads, and what they read with. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api, Schemas } from './api.ts';

export interface Reader {
  readonly api: Api;
  readonly me: Schemas['Me'];
  /** When `me.now` was heard, in milliseconds by this device's clock. */
  readonly heardAt: number;
}

export const ReaderContext = createContext<Reader | undefined>(undefined);

export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (reader === undefined) throw new Error('nobody is logged in');
  return reader;
}
