import { describe, expect, it } from 'vitest';
import { routeMatcher } from '../../../infra/local/route-match.ts';
import type { FunctionSpec } from '../../../infra/manifest.ts';

const spec = (name: string, ...keys: string[]): FunctionSpec => ({
  name,
  entry: '',
  description: '',
  trigger: { kind: 'api', routes: keys.map((key) => ({ key, auth: 'jwt' })) },
  environment: [],
  grants: [],
  memoryMiB: 128,
  timeoutSeconds: 1,
});

const match = routeMatcher([
  spec(
    'records',
    'GET /sheets',
    'GET /sheets/{id}',
    'GET /sheets/{id}/copies/{copy}',
    'GET /sheets/{id}/ledger',
  ),
  spec('intake', 'POST /sheets', 'GET /sheets/recent'),
  spec('console', 'GET /app', 'GET /app/{page+}'),
  spec('fallback', '$default'),
]);

const keyOf = (method: string, path: string) => match(method, path)?.route.key;

describe('the routes of an HTTP API', () => {
  it('are told apart by method and path', () => {
    expect(match('POST', '/sheets')).toMatchObject({
      functionName: 'intake',
      route: { key: 'POST /sheets' },
    });
    expect(match('GET', '/sheets')).toMatchObject({ functionName: 'records' });
  });

  it('prefer the exact path to a parameter', () => {
    expect(keyOf('GET', '/sheets/recent')).toBe('GET /sheets/recent');
    expect(keyOf('GET', '/sheets/recents')).toBe('GET /sheets/{id}');
  });

  it('hand all that is left of a path to a parameter that takes it, slashes too', () => {
    expect(match('GET', '/app/sheets/a%20b')).toMatchObject({
      functionName: 'console',
      pathParameters: { page: 'sheets/a b' },
    });
    expect(keyOf('GET', '/app')).toBe('GET /app');
    expect(match('GET', '/app/')).toMatchObject({ functionName: 'console', pathParameters: { page: '' } });
    expect(keyOf('GET', '/apps/x')).toBe('$default');
    expect(keyOf('POST', '/app/sheets')).toBe('$default');
  });

  it('give path parameters percent-decoded', () => {
    expect(match('GET', '/sheets/a%2Fb/copies/%E4%B8%AD')?.pathParameters).toEqual({ id: 'a/b', copy: '中' });
  });

  it('hand a broken escape on as it came', () => {
    expect(match('GET', '/sheets/%E4%A')?.pathParameters).toEqual({ id: '%E4%A' });
  });

  it.each([
    ['PUT', '/sheets'],
    ['GET', '/'],
    ['GET', '/sheets/'],
    ['GET', '/sheets//ledger'],
    ['GET', '/sheets/1/ledger/2'],
    ['GET', '/SHEETS'],
  ])('leave %s %s to $default', (method, path) => {
    expect(match(method, path)).toMatchObject({ functionName: 'fallback', route: { key: '$default' } });
  });

  it('match nothing where there is no $default', () => {
    expect(routeMatcher([spec('intake', 'POST /sheets')])('GET', '/sheets')).toBeUndefined();
  });
});
