import { useRef } from 'preact/hooks';

/** What was given at the last render, for whatever comes back later: meanwhile somebody may have typed on. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}
