/** The outbox of whoever is logged in: signs what there is a network for, and keeps the rest until there is one. */
import { type Api, Refusal } from '../session/api.ts';
import { fresh, type Item, type Made, madeAfter, nextTryAt, ofPerson } from './item.ts';
import type { Told } from './sender.ts';

/** As somebody signs it. */
export type ToSign = Omit<Made, 'person' | 'madeAt'> & {
  /** The server's present instant, as far as the device knows it: milliseconds since 1970. */
  readonly now: number;
  /** When the sheet was last changed. */
  readonly changedAt: string;
  readonly told?: Told;
};

export interface Outbox {
  /** The reader's, in order. */
  items(): readonly Item[];
  /** How many others have on this device. */
  others(): number;
  subscribe(listener: () => void): () => void;
  /**
   * Keeps it, and sends it where there is a network.
   * @returns `acknowledged`, or `waiting` where no answer came
   * @throws Refusal where the API refused it at once; then it is not kept
   */
  sign(asked: ToSign): Promise<'acknowledged' | 'waiting'>;
  /** Tries at once whatever waits. */
  hurry(): Promise<void>;
  putAway(key: string): Promise<void>;
  /** Ends listening and sending. */
  close(): void;
}

const EVERY_MS = 15_000;
/** Somebody who signs looks at the form for so long, then goes on while it is sent. */
const ATTENTION_MS = 20_000;
const CHANNEL = 'shoujie.outbox';

interface OutboxOptions {
  readonly api: Api;
  readonly person: string;
  readonly acknowledged: (item: Item) => void;
}

export function openOutbox({ api, person, acknowledged }: OutboxOptions): Outbox {
  const listeners = new Set<() => void>();
  const tellers = new Set<Told>();
  const channel = new BroadcastChannel(CHANNEL);
  let everybodys: readonly Item[] = [];
  let own: readonly Item[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  const store = () => import('./store.ts');
  async function look(): Promise<void> {
    everybodys = await (await store()).allItems();
    own = ofPerson(everybodys, person);
    for (const listener of listeners) listener();
    clearTimeout(timer);
    const at = nextTryAt(everybodys, person);
    if (at !== undefined && at > Date.now()) timer = setTimeout(send, at - Date.now());
  }
  const changed = () => {
    channel.postMessage('changed');
    void look();
  };
  async function tryToSend(ifFree: boolean): Promise<void> {
    if (isClosed || own.length === 0) return;
    const { sendWhatWaits } = await import('./sender.ts');
    const told = (file: string, share: number) => {
      for (const each of tellers) each(file, share);
    };
    await sendWhatWaits({ ...{ api, person, changed, acknowledged }, told }, ifFree);
  }
  /** What cannot be sent for whatever reason, such as a sender that does not load, waits. */
  const send = () => tryToSend(false).catch(() => undefined);
  const sendIfFree = () => tryToSend(true).catch(() => undefined);
  const onReturn = () => {
    if (document.visibilityState === 'visible') void send();
  };

  channel.addEventListener('message', look);
  addEventListener('online', send);
  document.addEventListener('visibilitychange', onReturn);
  const interval = setInterval(sendIfFree, EVERY_MS);
  void look().then(send);

  async function put(item: Item): Promise<void> {
    await (await store()).putItem(item);
    changed();
    await look();
  }
  async function putAway(key: string): Promise<void> {
    const { itemBy, dropItem } = await store();
    const item = await itemBy(key);
    if (item?.person !== person) return;
    await dropItem(key);
    changed();
    await look();
  }

  return {
    items: () => own,
    others: () => everybodys.length - own.length,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async sign({ now, changedAt, told, ...asked }) {
      const before = own.filter(({ sheet }) => sheet === asked.sheet).map(({ madeAt }) => madeAt);
      const made: Made = { ...asked, person, madeAt: madeAfter(now, [changedAt, ...before]) };
      if (told !== undefined) tellers.add(told);
      await put(fresh(made, navigator.onLine && before.length === 0));
      await Promise.race([send(), new Promise((done) => setTimeout(done, ATTENTION_MS))]);
      if (told !== undefined) tellers.delete(told);
      const left = await (await store()).itemBy(asked.key);
      if (left === undefined) return 'acknowledged';
      if (left.said === undefined) return 'waiting';
      // Whoever made it still looks at it: they read why, and the form has what they typed.
      await putAway(asked.key);
      if (left.said.status === 0) throw new (await import('../parts/files/sending.ts')).LostFile(asked.key);
      throw new Refusal(left.said.status, left.said.problem, left.notBefore || undefined);
    },
    async hurry() {
      const { replaceItem } = await store();
      for (const item of own) if (item.said === undefined) await replaceItem({ ...item, notBefore: 0 });
      await look();
      await send();
    },
    putAway,
    close() {
      isClosed = true;
      clearInterval(interval);
      clearTimeout(timer);
      removeEventListener('online', send);
      document.removeEventListener('visibilitychange', onReturn);
      channel.close();
    },
  };
}
