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
  /** A bearer token that says: this is that person. */
  tokenFor(person: string): Promise<string>;
}

/** An HTTP API's JWT authorizer takes RSA signatures only. */
export const TOKEN_ALGORITHM = 'RS256';
/** A name rather than this cloud's address, so that tokens stay valid when it moves to another port. */
export const LOCAL_ISSUER = 'https://issuer.shoujie.local';
export const LOCAL_AUDIENCE = 'shoujie';
/** Real time: the cloud's own clock may be moved by years, and tokens stay valid. */
const TOKEN_LIFE = '30 days';
export const JWKS_PATH = '/.well-known/jwks.json';
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
      response_types_supported: ['token'],
    }),
    tokenFor: (person) =>
      new SignJWT({ [personClaim]: person })
        .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: KEY_ID, typ: 'JWT' })
        .setIssuer(LOCAL_ISSUER)
        .setAudience(LOCAL_AUDIENCE)
        .setSubject(person)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(TOKEN_LIFE)
        .sign(key),
  };
}
