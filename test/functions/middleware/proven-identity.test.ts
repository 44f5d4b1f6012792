import { describe, expect, it } from 'vitest';
import { provenIdentities, tokenRule } from '../../../functions/middleware/proven-identity.ts';
import type { ApiEvent } from '../../../functions/middleware/request.ts';

const ids = (claims: Record<string, unknown> | undefined, claim = 'sub', use = 'access') =>
  provenIdentities(
    { requestContext: claims && { authorizer: { jwt: { claims } } } } as unknown as ApiEvent,
    tokenRule(claim, use),
  );
const id = (...token: Parameters<typeof ids>) => ids(...token)[0];

describe('a token', () => {
  it('proves who its bearer is by the claim that is set', () => {
    expect(id({ sub: 'worker-wu' })).toBe('worker-wu');
    expect(id({ person: 'worker-wu', sub: 'x' }, 'person')).toBe('worker-wu');
    expect(id({ sub: '' })).toBeUndefined();
    expect(id({ other: 'worker-wu' })).toBeUndefined();
  });

  it('names them by each claim that is set, in that order, and only by those', () => {
    const claims = { username: 'wu', sub: '4f6c', client_id: 'x', token_use: 'access' };
    expect(ids(claims, 'sub username')).toEqual(['4f6c', 'wu']);
    expect(ids({ ...claims, sub: undefined }, 'sub username')).toEqual(['wu']);
    expect(ids({ ...claims, token_use: 'id' }, 'sub username')).toEqual([]);
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
