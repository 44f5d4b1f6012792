/** What the stage says of itself, for whoever opens the console: as new as the network lets it be, and never waited for in vain. */

/** What lies on the device: of a `Cache` what is needed here. */
export interface Kept {
  match(address: string): Promise<Response | undefined>;
  put(address: string, response: Response): Promise<void>;
}

interface Asked {
  readonly cache: Kept;
  readonly address: string;
  readonly ask: (address: string) => Promise<Response>;
  readonly patienceMs: number;
}

/**
 * The stage's own answer; what it said last where that takes too long, fails, or is no good.
 * @throws what the network says, where nothing was kept
 */
export async function newest({ cache, address, ask, patienceMs }: Asked): Promise<Response> {
  const last = await cache.match(address);
  const asked = ask(address).then(async (response) => {
    if (!response.ok) return last?.clone() ?? response;
    await cache.put(address, response.clone());
    return response;
  });
  if (last === undefined) return asked;
  return Promise.race([asked.catch(() => last.clone()), after(patienceMs).then(() => last.clone())]);
}

const POLICY = 'content-security-policy';

/**
 * Lets the kept page load what it may load now, and from where: an issuer or a storage may have moved, and a style that is
 * printed may have changed, with the server alone. The page itself stays of its version, with which its files lie.
 */
export async function renewHeaders({ cache, address, ask }: Omit<Asked, 'patienceMs'>): Promise<void> {
  const kept = await cache.match(address);
  if (kept === undefined) return;
  const { ok, headers } = await ask(address);
  if (!ok || headers.get(POLICY) === kept.headers.get(POLICY)) return;
  await cache.put(address, new Response(await kept.text(), { headers: readable(headers) }));
}

/** Without what says how it was packed on its way: it lies here unpacked. */
function readable(headers: Headers): Headers {
  const plain = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'etag']) plain.delete(name);
  return plain;
}

const after = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
