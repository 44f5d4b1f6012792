/** Which person a token proves its bearer to be (contract section 2). */
import type { ApiEvent } from './request.ts';

/** Which tokens open the API, and what in them is the person's id. */
export interface TokenRule {
  /** The claims that may hold it, the first one first. */
  readonly claims: readonly string[];
  /** What user pools call the kind of token that is taken: `access` or `id`. */
  readonly use: string;
}

/** The rule as the environment writes it: the claims stand in one text with a blank between. */
export const tokenRule = (claims: string, use: string): TokenRule => ({ claims: claims.split(' '), use });

/** At user pools anybody may write down any address as theirs; it counts once it was verified. */
const needsVerification = (claim: string) => claim === 'email';

/**
 * The ids in a token that may be its bearer's, whether or not the directory knows them; whoever of them it knows first is
 * the bearer. None for a token of another kind than is set (an ID token is for the application that it was made for, and
 * may pass through more hands) and for an address that nobody verified.
 */
export function provenIdentities(event: ApiEvent, { claims, use }: TokenRule): readonly string[] {
  const said = event.requestContext.authorizer?.jwt?.claims ?? {};
  const { token_use: isFor, email_verified: isVerified } = said;
  if (isFor !== undefined && isFor !== use) return [];
  return claims.flatMap((claim) => {
    const id = said[claim];
    if (typeof id !== 'string' || id === '') return [];
    return needsVerification(claim) && String(isVerified) !== 'true' ? [] : [id];
  });
}
