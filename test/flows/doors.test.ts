/** What every answer and every request has to have, whichever route it is of (contract section 1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTAKES, newKey, opened, type ProblemJson } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
let sheet = '';
beforeAll(async () => {
  cloud = await startTestCloud();
  sheet = (await opened(cloud.as('receptionist-sun'), INTAKES.repair)).id;
});
afterAll(() => cloud.stop());

const HSTS = 'max-age=31536000';

describe('an answer', () => {
  it.each([
    ['/me', 'no-store'],
    ['/sheets?site=riverside', 'no-store'],
    ['/nowhere', 'no-store'],
    ['/commitments?site=riverside', 'public, max-age=60'],
    ['/openapi.json', 'public, max-age=300'],
  ])('of %s is kept by no cache unless it is public, and is what it says it is', async (path, caching) => {
    const { headers } = await cloud.as('receptionist-sun').get(path);
    expect(headers.get('cache-control')).toBe(caching);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBe(HSTS);
  });

  it('that is printed or a table has them too', async () => {
    for (const [path, accept] of [
      [`/sheets/${sheet}/copies/customer-service`, 'text/html'],
      ['/registers/repairs?site=riverside&date=2026-11-23', 'text/csv'],
    ]) {
      const { status, headers } = await cloud.as('cs-manager-li').get(path ?? '', { accept: accept ?? '' });
      expect(status).toBe(200);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toBe(HSTS);
    }
  });
});

describe('a member called __proto__', () => {
  const post = (body: string) => cloud.as('receptionist-sun').post<ProblemJson>('/sheets', body, newKey());
  const put = (body: string) =>
    cloud
      .as('engineering-manager-wang')
      .request<ProblemJson>('PUT', '/sites/riverside/sections/engineering/commitments', body);

  it('is 400 wherever it stands, as any other that is not known', async () => {
    const body = JSON.stringify(INTAKES.repair);
    const top = await post(body.replace('{', '{"__proto__":{"urgent":true},'));
    expect([top.status, top.json.errors?.map(({ pointer }) => pointer)]).toEqual([400, ['/__proto__']]);
    // Spelled another way, and where any name is a target.
    const plan = `{"promises":[],"targets":{"\\u005f_proto__":"PT10M"},"effectiveFrom":"2026-12-01T00:00:00Z"}`;
    const deep = await put(plan);
    expect(deep.status).toBe(400);
    expect(deep.json.errors?.map(({ pointer }) => pointer)).toContain('/targets/__proto__');
    const query = await cloud.as('receptionist-sun').get('/sheets?site=riverside&__proto__=1');
    expect(query.status).toBe(400);
  });
});
