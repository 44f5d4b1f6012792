import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../../infra/product.ts';
import { canonical } from '../../../shared/domain/kernel/ledger.ts';
import { INTAKES, opened } from '../../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly said: string;
}

async function smoke(...args: string[]): Promise<Ended> {
  const command = ['--import', 'tsx', 'infra/operate/smoke.ts', ...args];
  return run(process.execPath, command, { cwd: REPOSITORY }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  );
}

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  await cloud.settle();
});
afterAll(() => cloud.stop());

async function everything(): Promise<readonly unknown[]> {
  const client = new DynamoDBClient({ endpoint: cloud.dynamodbEndpoint, region: 'us-east-1' });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: cloud.tableName }));
  client.destroy();
  return Items.map((item) => canonical(item)).sort();
}

describe('the smoke test', () => {
  it.each(['receptionist-sun', 'resident-zhao', 'administrator-shen'])(
    'passes with the token of %s, and leaves nothing behind but what signs cursors',
    async (person) => {
      const before = await everything();
      const { code, said } = await smoke('--url', `${cloud.url}/`, '--token', await cloud.tokenFor(person));
      expect(said).toContain('The stage answers as it should.');
      expect(code).toBe(0);
      await cloud.settle();
      const more = (await everything()).filter((item) => !before.includes(item));
      expect(more.filter((item) => !String(item).includes('SECRET#cursor'))).toEqual([]);
    },
  );

  it('fails, and says at what, where the doors are open', async () => {
    const open = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        '{"status":"ok","openapi":"3.1.0","id":"a","role":"worker","site":"s","people":[],"items":[]}',
      );
    }).listen(0, '127.0.0.1');
    await once(open, 'listening');
    const { port } = open.address() as AddressInfo;
    const { code, said } = await smoke('--url', `http://127.0.0.1:${port}`, '--token', 'a.b.c');
    open.close();
    expect(code).toBe(1);
    expect(said).toMatch(/FAILED .* nobody gets in without a token: answered 200, not 401/);
    expect(said).toMatch(/FAILED .* a step of no sheet is refused/);
  });

  it('says how it is called', async () => {
    expect(await smoke('--url', cloud.url)).toMatchObject({
      code: 2,
      said: expect.stringContaining('--token missing'),
    });
    expect(await smoke('--uri', cloud.url)).toMatchObject({
      code: 2,
      said: expect.stringContaining('npm run smoke -- --url'),
    });
  });
});
