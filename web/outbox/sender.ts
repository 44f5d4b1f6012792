/** Sends what waits in the outbox, one after the other, in one tab at a time. Loaded when there is something to send. */
import { dropFiles, resendFiles } from '../parts/files/kept.ts';
import { LostFile, sendFile } from '../parts/files/sending.ts';
import { type Api, answered, Refusal, type Schemas } from '../session/api.ts';
import { afterTry, type Item, isForVersion, nextToSend, type Outcome, readied } from './item.ts';
import { allItems, dropItem, itemBy, replaceItem } from './store.ts';

/** How far a file is on its way, by its key, from 0 to 1. */
export type Told = (file: string, share: number) => void;

export interface Sender {
  readonly api: Api;
  readonly person: string;
  readonly told: Told;
  /** Something in the outbox is no longer as it was. */
  readonly changed: () => void;
  /** The API has acknowledged it. */
  readonly acknowledged: (item: Item) => void;
}

/** A weak net that says nothing for so long is none. */
const PATIENCE_MS = 30_000;
const LOCK = 'shoujie.outbox';
const [LOGIN, FAULT] = [401, 500];

/** Two tabs that send the same are harmless, by its key, but no use. */
const alone = (send: () => Promise<void>, ifAvailable: boolean): Promise<void> =>
  navigator.locks === undefined
    ? send()
    : navigator.locks.request(LOCK, { ifAvailable }, async (lock) => {
        if (lock !== null) await send();
      });

/**
 * Sends whatever may be sent now; returns when nothing is left, or no answer comes.
 * @param ifFree does nothing where it is being sent already
 */
export function sendWhatWaits(sender: Sender, ifFree = false): Promise<void> {
  return alone(async () => {
    for (;;) {
      const item = nextToSend(await allItems(), sender.person, Date.now());
      if (item === undefined || !navigator.onLine) return;
      const outcome = await tried(sender, item);
      // As it lies there now: what was sent has been written down meanwhile, or its maker has put it away.
      const kept = await itemBy(item.key);
      if (kept === undefined) continue;
      const left = afterTry(kept, outcome, Date.now());
      if (left === undefined) {
        await dropItem(item.key);
        await dropFiles(item.files.map(({ key }) => key));
        sender.acknowledged(item);
      } else await replaceItem(left);
      sender.changed();
      if (outcome.kind === 'login') return;
    }
  }, ifFree);
}

async function tried({ api, told }: Sender, item: Item): Promise<Outcome> {
  try {
    if (item.sent === undefined) await reached();
    const ids: string[] = [];
    for (const { key } of item.files) ids.push(await sendFile(api, key, (share) => told(key, share)));
    const ready = readied(item, ids);
    // Put away, or left by its maker, while its files were sent: it is not to be signed any more.
    if (!(await replaceItem(ready))) return { kind: 'silence' };
    await answered(
      api.POST('/sheets/{id}/sign-offs', {
        params: {
          path: { id: item.sheet },
          header: {
            'Idempotency-Key': item.key,
            ...(isForVersion(item) && { 'If-Match': `"${item.version}"` }),
          },
        },
        // The members are those that the API itself named for this step, and it checks them again.
        body: ready.sent as Schemas['SignOff'],
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
    );
    return { kind: 'acknowledged' };
  } catch (error) {
    if (error instanceof LostFile)
      return { kind: 'refused', status: 0, problem: { code: 'lost-file' } as object };
    if (!(error instanceof Refusal)) return { kind: 'silence' };
    const { status, problem, againAt } = error;
    if (status === LOGIN) return { kind: 'login' };
    if (status >= FAULT) return { kind: 'silence', againAt };
    if (problem.errors?.some(({ pointer }) => pointer.startsWith('/files')))
      await resendFiles(item.files.map(({ key }) => key));
    return { kind: 'refused', status, problem, againAt };
  }
}

/** Asks before anything is sent for the first time: what surely did not leave the device may still say when it was done. */
async function reached(): Promise<void> {
  await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
}
