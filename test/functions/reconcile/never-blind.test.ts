/** Whatever cannot be done, and however much waits: reconcile gets to everything else, clocks first. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile, type World } from '../../../functions/reconcile/reconcile.ts';
import { manifest } from '../../../infra/manifest.ts';
import { secretVariable } from '../../../infra/secrets.ts';
import type { Notice } from '../../../shared/domain/notices/notices.ts';
import type { LetterMessage } from '../../../shared/effects/notify.ts';
import { keepWaiting } from '../../../shared/store/notices/waiting.ts';
import { cacheDirectory, directoryReader } from '../../../shared/store/organisation/directory-cache.ts';
import { readHead } from '../../../shared/store/sheets/sheets.ts';
import {
  due,
  duePartition,
  listedSiteKey,
  reconciledKey,
  shardOf,
  waitingKey,
} from '../../../shared/store/table/keys.ts';
import { readItem } from '../../../shared/store/table/read.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import { writeItems } from '../../../shared/store/table/write.ts';
import { digestIn } from '../../support/digest.ts';
import { INTAKES, opened } from '../../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { tableOf } from '../../support/table-of.ts';
import { waitingFor } from '../../support/waiting.ts';

let cloud: TestCloud;
let table: Table;
beforeAll(async () => {
  // Nothing comes of anything but by the runs of the tests.
  cloud = await startTestCloud({ manifest: manifest.filter(({ trigger }) => trigger.kind === 'api') });
  table = tableOf(cloud, digestIn(cloud.dataDir));
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

const minutesOn = (minutes: number) => new Date(cloud.clock.now() + minutes * 60_000).toISOString();

/** A run so many minutes from now, and whom it asked letters for; `hasTime` as of the function. */
const run = async (
  minutes: number,
  hasTime?: () => boolean,
  everything?: boolean,
): Promise<readonly string[]> => (await messagesOf(minutes, hasTime, everything)).map(({ person }) => person);

async function messagesOf(
  minutes: number,
  hasTime: () => boolean = () => true,
  everything = false,
): Promise<readonly LetterMessage[]> {
  const asked: LetterMessage[] = [];
  const silent = { client: { send: async () => ({}) } };
  const letters = {
    client: {
      send: async ({ input }: { input: { MessageBody: string } }) =>
        void asked.push(JSON.parse(input.MessageBody)),
    },
  };
  const world = {
    ...{ table, timers: silent, executions: silent, letters, compare: async () => true, hasTime },
    ...{ directories: directoryReader(cacheDirectory(table)), now: minutesOn(minutes) },
  };
  await reconcile(world as unknown as World, everything);
  return asked;
}

/** Notices that wait since so many minutes before now, and of which no letter ever comes. */
async function undelivered(person: string, sheet: string, count: number, before: number): Promise<void> {
  const minute = minutesOn(-before);
  const notice: Notice = {
    ...{ person, kind: 'urge', sheet, number: 'KF-20261123-0001', site: 'riverside', subject: '漏水了' },
    ...{ at: minute, seq: 1 },
  };
  const items = Array.from({ length: count }, (_, seq) => {
    const key = waitingKey(person, minute, sheet, seq);
    const duePk = duePartition('riverside', shardOf(sheet));
    return { ...key, notice: JSON.stringify(notice), duePk, dueSk: due(minute, `${key.sk}#${person}`) };
  });
  await writeItems(
    table,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

const waitingOf = (person: string) => waitingFor(table, person);
const forgotten = async (person: string) =>
  writeItems(
    table,
    (await waitingOf(person)).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  );

describe('reconcile', () => {
  it('records a breach behind 520 notices of its shard that nobody can deliver, and asks once for them', async () => {
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await run(2);
    await undelivered('nobody', id, 520, 600);
    // The dispatch of an urgent repair was due after three minutes.
    const asked = await run(53);
    const clocks = (await readHead(table, id))?.sheet.clocks ?? [];
    expect(clocks.filter(({ state }) => state === 'breached').map(({ name }) => name)).toContain('dispatch');
    expect(asked.filter((person) => person === 'nobody')).toHaveLength(1);
    expect(await waitingOf('nobody')).toHaveLength(520);
    await forgotten('nobody');
  });

  it.each([
    ['of what is late', false],
    ['of everything', true],
  ])('goes on %s where the last run stopped, then from the beginning', async (_of, everything) => {
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.report);
    await run(2);
    const people = Array.from({ length: 12 }, (_, nth) => `nobody-${String(nth).padStart(2, '0')}`);
    for (const [nth, person] of people.entries()) await undelivered(person, id, 2, 500 - nth);
    const isOurs = (person: string) => people.includes(person);
    const MOST = 40;
    const found: string[][] = [];
    // Time is up after some of them, in each run; whatever else there is to do takes some of it as well.
    for (let runs = 0; runs < MOST && new Set(found.flat()).size < people.length; runs += 1) {
      let left = 9;
      const hasTime = () => {
        left -= 1;
        return left >= 0;
      };
      found.push((await run(3, hasTime, everything)).filter(isOurs));
    }
    expect(new Set(found.flat())).toEqual(new Set(people));
    const cut = found.filter((asked) => asked.length > 0);
    expect(cut.length).toBeGreaterThan(1);
    expect(people.indexOf(cut[1]?.[0] ?? '')).toBe(people.indexOf(cut[0]?.at(-1) ?? '') + 1);
    await run(3);
    expect((await readItem(table, reconciledKey('riverside')))?.places).toBe('{}');
    for (const person of people) await forgotten(person);
  });

  it('asks for what waits of entries of hours before by when those were written', async () => {
    const wait = (person: string, of: string, seq: number, minute: string) =>
      keepWaiting(
        table,
        {
          ...{ person, kind: 'urge', sheet: '01KAV0000000000000000000AA', number: 'KF-20261123-0001' },
          ...{ site: 'riverside', subject: '漏水了', at: of, seq },
        },
        minute,
        minute,
      );
    const [written, minute] = [minutesOn(-300), minutesOn(-100)];
    await wait('nobody-late', written, 1, minute);
    await wait('nobody-soon', minute, 2, minute);
    const asked = (await messagesOf(0)).filter(({ person }) => person.startsWith('nobody-'));
    expect(asked).toHaveLength(2);
    expect(asked).toContainEqual({ person: 'nobody-late', minute, since: written });
    expect(asked).toContainEqual({ person: 'nobody-soon', minute });
    // A start knows that the queue was lost.
    expect(await messagesOf(0, undefined, true)).toContainEqual({
      ...{ person: 'nobody-late', minute, since: written, anew: true },
    });
    for (const { person } of asked) await forgotten(person);
  });

  it('calls itself for each site where there are several', async () => {
    const Item = { ...listedSiteKey('hillside') };
    await writeItems(table, [{ PutRequest: { Item } }]);
    const calls: unknown[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        calls.push([
          request.url,
          request.headers['x-amz-invocation-type'],
          JSON.parse(Buffer.concat(chunks).toString()),
        ]);
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { environment = [], secrets = [] } = manifest.find(({ name }) => name === 'reconcile') ?? {};
    const names = [...environment, ...secrets.map(secretVariable)];
    const before = { ...process.env };
    for (const name of names) process.env[name] ??= 'unused';
    process.env.TABLE_NAME = cloud.tableName;
    process.env.AWS_ENDPOINT_URL_DYNAMODB = cloud.dynamodbEndpoint;
    process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
    process.env.AWS_ENDPOINT_URL_LAMBDA = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { handler } = await import('../../../functions/reconcile/handler.ts');
      const context = { functionName: 'reconcile-1' } as Parameters<typeof handler>[1];
      expect(await handler({ everything: true }, context)).toEqual({ sites: ['hillside', 'riverside'] });
    } finally {
      process.env = before;
      server.close();
    }
    const path = '/2015-03-31/functions/reconcile-1/invocations';
    expect(calls).toHaveLength(2);
    for (const site of ['hillside', 'riverside']) {
      expect(calls).toContainEqual([path, 'Event', { everything: true, site }]);
    }
  });
});
