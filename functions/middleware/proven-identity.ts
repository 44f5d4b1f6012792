/** Which person a token proves its bearer to be (contract section 2). */
import type { ApiEvent } from './request.ts';

/** Which tokens open the API, and what in them is the person's id. */
export interface TokenRule {
  readonly claim: string;
  /** What user pools call the kind of token that is taken: `access` or `id`. */
  readonly use: string;
}

/** At user pools anybody may write down any address as theirs; it counts once it was verified. */
const needsVerification = (claim: string) => claim === 'email';

/**
 * The id in a token, whether or not the directory knows it. None for a token of another kind than is set (an ID token
 * is for the application that it was made for, and may pass through more hands) and for an address that nobody
 * verified.
 */
export function provenIdentity(event: ApiEvent, { claim, use }: TokenRule): string | undefined {
  const claims = event.requestContext.authorizer?.jwt?.claims ?? {};
  const { [claim]: id, token_use: isFor, email_verified: isVerified } = claims;
  if (typeof id !== 'string' || id === '') return undefined;
  if (isFor !== undefined && isFor !== use) return undefined;
  if (needsVerification(claim) && String(isVerified) !== 'true') return undefined;
  return id;
}
