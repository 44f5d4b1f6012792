import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK, SignJWT } from 'jose';
import { type DataDirectory, writeDurably } from './data-directory.ts';

/** The local cloud's own token issuer, in the place of the deployed user pool. */
export interface Issuer {
  readonly name: string;
  readonly audience: string;
  readonly jwks: { readonly keys: readonly JWK[] };
  /** What `/.well-known/openid-configuration` answers on a cloud at that address. */
  discovery(url: string): Readonly<Record<string, unknown>>;
  /** A bearer token that says: this is that person. Good for a month, unless said otherwise. */
  tokenFor(person: string, how?: TokenForm): Promise<string>;
}

export interface TokenForm {
  readonly lifeSeconds: number;
  /** What whoever asked wants to read in it again (OpenID Connect). */
  readonly nonce?: string | undefined;
}

/** An HTTP API's JWT authorizer takes RSA signatures only. */
export const TOKEN_ALGORITHM = 'RS256';
/** A name rather than this cloud's address, so that tokens stay valid when it moves to another port. */
export const LOCAL_ISSUER = 'https://issuer.shoujie.local';
export const LOCAL_AUDIENCE = 'shoujie';
/** Real time: the cloud's own clock may be moved by years, and tokens stay valid. */
const TOKEN_LIFE_SECONDS = 30 * 24 * 3_600;
export const JWKS_PATH = '/.well-known/jwks.json';
export const DISCOVERY_PATH = '/.well-known/openid-configuration';
/** Where one logs in and out (contract section 8). */
export const LOGIN_PATHS = { authorize: '/authorize', token: '/token', logout: '/logout' } as const;
const KEY_FILE = 'issuer-key.pem';
const KEY_ID = 'local';

async function openKey(file: string) {
  try {
    return await importPKCS8(await readFile(file, 'utf8'), TOKEN_ALGORITHM, { extractable: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const { privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
    await writeDurably(file, await exportPKCS8(privateKey));
    return privateKey;
  }
}

/**
 * Opens the issuer with the key of the data directory, made at the first start: tokens survive a restart.
 * @param personClaim the claim that says which person it is
 */
export async function openIssuer(data: DataDirectory, personClaim: string): Promise<Issuer> {
  const key = await openKey(data.file(KEY_FILE));
  const { kty, n, e } = await exportJWK(key);
  const publicKey = { kty, n, e, kid: KEY_ID, alg: TOKEN_ALGORITHM, use: 'sig' };
  return {
    name: LOCAL_ISSUER,
    audience: LOCAL_AUDIENCE,
    jwks: { keys: [publicKey] },
    discovery: (url) => ({
      issuer: LOCAL_ISSUER,
      jwks_uri: `${url}${JWKS_PATH}`,
      id_token_signing_alg_values_supported: [TOKEN_ALGORITHM],
      subject_types_supported: ['public'],
      authorization_endpoint: `${url}${LOGIN_PATHS.authorize}`,
      token_endpoint: `${url}${LOGIN_PATHS.token}`,
      end_session_endpoint: `${url}${LOGIN_PATHS.logout}`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      scopes_supported: ['openid'],
    }),
    tokenFor: (person, { lifeSeconds, nonce } = { lifeSeconds: TOKEN_LIFE_SECONDS }) =>
      new SignJWT({ [personClaim]: person, ...(nonce !== undefined && { nonce }) })
        .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: KEY_ID, typ: 'JWT' })
        .setIssuer(LOCAL_ISSUER)
        .setAudience(LOCAL_AUDIENCE)
        .setSubject(person)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${lifeSeconds} seconds`)
        .sign(key),
  };
}
