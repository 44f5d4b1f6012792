/** Anchors (contract section 12): what was written cannot be rewritten unseen, not even with every key of the table. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canonical, chain, GENESIS, sha256 } from '../../shared/domain/kernel/ledger.ts';
import { readPartition } from '../../shared/store/table/read.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { type AnchoredLedgerJson, keysIn, rewritten, s3Of, textOf } from '../support/anchors.ts';
import { openedCase } from '../support/cases.ts';
import { readable } from '../support/copy-of.ts';
import { INTAKES, opened, RATED, REPAIRED, RESOLVED, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';

let cloud: TestCloud;
let table: Table;
let s3: S3Client;
let folder: string;
const measured: string[] = [];
beforeAll(async () => {
  vi.stubEnv('METRICS_NAMESPACE', 'Shoujie/test');
  const write = process.stdout.write.bind(process.stdout);
  vi.spyOn(process.stdout, 'write').mockImplementation(((text: string, ...rest: never[]) => {
    if (!String(text).includes('LedgersDiffering')) return write(text, ...rest);
    measured.push(String(text));
    return true;
  }) as typeof process.stdout.write);
  cloud = await startTestCloud();
  table = tableOf(cloud);
  s3 = s3Of(cloud);
  folder = await mkdtemp(join(tmpdir(), 'shoujie-anchors-'));
});
afterAll(async () => {
  s3.destroy();
  table.client.destroy();
  await cloud.stop();
  await rm(folder, { recursive: true });
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const DESK = 'receptionist-sun';
const ledgerOf = async (id: string) =>
  (await cloud.as('director-wei').get<AnchoredLedgerJson>(`/sheets/${id}/ledger`)).json;
/** How many differences were measured since that was last asked. */
const differences = () =>
  measured.splice(0).reduce((sum, line) => sum + JSON.parse(line).LedgersDiffering, 0);

async function archived(): Promise<{ readonly id: string; readonly number: string }> {
  const { id, number } = await opened(cloud.as(DESK), INTAKES.repair);
  await signed(cloud, id, [...REPAIRED, [DESK, RESOLVED], RATED, [DESK, { step: 'archive' }]]);
  return { id, number };
}

const verify = (...args: readonly string[]) =>
  new Promise<{ code: number; out: string; error: string }>((done) => {
    const process_ = execFile(
      process.execPath,
      ['--import', 'tsx', 'infra/verify-archive.ts', ...args],
      (_error, out, error) => done({ code: process_.exitCode ?? -1, out, error }),
    );
  });

describe('a day', () => {
  it('ends with a signed checkpoint, to which every ledger is anchored and every seal has its proof', async () => {
    const { id, number } = await archived();
    expect((await ledgerOf(id)).anchored).toBeNull();
    expect((await cloud.anonymous.get('/commitments?site=riverside')).json).not.toHaveProperty('anchor');
    await cloud.clock.advance('P1D');

    const [first, ...more] = await keysIn(s3, cloud.s3.anchors, 'checkpoints/');
    expect([first, more]).toEqual(['checkpoints/00000001.json', []]);
    const checkpoint = JSON.parse(await textOf(s3, cloud.s3.anchors, String(first)));
    expect(checkpoint).toMatchObject({
      at: '2026-11-24T00:00:00.000Z',
      from: '2026-11-23T00:00:00.000Z',
      to: '2026-11-24T00:00:00.000Z',
      previousRoot: GENESIS,
      root: expect.stringMatching(/^[0-9a-f]{64}$/),
      signature: expect.any(String),
      keyId: expect.any(String),
    });
    const ledger = await ledgerOf(id);
    const { at, root } = checkpoint;
    expect(ledger).toMatchObject({ intact: true, anchored: { seq: ledger.entries.length, at, root } });
    const board = await cloud.anonymous.get('/commitments?site=riverside');
    expect(board.json.anchor).toEqual({ root, at });
    expect(
      (await cloud.anonymous.get('/commitments?site=riverside', { accept: 'text/html' })).text,
    ).toContain(root);

    const seal = `riverside/${number}/${id}-${ledger.entries.length}-${ledger.head}.json`;
    expect(await keysIn(s3, cloud.s3.archive)).toEqual([seal, `${seal}.proof.json`]);
    const file = join(folder, 'seal.json');
    const key = join(folder, 'key.pem');
    const text = await textOf(s3, cloud.s3.archive, seal);
    const proof = await textOf(s3, cloud.s3.archive, `${seal}.proof.json`);
    await writeFile(file, text);
    await writeFile(`${file}.proof.json`, proof);
    await writeFile(key, await textOf(s3, cloud.s3.anchors, `keys/${checkpoint.keyId}.pem`));
    expect(await verify('--key', key, file)).toMatchObject({ code: 0, error: '' });
    expect(differences()).toBe(0);

    // A forger who computes everything anew has neither the key nor the proof.
    const sealed = JSON.parse(text.replaceAll('"worker-wu"', '"worker-zheng"'));
    const said = sealed.entries.map(
      ({ hash: _h, previousHash: _p, ...event }: Record<string, unknown>) => event,
    );
    const entries = chain(said as object[], GENESIS);
    const { digest: _digest, ...body } = { ...sealed, entries, head: entries.at(-1)?.hash };
    const forged = join(folder, 'forged.json');
    await writeFile(forged, canonical({ ...body, digest: sha256(canonical(body)) }));
    const alone = await verify('--key', key, forged);
    expect([alone.code, alone.error]).toEqual([1, expect.stringContaining('has no proof in')]);
    await writeFile(`${forged}.proof.json`, proof);
    const borrowed = await verify('--key', key, forged);
    expect([borrowed.code, borrowed.error]).toEqual([
      1,
      expect.stringContaining('is another than was anchored'),
    ]);
  });

  it('without a word has its checkpoint too, which follows the one before', async () => {
    await cloud.clock.advance('P2D');
    const keys = await keysIn(s3, cloud.s3.anchors, 'checkpoints/');
    const [first, second, third] = await Promise.all(
      keys.map(async (key) => JSON.parse(await textOf(s3, cloud.s3.anchors, key))),
    );
    expect(keys).toHaveLength(3);
    expect([second.previousRoot, third.previousRoot]).toEqual([first.root, second.root]);
    expect([second.from, third.from]).toEqual([first.to, second.to]);
    expect(differences()).toBe(0);
  });
});

describe('an archived sheet that was rewritten in the table, all hashes computed anew', () => {
  it('is not intact, raises the alarm when it is read, and is whole again when it is put back', async () => {
    const { id } = await archived();
    await cloud.clock.advance('P1D');
    expect((await ledgerOf(id)).intact).toBe(true);
    differences();
    const putBack = await rewritten(table, `SHEET#${id}`, '"worker-wu"', '"worker-zheng"');
    expect((await ledgerOf(id)).intact).toBe(false);
    expect(differences()).toBe(1);
    await putBack();
    expect((await ledgerOf(id)).intact).toBe(true);
    expect(differences()).toBe(0);
  });

  it('is not to be filed either, as its archive copy says', async () => {
    const { id } = await archived();
    await cloud.clock.advance('P1D');
    const copy = async () =>
      readable((await cloud.as('director-wei').get(`/sheets/${id}/copies/archive`)).text);
    const whole = await copy();
    const putBack = await rewritten(table, `SHEET#${id}`, '"worker-wu"', '"worker-zheng"');
    differences();
    const broken = await copy();
    await putBack();
    expect(whole).toMatch(/记录校验\s+完整，共/);
    expect(broken).toMatch(/记录校验\s+不完整，请勿归档，共/);
    expect(differences()).toBe(1);
  });

  it('is found within thirty days though nobody reads it and its anchor is gone, and so is one that is gone itself', async () => {
    const { id } = await archived();
    const { id: gone } = await archived();
    await cloud.clock.advance('P1D');
    differences();
    const putBack = await rewritten(table, `SHEET#${id}`, '"worker-wu"', '"worker-zheng"');
    const remove = (pk: string, sk: unknown) =>
      table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
    await remove(`SHEET#${id}`, 'ANCHOR');
    for (const { sk } of await readPartition(table, `SHEET#${gone}`)) await remove(`SHEET#${gone}`, sk);
    await cloud.clock.advance('P29D');
    expect(differences()).toBe(0);
    await cloud.clock.advance('P1D');
    expect(differences()).toBe(2);
    expect((await ledgerOf(id)).intact).toBe(false);
    await putBack();
    expect((await ledgerOf(id)).intact).toBe(true);
  });

  it('gets no further anchor, and no seal', async () => {
    const { id, number } = await opened(cloud.as(DESK), INTAKES.repair);
    await signed(cloud, id, REPAIRED);
    await cloud.clock.advance('P1D');
    const before = await ledgerOf(id);
    differences();
    await rewritten(table, `SHEET#${id}`, '"worker-wu"', '"worker-zheng"');
    await signed(cloud, id, [[DESK, RESOLVED], RATED, [DESK, { step: 'archive' }]]);
    await cloud.settle();
    expect(differences()).toBe(1);
    expect(await keysIn(s3, cloud.s3.archive, `riverside/${number}/`)).toEqual([]);
    await cloud.clock.advance('P1D');
    expect(differences()).toBe(1);
    const after = await ledgerOf(id);
    expect([after.intact, after.anchored]).toEqual([false, before.anchored]);
  });
});

it('a case’s ledger is anchored likewise', async () => {
  const { id } = await openedCase(cloud);
  const ledger = async () =>
    (await cloud.as('director-wei').get<AnchoredLedgerJson>(`/cases/${id}/ledger`)).json;
  expect(await ledger()).toMatchObject({ intact: true, anchored: null });
  await cloud.clock.advance('P1D');
  expect(await ledger()).toMatchObject({ intact: true, anchored: { seq: 1 } });
});

it('nothing in the archive or among the checkpoints is put a second time, or without the condition', async () => {
  const put = (Bucket: string, Key: string, IfNoneMatch?: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}', IfNoneMatch })).then(
      () => 'put',
      ({ name }: Error) => name,
    );
  for (const bucket of [cloud.s3.archive, cloud.s3.anchors]) {
    const [key = ''] = await keysIn(s3, bucket);
    expect(await put(bucket, key, '*')).toBe('PreconditionFailed');
    expect(await put(bucket, key)).toBe('AccessDenied');
    expect(await put(bucket, 'other.json')).toBe('AccessDenied');
  }
});
