/** How the tab of the browser is called while one thing is looked at, so that many open tabs are told apart. */
import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';

export const NamedContext = createContext<(name: string | undefined) => void>(() => {});

/** @param name of what the page shows, such as the number of a sheet; none while it is not read yet */
export function useNamed(name: string | undefined): void {
  const setNamed = useContext(NamedContext);
  useEffect(() => {
    setNamed(name);
    return () => setNamed(undefined);
  }, [name]);
}
