/** Who calls, by a token that may name them in two ways, and by which id they stand in the lines about who looked. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiHandler } from '../../../functions/middleware/api.ts';
import type { ApiEvent } from '../../../functions/middleware/request.ts';
import { noQuery } from '../../../shared/contract/forms/no-query.ts';
import type { Person } from '../../../shared/domain/model/directory.ts';

const SUB = '3f0c2a10-5a52-4b7e-9c58-0d1f4e6a7b89';
const person = (id: string, active = true): Person => ({
  id,
  name: id,
  role: 'hr',
  site: 'riverside',
  active,
});
const PEOPLE = [person(SUB), person('wu'), person('left', false), person('4f6c', false)];

let handler: ApiHandler;
let folder: string;
let lines: string;
const happened: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoujie-caller-'));
  lines = join(folder, 'access.log');
  vi.stubEnv('ACCESS_LOG', pathToFileURL(lines).href);
  const { api } = await import('../../../functions/middleware/api.ts');
  const { route } = await import('../../../functions/middleware/request.ts');
  handler = api(
    'test',
    {
      tokens: { claims: ['sub', 'username'], use: 'access' },
      findCaller: async (id) => {
        happened.push(`asks who ${id} is`);
        return PEOPLE.find((each) => each.id === id);
      },
      begin: (ids) => {
        happened.push(`begins for ${ids}`);
        const nothing = async () => undefined;
        return { person: nothing, directory: nothing, current: nothing };
      },
    },
    {
      'GET /sheets/{id}': route({
        query: noQuery,
        ahead: async ({ id }) => {
          happened.push(`reads ${id}`);
          if (id === 'broken') throw new Error('the table is away');
          return `the sheet ${id}`;
        },
        respond: async ({ reading }) => ({ statusCode: 200, headers: {}, body: await reading }),
      }),
      'GET /me': route({
        query: noQuery,
        respond: async ({ caller }) => ({ statusCode: 200, headers: {}, body: caller.id }),
      }),
    },
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function asked(claims: Readonly<Record<string, string>>) {
  const event = {
    // As some gateways have it where a path has no parameters.
    ...{ routeKey: 'GET /me', rawPath: '/me', headers: {}, pathParameters: null },
    requestContext: {
      ...{ timeEpoch: 0, requestId: 'one', http: { method: 'GET' } },
      authorizer: { jwt: { claims: { token_use: 'access', ...claims } } },
    },
  } as unknown as ApiEvent;
  const { statusCode, body } = await handler(event, { getRemainingTimeInMillis: () => 60_000 } as Context);
  const kept = (await readFile(lines, 'utf8')).trim().split('\n').at(-1) ?? '';
  return { statusCode, caller: statusCode === 200 ? body : undefined, reader: JSON.parse(kept).reader };
}

describe('whoever calls with a token of the user pool', () => {
  it('is whom the directory knows by the sub of their account, as ever', async () => {
    expect(await asked({ sub: SUB, username: 'wu' })).toEqual({ statusCode: 200, caller: SUB, reader: SUB });
  });

  it('is else whom it knows by their user name, and looks as that person', async () => {
    expect(await asked({ sub: 'nobody', username: 'wu' })).toEqual({
      ...{ statusCode: 200, caller: 'wu', reader: 'wu' },
    });
  });

  it('is nobody where neither is known, or whoever is known has left', async () => {
    expect(await asked({ sub: 'nobody', username: 'no-one' })).toMatchObject({
      statusCode: 401,
      reader: 'nobody',
    });
    expect(await asked({ sub: 'nobody', username: 'left' })).toMatchObject({
      statusCode: 401,
      reader: 'left',
    });
    // Whoever left does not come back as somebody else.
    expect(await asked({ sub: '4f6c', username: 'wu' })).toMatchObject({ statusCode: 401, reader: '4f6c' });
    expect(await asked({ sub: 'link', username: 'link' })).toMatchObject({ statusCode: 401 });
  });
});

describe('what a path names', () => {
  const readAs = async (username: string, id: string) => {
    happened.length = 0;
    const event = {
      ...{ routeKey: 'GET /sheets/{id}', rawPath: `/sheets/${id}`, headers: {}, pathParameters: { id } },
      requestContext: {
        ...{ timeEpoch: 0, requestId: 'one', http: { method: 'GET' } },
        authorizer: { jwt: { claims: { token_use: 'access', username } } },
      },
    } as unknown as ApiEvent;
    return handler(event, { getRemainingTimeInMillis: () => 60_000 } as Context);
  };

  it('is read while it is asked who calls', async () => {
    expect((await readAs('wu', '7')).body).toBe('the sheet 7');
    expect(happened).toEqual(['begins for wu', 'reads 7', 'asks who wu is']);
  });

  it('is told nobody who is refused, and its failure is told nobody but who waits for it', async () => {
    expect((await readAs('nobody', '7')).statusCode).toBe(401);
    expect((await readAs('nobody', 'broken')).statusCode).toBe(401);
    expect((await readAs('wu', 'broken')).statusCode).toBe(500);
  });

  it('is not read where no id is so long', async () => {
    expect((await readAs('wu', '7'.repeat(200))).statusCode).toBe(404);
    expect(happened.filter((each) => each.startsWith('reads'))).toEqual([]);
  });
});
