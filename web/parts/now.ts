import { useEffect, useState } from 'preact/hooks';
import { useReader } from '../session/reader.ts';

const TICK_MS = 15_000;

/**
 * The server's present instant, which goes on while the page is open: a device's own clock may be wrong.
 * @param now as the answer told it
 * @param heardAt when it was heard, in milliseconds by this device's clock
 */
export function useServerNow(now: string, heardAt: number): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return serverNow(now, heardAt);
}

/** The same, where what is shown tells no instant of its own: by when it was last asked who reads. */
export function usePresent(): number {
  const { me, heardAt } = useReader();
  return useServerNow(me.now, heardAt);
}

/** The same, once. */
export const serverNow = (now: string, heardAt: number): number =>
  Date.parse(now) + Math.max(0, Date.now() - heardAt);
