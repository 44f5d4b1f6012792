/** Who is logged in in this tab: the access token in memory, what it is refreshed with for as long as the tab is open. */
import type { Config } from './config.ts';
import { isMine, sayMine } from './device.ts';
import type { Tokens } from './login.ts';

const REFRESH = 'shoujie.refresh';
/** At a desk it ends with the tab; on somebody's own phone it stays. */
const vault = (): Storage => (isMine() ? localStorage : sessionStorage);
/** On somebody's own phone the tabs share what they refresh with, which is good once: each reads what the last was given. */
const inTurn = async <T>(refresh: () => Promise<T>): Promise<T> =>
  isMine() && navigator.locks !== undefined ? navigator.locks.request('shoujie.refresh', refresh) : refresh();
/** A token that ends while a request is on its way is no use. */
const MARGIN_MS = 30_000;

export interface Session {
  /** A token that is good now; undefined where the login has ended. @throws where the issuer cannot be reached */
  token(): Promise<string | undefined>;
  /** Tells that the API took the token no more. */
  reject(token: string): void;
  take(tokens: Tokens): void;
  /** Whether somebody logged in in this tab. */
  known(): boolean;
  forget(): void;
  /** Whether this device is the reader's own from now on; where it is not, what was read on it goes. */
  move(mine: boolean): Promise<void>;
}

/** Nothing of what somebody read stays on this device. */
export const forgetReads = (): Promise<void> =>
  import('./kept-reads.ts')
    .then((reads) => reads.forgetReads())
    // Where the browser has no room to keep anything, nothing was kept.
    .catch(() => undefined);

export function openSession(config: Config): Session {
  let tokens: Tokens | undefined;
  let refreshing: Promise<string | undefined> | undefined;

  const take = (taken: Tokens) => {
    tokens = taken;
    if (taken.refresh === undefined) vault().removeItem(REFRESH);
    else vault().setItem(REFRESH, taken.refresh);
  };
  const forget = () => {
    tokens = undefined;
    for (const each of [localStorage, sessionStorage]) each.removeItem(REFRESH);
  };

  async function refresh(): Promise<string | undefined> {
    const kept = vault().getItem(REFRESH);
    if (kept === null) return undefined;
    const taken = await (await import('./login.ts')).refreshed(config, kept);
    if (taken === undefined) forget();
    else take(taken);
    return taken?.access;
  }

  return {
    take,
    forget,
    known: () => tokens !== undefined || vault().getItem(REFRESH) !== null,
    async move(mine) {
      const kept = vault().getItem(REFRESH);
      vault().removeItem(REFRESH);
      sayMine(mine);
      if (kept !== null) vault().setItem(REFRESH, kept);
      if (!mine) await forgetReads();
    },
    reject(token) {
      if (tokens?.access === token) tokens = undefined;
    },
    async token() {
      if (tokens !== undefined && tokens.until - MARGIN_MS > Date.now()) return tokens.access;
      // Whoever comes while it is refreshed waits for the same: what one refreshes with is good once.
      refreshing ??= inTurn(refresh).finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
  };
}
