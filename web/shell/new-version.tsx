import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../words/words.ts';

const LOOK_EVERY_MS = 3_600_000;

/** Lets the console lie on this device, so that it opens without a network. */
export function keepOnDevice(): void {
  navigator.serviceWorker
    ?.register('/app/worker.js', { scope: '/app', updateViaCache: 'none' })
    // Where the browser keeps nothing, in a private window or another app, it works with a network alone.
    .catch(() => undefined);
}

/** The new version takes over in every tab, and this one is loaded anew. */
function takeOver(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take-over');
}

/** Says that there is a new version, which waits until the person agrees: nothing that is open changes by itself. */
export function NewVersion() {
  const { words } = useWords();
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    let isShown = true;
    let timer: ReturnType<typeof setInterval> | undefined;
    navigator.serviceWorker?.ready.then((registration) => {
      if (!isShown) return;
      const look = () => setWaiting(navigator.serviceWorker.controller && registration.waiting);
      look();
      registration.addEventListener('updatefound', () =>
        registration.installing?.addEventListener('statechange', look),
      );
      timer = setInterval(() => registration.update().catch(() => undefined), LOOK_EVERY_MS);
    });
    return () => {
      isShown = false;
      clearInterval(timer);
    };
  }, []);
  if (waiting === null) return null;
  return (
    <p class="offline" role="status">
      {words.newVersion.text}{' '}
      <button type="button" class="plain" onClick={() => takeOver(waiting)}>
        {words.newVersion.button}
      </button>
    </p>
  );
}
