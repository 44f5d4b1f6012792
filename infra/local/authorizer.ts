import {
  createLocalJWKSet,
  decodeProtectedHeader,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
} from 'jose';

/** Claims as an HTTP API hands them to a function: every value is text. */
export type Claims = Readonly<Record<string, string>>;

/** Checks a bearer token as an HTTP API's JWT authorizer does; gives undefined for one that it refuses. */
export type Authorizer = (
  authorization: string | undefined,
) => Promise<Claims | undefined> | Claims | undefined;

export interface AuthorizerOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: JSONWebKeySet;
  readonly algorithm: string;
}

interface Verified {
  readonly claims: Claims;
  readonly expiresAtMs: number;
}

const BEARER = /^Bearer +(\S+)$/i;
/** Beyond this the oldest token is forgotten; when it comes again its signature is verified again. */
const MOST_REMEMBERED = 10_000;

function asText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** `aud` counts where there is one; only without it does `client_id`, as user pools put it into access tokens. */
function isForAudience({ aud, client_id: clientId }: JWTPayload, audience: string): boolean {
  if (aud === undefined) return clientId === audience;
  return Array.isArray(aud) ? aud.includes(audience) : aud === audience;
}

/**
 * An authorizer for one issuer and audience. Good tokens are remembered by their exact text until they
 * expire, as API Gateway does, so that a signature is not verified anew for each request.
 */
export function jwtAuthorizer({ issuer, audience, jwks, algorithm }: AuthorizerOptions): Authorizer {
  const keys = createLocalJWKSet(jwks);
  const remembered = new Map<string, Verified>();

  const verify = async (token: string): Promise<Claims | undefined> => {
    try {
      if (decodeProtectedHeader(token).kid === undefined) return undefined;
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        algorithms: [algorithm],
        requiredClaims: ['exp'],
      });
      const nowSeconds = Date.now() / 1000;
      if (!isForAudience(payload, audience) || (payload.iat ?? 0) > nowSeconds) return undefined;
      const claims = Object.fromEntries(
        Object.entries(payload).map(([name, value]) => [name, asText(value)]),
      );
      const [oldest] = remembered.keys();
      if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
      remembered.set(token, { claims, expiresAtMs: (payload.exp ?? 0) * 1000 });
      return claims;
    } catch {
      // Whatever is wrong with a token, its bearer is told no more than that it is not accepted.
      return undefined;
    }
  };

  return (authorization) => {
    const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
    if (token === undefined) return undefined;
    const known = remembered.get(token);
    if (known && known.expiresAtMs > Date.now()) return known.claims;
    remembered.delete(token);
    return verify(token);
  };
}
