import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fresh } from '../../web/outbox/item.ts';
import { openOutbox } from '../../web/outbox/outbox.ts';
import { sendWhatWaits } from '../../web/outbox/sender.ts';
import { sendFile } from '../../web/parts/files/sending.ts';
import type { Api } from '../../web/session/api.ts';

/** The device's own databases, in memory. */
const { stores } = vi.hoisted(() => ({ stores: new Map<string, Map<string, unknown>>() }));
vi.mock('idb', () => ({
  openDB: async () => {
    const of = (name: string) => stores.get(name) ?? new Map<string, unknown>();
    return {
      getAll: async (name: string) => [...of(name).values()],
      get: async (name: string, key: string) => of(name).get(key),
      put: async (name: string, value: { key: string }) =>
        void stores.set(name, of(name).set(value.key, value)),
      delete: async (name: string, key: string) => void of(name).delete(key),
      transaction: (name: string) => ({
        done: Promise.resolve(),
        store: {
          getKey: async (key: string) => (of(name).has(key) ? key : undefined),
          put: async (value: { key: string }) => void of(name).set(value.key, value),
        },
      }),
    };
  },
}));
vi.mock('../../web/parts/files/sending.ts', () => ({ sendFile: vi.fn(), LostFile: class extends Error {} }));

const items = new Map<string, unknown>();
const made = {
  ...{ key: 'k1', person: 'wu', sheet: 's1', number: 'KF-1', subject: '漏水', step: 'arrive' },
  ...{ body: { step: 'arrive' }, version: 3, madeAt: '2026-11-23T08:00:00.000Z' },
  files: [{ key: 'f1', name: 'a.jpg', type: 'image/jpeg', size: 3 }],
} as const;

beforeEach(() => {
  items.clear();
  stores.set('items', items);
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', async () => new Response('{}'));
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('removeEventListener', vi.fn());
});
afterEach(() => vi.unstubAllGlobals());

const apiThat = (answer: () => Promise<unknown>) => {
  const POST = vi.fn(answer);
  return { POST, api: { POST } as unknown as Api };
};
const acknowledging = async () => ({ data: {}, response: new Response('{}', { status: 201 }) });

describe('what waits', () => {
  it('is signed once its files are there', async () => {
    items.set('k1', fresh(made, true));
    vi.mocked(sendFile).mockResolvedValue('file-1');
    const { POST, api } = apiThat(acknowledging);
    const acknowledged = vi.fn();
    await sendWhatWaits({ ...{ api, person: 'wu', acknowledged }, told: vi.fn(), changed: vi.fn() });
    expect(POST).toHaveBeenCalledOnce();
    expect(acknowledged).toHaveBeenCalledOnce();
    expect(items.size).toBe(0);
  });

  it('is neither signed nor kept again, where it is put away while its file is sent', async () => {
    items.set('k1', fresh(made, true));
    vi.mocked(sendFile).mockImplementation(async () => {
      items.delete('k1');
      return 'file-1';
    });
    const { POST, api } = apiThat(acknowledging);
    await sendWhatWaits({ ...{ api, person: 'wu' }, acknowledged: vi.fn(), told: vi.fn(), changed: vi.fn() });
    expect(POST).not.toHaveBeenCalled();
    expect(items.size).toBe(0);
  });
});

describe('what somebody signs', () => {
  it('waits, and is not told to have failed, where sending breaks off', async () => {
    // As a sender that does not load: nothing of it answers.
    vi.stubGlobal('navigator', {
      onLine: true,
      locks: { request: () => Promise.reject(new Error('not loaded')) },
    });
    const { api } = apiThat(acknowledging);
    const outbox = openOutbox({ api, person: 'wu', acknowledged: vi.fn() });
    const { person: _person, madeAt: changedAt, ...asked } = made;
    expect(await outbox.sign({ ...asked, changedAt, now: Date.parse(changedAt) })).toBe('waiting');
    expect(items.has('k1')).toBe(true);
    outbox.close();
  });
});
