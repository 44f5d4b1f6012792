/** Residents' links (contract section 10) before somebody who reads or writes the table, and when everything comes twice. */
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256 } from '../../shared/domain/kernel/ledger.ts';
import { linkTokenKey } from '../../shared/store/table/keys.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { put, transact } from '../../shared/store/table/transact.ts';
import { INTAKES, type LedgerJson, newKey, opened } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

let cloud: TestCloud;
let table: Table;
beforeAll(async () => {
  cloud = await startTestCloud();
  table = tableOf(cloud);
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

const desk = () => cloud.as('receptionist-sun');
const PATH = /\/r\/([A-Za-z0-9_-]{22})/;
const tokenOn = async (id: string) =>
  PATH.exec((await desk().get(`/sheets/${id}/copies/resident`)).text)?.[1] ?? '';
const stepsOf = async (id: string) =>
  (await cloud.as('cs-manager-li').get<LedgerJson>(`/sheets/${id}/ledger`)).json.entries.map(
    ({ step }) => step,
  );

it('are in no item of the table, whatever was made, signed and remembered', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const tokens = [await tokenOn(id)];
  const made = await desk().post<{ url: string }>(`/sheets/${id}/links`, {}, newKey());
  tokens.push(PATH.exec(made.json.url)?.[1] ?? '');
  await cloud.anonymous.post(`/r/${tokens[0]}`, { step: 'urge', message: '请快一点' }, newKey());
  await cloud.settle();
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  const all = JSON.stringify(Items);
  expect(all).toContain(sha256(tokens[0] ?? ''));
  for (const token of tokens) {
    expect(token).toHaveLength(22);
    expect(all).not.toContain(token);
  }
});

it('are not made by whoever writes a row for a token of their own', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const token = 'x'.repeat(22);
  const row = { ...linkTokenKey(sha256(token)), id, generation: 1 };
  expect(await transact(table, [put(table.name, row)])).toBe('committed');
  expect((await cloud.anonymous.get(`/r/${token}`)).status).toBe(404);
  const step = await cloud.anonymous.post(`/r/${token}`, { step: 'withdraw', reason: '算了' }, newKey());
  expect(step.status).toBe(404);
  expect(await stepsOf(id)).toEqual(['open']);
});

it('are as many as were asked for, when they are asked for at once', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const asked = Array.from({ length: 5 }, () => desk().post<{ url: string }>(`/sheets/${id}/links`, {}));
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  const paths = answers.map(({ json }) => new URL(json.url).pathname);
  expect(new Set(paths).size).toBe(5);
  const opening = await Promise.all(paths.map((path) => cloud.anonymous.get(path)));
  expect(opening.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
});

it('take one of two steps that exclude each other, and sign neither twice', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const path = `/r/${await tokenOn(id)}`;
  const withdraw = { step: 'withdraw', reason: '自己修好了' };
  const replies = await Promise.all([1, 2, 3, 4].map(() => cloud.anonymous.post(path, withdraw, newKey())));
  expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  expect((await stepsOf(id)).filter((step) => step === 'withdraw')).toHaveLength(1);
});

it('go on after a restart: the secret is the data folder’s', async () => {
  const { id } = await opened(desk(), INTAKES.repair);
  const path = `/r/${await tokenOn(id)}`;
  table.client.destroy();
  cloud = await cloud.restart();
  table = tableOf(cloud);
  expect((await cloud.anonymous.get(path)).status).toBe(200);
});
