/**
 * The console without a network: its page and files lie on the device, whole and of one version. A new version is fetched
 * whole beside it and waits until the person agrees. Nothing of the API passes through here.
 */
import { newest, renewHeaders } from './newest.ts';

/** What the build says: everything that the console is made of, and a digest of it. */
declare const SHELL: readonly string[];
declare const VERSION: string;

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asking extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asking) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}
const worker = self as unknown as Worker;

const CACHES = 'shoujie ';
const CACHE = `${CACHES}${VERSION}`;
const [PAGE, CONFIG, ASSETS] = ['/app', '/app/config.json', '/app/assets/'];

/** The board is the API's own page, which is read anew each time. */
const OWN_PAGES = /^\/app(?:\/(?!board\/)|$)/;

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...SHELL, CONFIG])));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && OWN_PAGES.test(pathname)) event.respondWith(kept(PAGE, request));
  else if (pathname.startsWith(ASSETS)) event.respondWith(kept(request, request));
  else if (pathname === CONFIG) {
    event.respondWith(stageSays());
    event.waitUntil(stageLets().catch(() => undefined));
  }
});

async function kept(name: string | Request, request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(name)) ?? fetch(request);
}

/** Whoever waits for so long opens the console with what the stage said last. */
const PATIENCE_MS = 3_000;
const ask = (address: string) => fetch(address);

async function stageSays(): Promise<Response> {
  return newest({ cache: await caches.open(CACHE), address: CONFIG, ask, patienceMs: PATIENCE_MS });
}

/** For the next time that the page is opened. */
async function stageLets(): Promise<void> {
  await renewHeaders({ cache: await caches.open(CACHE), address: PAGE, ask });
}
