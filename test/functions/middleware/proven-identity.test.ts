import { describe, expect, it } from 'vitest';
import { provenIdentity } from '../../../functions/middleware/proven-identity.ts';
import type { ApiEvent } from '../../../functions/middleware/request.ts';

const id = (claims: Record<string, unknown> | undefined, claim = 'sub', use = 'access') =>
  provenIdentity({ requestContext: claims && { authorizer: { jwt: { claims } } } } as unknown as ApiEvent, {
    claim,
    use,
  });

describe('a token', () => {
  it('proves who its bearer is by the claim that is set', () => {
    expect(id({ sub: 'worker-wu' })).toBe('worker-wu');
    expect(id({ person: 'worker-wu', sub: 'x' }, 'person')).toBe('worker-wu');
    expect(id({ sub: '' })).toBeUndefined();
    expect(id({ other: 'worker-wu' })).toBeUndefined();
  });

  it('of a user pool counts only if it is of the kind that is set', () => {
    expect(id({ sub: 'worker-wu', token_use: 'access' })).toBe('worker-wu');
    expect(id({ sub: 'worker-wu', token_use: 'id' })).toBeUndefined();
    expect(id({ sub: 'worker-wu', token_use: 'id' }, 'sub', 'id')).toBe('worker-wu');
    expect(id({ sub: 'worker-wu', token_use: 'access' }, 'sub', 'id')).toBeUndefined();
  });

  it('proves no mail address that was not verified', () => {
    const email = 'wu@example.com';
    expect(id({ email, email_verified: 'true' }, 'email')).toBe(email);
    expect(id({ email, email_verified: true }, 'email')).toBe(email);
    expect(id({ email, email_verified: 'false' }, 'email')).toBeUndefined();
    expect(id({ email }, 'email')).toBeUndefined();
  });
});
