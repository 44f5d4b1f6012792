import { useEffect } from 'preact/hooks';

/** Keeps the screen on while the page is looked at, where the browser can. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const hold = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      // Refused where the battery is low; the wall is shown all the same.
      lock = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (isOver) lock?.release();
    };
    hold();
    // The browser lets go of it whenever the page is not seen.
    document.addEventListener('visibilitychange', hold);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', hold);
      lock?.release();
    };
  }, []);
}
