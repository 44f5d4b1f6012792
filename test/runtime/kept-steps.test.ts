import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, it } from 'vitest';
import { openTable } from '../../shared/store/table/table.ts';
import { local } from '../support/infra/standing-clock.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A table that keeps nothing: it answers each call after a while with the key that it was asked for, and refuses the key `no`. */
async function echoingTable() {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { Key, Item = Key } = JSON.parse(text);
    setTimeout(() => {
      const isRefused = Item.pk.S === 'no';
      response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
      const refusal = { __type: 'ConditionalCheckFailedException', message: 'no' };
      response.end(JSON.stringify(isRefused ? refusal : Key === undefined ? {} : { Item: Key }));
    }, 5);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push({ close: () => server.closeAllConnections() }, server);
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return openTable({ name: 'echo', ...local(endpoint) });
}

const reads = (pk: string) => new GetCommand({ TableName: 'echo', Key: { pk } });

it('the steps of a kind of command are put together once, and carry out every command of it', async () => {
  const { client } = await echoingTable();
  let times = 0;
  const counting = (next: (args: never) => Promise<never>) => {
    times += 1;
    return next;
  };
  client.middlewareStack.add(counting as never, { step: 'initialize', name: 'counted' });
  const keys = Array.from({ length: 20 }, (_, nth) => `key ${nth}`);
  const found = await Promise.all(keys.map((pk) => client.send(reads(pk))));
  expect(found.map(({ Item }) => Item)).toEqual(keys.map((pk) => ({ pk })));
  expect(times).toBe(1);
  await client.send(new PutCommand({ TableName: 'echo', Item: { pk: 'key' } }));
  expect(times).toBe(2);
});

it('a command that is refused says so to whoever sent it, and to nobody else', async () => {
  const { client } = await echoingTable();
  const sent = ['a', 'no', 'b'].map((pk) => client.send(reads(pk)));
  const [a, no, b] = await Promise.allSettled(sent);
  expect([a, b]).toMatchObject([{ value: { Item: { pk: 'a' } } }, { value: { Item: { pk: 'b' } } }]);
  expect(no).toMatchObject({ reason: { name: 'ConditionalCheckFailedException' } });
  expect((await client.send(reads('c'))).Item).toEqual({ pk: 'c' });
});

it('the same command may be sent again', async () => {
  const { client } = await echoingTable();
  const [first, other] = [reads('first'), reads('other')];
  for (const [command, pk] of [
    [first, 'first'],
    [other, 'other'],
    [first, 'first'],
  ] as const) {
    expect((await client.send(command)).Item).toEqual({ pk });
  }
});
