import { describe, expect, it } from 'vitest';
import { type Kept, newest, renewHeaders } from '../../web/worker/newest.ts';

const [CONFIG, PAGE] = ['/app/config.json', '/app'];

/** A device that keeps these texts. */
function device(texts: Readonly<Record<string, string>>) {
  const kept = new Map(Object.entries(texts).map(([address, text]) => [address, new Response(text)]));
  const cache: Kept = {
    match: async (address) => kept.get(address)?.clone(),
    put: async (address, response) => void kept.set(address, response),
  };
  return { cache, textOf: (address: string) => kept.get(address)?.clone().text(), kept };
}

const asked = (cache: Kept, ask: (address: string) => Promise<Response>, patienceMs = 60_000) =>
  newest({ cache, address: CONFIG, ask, patienceMs });
const never = () => new Promise<Response>(() => undefined);

describe('what the stage says of itself', () => {
  it('is what it says now, and lies on the device from then on', async () => {
    const { cache, textOf } = device({});
    expect(await (await asked(cache, async () => new Response('now'))).text()).toBe('now');
    expect(await textOf(CONFIG)).toBe('now');
  });

  it.each<[string, () => Promise<Response>, number]>([
    ['is not reached', () => Promise.reject(new Error('no network')), 60_000],
    ['says that it cannot', async () => new Response('', { status: 503 }), 60_000],
    ['does not answer', never, 1],
  ])('is what it said last, where it %s', async (_given, ask, patienceMs) => {
    const { cache, textOf } = device({ [CONFIG]: 'last' });
    expect(await (await asked(cache, ask, patienceMs)).text()).toBe('last');
    expect(await textOf(CONFIG)).toBe('last');
  });

  it('is the failure itself where nothing lies on the device', async () => {
    const { cache } = device({});
    expect((await asked(cache, async () => new Response('', { status: 503 }))).status).toBe(503);
    await expect(asked(cache, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  });
});

describe('the page that lies on the device', () => {
  const served =
    (policy: string, status = 200) =>
    async () =>
      new Response('another page', {
        status,
        headers: { 'content-security-policy': policy, 'content-encoding': 'br' },
      });

  it('stays of its version, and may load what it may load now', async () => {
    const { cache, textOf, kept } = device({ [PAGE]: 'page of its version' });
    await renewHeaders({ cache, address: PAGE, ask: served('new') });
    expect(await textOf(PAGE)).toBe('page of its version');
    expect(kept.get(PAGE)?.headers.get('content-security-policy')).toBe('new');
    expect(kept.get(PAGE)?.headers.has('content-encoding')).toBe(false);
  });

  it('stays as it is where the server cannot say', async () => {
    const { cache, kept } = device({ [PAGE]: 'page' });
    await renewHeaders({ cache, address: PAGE, ask: served('none', 503) });
    expect(kept.get(PAGE)?.headers.has('content-security-policy')).toBe(false);
  });
});
