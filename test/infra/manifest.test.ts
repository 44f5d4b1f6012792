import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manifest } from '../../infra/manifest.ts';
import { tableShape } from '../../infra/table.ts';

const routes = manifest.flatMap(({ trigger }) => (trigger.kind === 'api' ? trigger.routes : []));
const actions = manifest.flatMap(({ grants }) => grants.flatMap((grant) => grant.actions));

describe('the manifest', () => {
  test('names each function and each route once', () => {
    const names = manifest.map(({ name }) => name);
    const keys = routes.map(({ key }) => key);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('names only entries that exist and routes that an HTTP API takes', () => {
    for (const { entry } of manifest) expect(existsSync(entry), entry).toBe(true);
    for (const { key } of routes)
      expect(key).toMatch(/^(\$default|(GET|POST|PUT) (\/([a-z.-]+|\{[a-z]+\+?\}))+|GET \/)$/);
  });

  test('asks for a token everywhere but for health, the description of the API, the console’s files, commitments and what a resident’s link opens', () => {
    const open = routes.filter(({ auth }) => auth === 'none').map(({ key }) => key);
    expect(open.sort()).toEqual([
      'GET /',
      'GET /app',
      'GET /app/{page+}',
      'GET /commitments',
      'GET /health',
      'GET /openapi.json',
      'GET /sites/{site}/sections/{id}/commitments',
    ]);
    expect(routes.find(({ key }) => key === '$default')?.auth).toBe('jwt');
    const byLink = routes.filter(({ auth }) => auth === 'link').map(({ key }) => key);
    expect(byLink).toEqual(['GET /r/{token}', 'POST /r/{token}']);
  });

  test('grants single actions on data alone, and no scan', () => {
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) {
      expect(action).toMatch(
        /^dynamodb:(BatchGet|BatchWrite|ConditionCheck|Delete|Get|Put|Update)Item$|^dynamodb:Query$/,
      );
    }
  });

  test('tells the table to those functions that may use it, and to no other', () => {
    for (const { name, environment, grants } of manifest) {
      expect(environment.includes('TABLE_NAME'), name).toBe(grants.length > 0);
    }
  });

  test('lets no API function run longer than an HTTP API waits', () => {
    for (const { name, trigger, timeoutSeconds } of manifest) {
      if (trigger.kind === 'api') expect(timeoutSeconds, name).toBeLessThan(30);
    }
  });
});

describe('the table shape', () => {
  test('keeps within four indexes and what DynamoDB projects: 20 attributes an index, 100 in all', () => {
    const { indexes } = tableShape;
    expect(indexes.length).toBeLessThanOrEqual(4);
    for (const { name, projected } of indexes) expect(projected.length, name).toBeLessThanOrEqual(20);
    expect(indexes.flatMap(({ projected }) => projected).length).toBeLessThanOrEqual(100);
  });
});
