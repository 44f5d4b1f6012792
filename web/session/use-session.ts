import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from './session.ts';

export const SessionContext = createContext<Session | undefined>(undefined);

/** The login of this tab. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('nobody is logged in');
  return session;
}
