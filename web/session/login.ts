/** Logging in by the code flow with PKCE, at whatever issuer the stage names. Loaded when somebody is to log in. */
import * as oauth from 'oauth4webapi';
import type { Config } from './config.ts';

export interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
  /** Milliseconds since 1970, by this device's clock. */
  readonly until: number;
}

/** What is kept from the way there to the way back. */
interface Begun {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly returnTo: string;
}

const BEGUN = 'shoujie.login';
export const CALLBACK = '/app/login';
const ASSUMED_LIFE_SECONDS = 300;

/** By which an issuer says that it takes no more what one refreshes with; any other answer may be another one next time. */
const ENDED: readonly number[] = [400, 401];
/** Whoever waits for a token waits for the issuer no longer than so. */
const PATIENCE_MS = 30_000;

const redirectUri = () => `${location.origin}${CALLBACK}`;
/** Plain HTTP is for an issuer on this very machine. */
const how = (url: string) => ({ [oauth.allowInsecureRequests]: new URL(url).protocol === 'http:' });

async function server({ issuer, discovery }: Config): Promise<oauth.AuthorizationServer> {
  return oauth.processDiscoveryResponse(
    new URL(issuer),
    await fetch(discovery, { signal: AbortSignal.timeout(PATIENCE_MS) }),
  );
}

/** Leaves for the issuer's page; `returnTo` is the path that is opened afterwards. */
export async function leaveToLogin(config: Config, returnTo: string): Promise<void> {
  const { authorization_endpoint: endpoint } = await server(config);
  if (endpoint === undefined) throw new Error('the issuer names no authorization endpoint');
  const begun: Begun = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    returnTo,
  };
  sessionStorage.setItem(BEGUN, JSON.stringify(begun));
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    scope: config.scope,
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
  })) {
    url.searchParams.set(name, value);
  }
  location.assign(url);
}

/**
 * Takes the code with which the issuer sent the browser back.
 * @throws Error where it was not asked for here, or is not good
 */
export async function completeLogin(config: Config): Promise<{ tokens: Tokens; returnTo: string }> {
  const kept = sessionStorage.getItem(BEGUN);
  sessionStorage.removeItem(BEGUN);
  if (kept === null) throw new Error('no login was begun in this tab');
  const begun: Begun = JSON.parse(kept);
  const as = await server(config);
  const client: oauth.Client = { client_id: config.clientId };
  const parameters = oauth.validateAuthResponse(as, client, new URL(location.href), begun.state);
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    begun.verifier,
    how(config.discovery),
  );
  const result = await oauth.processAuthorizationCodeResponse(as, client, response, {
    expectedNonce: begun.nonce,
  });
  return { tokens: tokensIn(result), returnTo: begun.returnTo };
}

/** New tokens for one to refresh with; undefined where the issuer takes it no more. */
export async function refreshed(config: Config, refresh: string): Promise<Tokens | undefined> {
  const as = await server(config);
  const client: oauth.Client = { client_id: config.clientId };
  const response = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), refresh, {
    ...how(config.discovery),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (ENDED.includes(response.status)) return undefined;
  const tokens = tokensIn(await oauth.processRefreshTokenResponse(as, client, response));
  return { ...tokens, refresh: tokens.refresh ?? refresh };
}

function tokensIn(result: oauth.TokenEndpointResponse): Tokens {
  return {
    access: result.access_token,
    refresh: result.refresh_token,
    until: Date.now() + (result.expires_in ?? ASSUMED_LIFE_SECONDS) * 1000,
  };
}

/** Where the browser goes to log out at the issuer, too. */
export function logoutAddress({ logout: { kind, url }, clientId }: Config): string {
  const address = new URL(url);
  const home = `${location.origin}/app`;
  const parameters = kind === 'cognito' ? { logout_uri: home } : { post_logout_redirect_uri: home };
  for (const [name, value] of Object.entries({ client_id: clientId, ...parameters }))
    address.searchParams.set(name, value);
  return address.href;
}
