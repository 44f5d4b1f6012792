/** Making a checkpoint, where the process dies at any call, or two runs are at it at once. */
import { sign } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifest } from '../../infra/manifest.ts';
import { faultsOfProof } from '../../shared/domain/anchors/anchored.ts';
import { type Inclusion, isSound, type WithLeaves } from '../../shared/domain/anchors/checkpoint.ts';
import { proofIn } from '../../shared/domain/archive/proof.ts';
import { GENESIS } from '../../shared/domain/kernel/ledger.ts';
import { type Anchoring, makeCheckpoint } from '../../shared/effects/checkpoints.ts';
import { sealedAs } from '../../shared/effects/seal.ts';
import { publicKeysIn, readCheckpoint } from '../../shared/store/anchors/checkpoints.ts';
import { putLastCheckpoint, readLastCheckpoint } from '../../shared/store/anchors/ledgers.ts';
import type { Bucket } from '../../shared/store/files/bucket.ts';
import { readLedger } from '../../shared/store/sheets/sheets.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { s3Of, textOf } from '../support/anchors.ts';
import { dying, watchAwsCalls } from '../support/aws-calls.ts';
import { newKeys } from '../support/domain/checkpoints.ts';
import { INTAKES, opened, signed, WORD_OF_WITHDRAWAL } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';
import { entriesOf } from '../support/written.ts';

const keys = newKeys();
let cloud: TestCloud;
let table: Table;
let client: S3Client;
let checkpoints: Bucket;
let archive: Bucket;

beforeAll(async () => {
  watchAwsCalls();
  // Nobody makes checkpoints here but the tests themselves.
  cloud = await startTestCloud({ manifest: manifest.filter(({ trigger }) => trigger.kind === 'api') });
  table = tableOf(cloud);
  client = s3Of(cloud);
  checkpoints = { client, name: cloud.s3.anchors };
  archive = { client, name: cloud.s3.archive };
});
afterAll(async () => {
  client.destroy();
  table.client.destroy();
  await cloud.stop();
});

/** A run of the function, as the cloud's clock stands. */
const run = async () => {
  const signer: Anchoring['signer'] = {
    keyId: 'key-of-tests',
    publicKey: keys.publicKey,
    sign: async (text) => sign('sha256', Buffer.from(text), keys.privateKey).toString('base64'),
  };
  const now = new Date(cloud.clock.now()).toISOString();
  const publicKeys = publicKeysIn(checkpoints);
  return makeCheckpoint({ table, checkpoints, archive, signer, publicKeys, every: 'P1D', now });
};

/** A sheet that is archived today, and the midnight after. */
async function archived(): Promise<string> {
  const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  await signed(cloud, id, [
    ['receptionist-sun', WORD_OF_WITHDRAWAL],
    ['receptionist-sun', { step: 'archive' }],
  ]);
  await cloud.clock.advance('P1D');
  return id;
}

/** Whether a sheet is anchored to its last entry, and the proof of that lies where its seal does. */
async function isAnchored(id: string): Promise<void> {
  const found = await readLedger(table, id);
  if (found?.anchor === undefined) throw new Error(`${id} has no anchor`);
  const { anchor, head } = found;
  const entries = entriesOf(found.entries);
  expect(anchor.seq).toBe(entries.length);
  expect(faultsOfProof(entries, anchor, keys.publicKey)).toEqual([]);
  const proof = await textOf(client, archive.name, `${sealedAs(head.sheet, head.hash)}.proof.json`);
  expect(proofIn(proof)).toEqual(anchor);
}

/** Every checkpoint, each sound and after the one before; every entry is in one of them, and in one alone. */
async function everyCheckpoint(): Promise<readonly WithLeaves[]> {
  const all: WithLeaves[] = [];
  for (
    let next = await readCheckpoint(checkpoints, 1);
    next;
    next = await readCheckpoint(checkpoints, all.length + 1)
  ) {
    expect(isSound(next, keys.publicKey)).toBe(true);
    expect(next.checkpoint.previousRoot).toBe(all.at(-1)?.checkpoint.root ?? GENESIS);
    all.push(next);
  }
  const entries = all.flatMap(({ leaves }) => leaves.map(({ ledger, seq }) => `${ledger} ${seq}`));
  expect(new Set(entries).size).toBe(entries.length);
  expect((await readLastCheckpoint(table))?.number).toBe(all.length);
  return all;
}

it('that dies before or after any of its calls is made whole by the next run, at once or a day later', async () => {
  let deaths = 0;
  for (const when of ['before', 'after'] as const) {
    for (let nth = 1; ; nth += 1) {
      const id = await archived();
      const died = await dying(when, nth, run);
      if (died && nth % 2 === 0) await cloud.clock.advance('P1D');
      expect((await run()).differing).toEqual([]);
      await isAnchored(id);
      if (!died) break;
      deaths += 1;
    }
  }
  await everyCheckpoint();
  expect(deaths).toBeGreaterThan(20);
});

it('that is made twice at once is made once', async () => {
  const before = (await everyCheckpoint()).length;
  const id = await archived();
  await Promise.all([run(), run(), run()]);
  await isAnchored(id);
  const all = await everyCheckpoint();
  expect(all).toHaveLength(before + 1);
  expect(await run()).toEqual({ made: [], differing: [] });
});

it('that was missed for days is made up for by one that is longer', async () => {
  const before = (await everyCheckpoint()).at(-1)?.checkpoint;
  const [first, second] = [await archived(), await archived()];
  await cloud.clock.advance('P3D');
  await run();
  await Promise.all([isAnchored(first), isAnchored(second)]);
  const last = (await everyCheckpoint()).at(-1)?.checkpoint;
  expect(last).toMatchObject({
    number: (before?.number ?? 0) + 1,
    from: before?.to,
    to: `${last?.at.slice(0, 10)}T00:00:00.000Z`,
  });
});

it('puts an anchor back that was altered, within thirty days, and anchors what was written meanwhile', async () => {
  const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  await cloud.clock.advance('P1D');
  await run();
  const Item = { pk: `SHEET#${id}`, sk: 'ANCHOR', inclusion: '{}' };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
  await signed(cloud, id, [['receptionist-sun', WORD_OF_WITHDRAWAL]]);
  const found: (readonly string[])[] = [];
  for (let day = 1; day <= 30; day += 1) {
    await cloud.clock.advance('P1D');
    found.push((await run()).differing);
  }
  expect(found).toEqual([[Item.pk], ...Array(28).fill([]), [Item.pk]]);
  const ledger = await readLedger(table, id);
  expect(ledger?.anchor?.seq).toBe(ledger?.entries.length);
  expect(
    faultsOfProof(entriesOf(ledger?.entries ?? []), ledger?.anchor as Inclusion, keys.publicKey),
  ).toEqual([]);
});

it('goes on with what the bucket says where the table’s own mark is gone or was altered', async () => {
  const before = (await everyCheckpoint()).length;
  const last = await readLastCheckpoint(table);
  if (last === undefined) throw new Error('no checkpoint');
  for (const number of [0, 1, before + 1000]) {
    const id = await archived();
    await putLastCheckpoint(table, { ...last, number, to: '2099-01-01T00:00:00.000Z' });
    await run();
    await isAnchored(id);
  }
  expect(await everyCheckpoint()).toHaveLength(before + 3);
});
