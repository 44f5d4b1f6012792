/** Keeping files and sealing sheets, where the process dies at any call, twice, or nothing of it ever happens. */

import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile, type World } from '../../functions/reconcile/reconcile.ts';
import { manifest } from '../../infra/manifest.ts';
import { faultsOfSealed, sealed } from '../../shared/domain/archive/sealed.ts';
import type { UploadedFile } from '../../shared/domain/kernel/files.ts';
import { canonical, sha256 } from '../../shared/domain/kernel/ledger.ts';
import { keepFile } from '../../shared/effects/keep-file.ts';
import { type Sealing, sealCase, sealedAs, sealSheet } from '../../shared/effects/seal.ts';
import { readCase } from '../../shared/store/cases/cases.ts';
import type { Bucket } from '../../shared/store/files/bucket.ts';
import { keptKey, strippedKey, uploadedKey } from '../../shared/store/files/file-places.ts';
import { readFile } from '../../shared/store/files/files.ts';
import { cacheDirectory, directoryReader } from '../../shared/store/organisation/directory-cache.ts';
import type { Head } from '../../shared/store/sheets/sheet-items.ts';
import { readHead, readLedger } from '../../shared/store/sheets/sheets.ts';
import { caseSealKey, headKey, type Key, sealKey } from '../../shared/store/table/keys.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { dying, watchAwsCalls } from '../support/aws-calls.ts';
import { CONCLUDE, openedCase, signedCase } from '../support/cases.ts';
import { digestIn } from '../support/digest.ts';
import { INTAKES, opened, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { bareExif, exifSegment, JPEG, withAt } from '../support/pictures.ts';
import { tableOf } from '../support/table-of.ts';
import { LETTER, SMALL_VIEW, uploaded, VIEW } from '../support/uploads.ts';

let cloud: TestCloud;
let table: Table;
let files: Bucket;
let archive: Bucket;

beforeAll(async () => {
  watchAwsCalls();
  // Nothing echoes here but what the tests themselves run.
  const silent = manifest.filter(({ trigger }) => trigger.kind === 'api' || trigger.kind === 'queue');
  cloud = await startTestCloud({ manifest: silent });
  table = tableOf(cloud, digestIn(cloud.dataDir));
  const client = new S3Client({
    endpoint: cloud.s3.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  files = { client, name: cloud.s3.files };
  archive = { client, name: cloud.s3.archive };
});
afterAll(async () => {
  files.client.destroy();
  table.client.destroy();
  await cloud.stop();
});

const DESK = 'receptionist-sun';

interface Archived {
  readonly sheet: string;
  readonly file: string;
}
/** A letter that was withdrawn and archived, of which nothing was kept or sealed yet. */
async function archived(): Promise<Archived> {
  const file = await uploaded(cloud.as(DESK), LETTER);
  const { signature: _none, ...report } = INTAKES.report;
  const { id } = await opened(cloud.as(DESK), { ...report, channel: 'letter', files: [file] });
  await signed(cloud, id, [
    ['resident-zhao', { step: 'withdraw', reason: '不用了' }],
    [DESK, { step: 'archive' }],
  ]);
  return { sheet: id, file };
}

const headOf = async (id: string) => (await readHead(table, id)) as Head;
const sealOf = async (id: string) => {
  const { sheet, hash } = await headOf(id);
  return sealedAs(sheet, hash);
};
/** What was told to differ. */
const told: string[] = [];
const sealing = (): Sealing => ({
  ...{ archive, files, now: new Date(cloud.clock.now()).toISOString() },
  tellDiffering: (_message, which) => void told.push(which),
});
const textAt = async ({ client, name }: Bucket, Key: string) =>
  (await client.send(new GetObjectCommand({ Bucket: name, Key }))).Body?.transformToString() ?? '';
const latinAt = async ({ client, name }: Bucket, Key: string) =>
  (await client.send(new GetObjectCommand({ Bucket: name, Key }))).Body?.transformToString('latin1') ?? '';
const isOwed = async (key: Key) =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true })))
    .Item !== undefined;
const isWaiting = (id: string) => isOwed(sealKey(id));

/** All is as it should be: kept where nothing expires, sealed once and for all, and nothing left to do. */
async function expectDone({ sheet, file }: Archived): Promise<void> {
  expect((await readFile(table, file))?.kept).toBe(true);
  expect(await textAt(files, keptKey(file))).toBe(new TextDecoder().decode(LETTER.bytes));
  expect(faultsOfSealed(await textAt(archive, await sealOf(sheet)))).toEqual([]);
  expect(await isWaiting(sheet)).toBe(false);
}

/** The run that looks for what was lost, two minutes on; whatever else it could do, nothing here asks for. */
const reconciled = () => {
  const now = new Date(cloud.clock.now() + 120_000).toISOString();
  const compare = async () => true;
  const silent = { client: { send: async () => ({}) } };
  const directories = directoryReader(cacheDirectory(table));
  const world = { table, ...sealing(), compare, timers: silent, letters: silent, directories, now };
  return reconcile(world as unknown as World, false);
};

type Effect = (which: Archived) => Promise<void>;
/** Each with the times that it can die: before and after each of its calls. */
const EFFECTS: readonly (readonly [name: string, effect: Effect, deaths: number])[] = [
  ['keeping a file', ({ file }) => keepFile(table, files, file), 8],
  ['sealing a sheet', ({ sheet }) => sealSheet(table, sealing(), sheet), 14],
];

describe.each(EFFECTS)('%s', (_name, effect, times) => {
  it('that dies before or after any of its calls is done in the end, by a second delivery as by reconcile', async () => {
    let deaths = 0;
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; ; nth += 1) {
        const which = await archived();
        if (!(await dying(when, nth, () => effect(which)))) break;
        deaths += 1;
        if (nth % 2 === (when === 'before' ? 0 : 1)) await effect(which);
        // The other effect was never even tried; reconcile finds that too.
        await reconciled();
        await expectDone(which);
      }
    }
    expect(deaths).toBe(times);
  });

  it('again, and at once with itself, changes nothing', async () => {
    const which = await archived();
    await Promise.all([effect(which), effect(which), effect(which)]);
    await reconciled();
    await expectDone(which);
    const last = await sealOf(which.sheet);
    const times = () =>
      Promise.all(
        [[files, keptKey(which.file)] as const, [archive, last] as const].map(
          async ([{ client, name }, Key]) =>
            (await client.send(new HeadObjectCommand({ Bucket: name, Key }))).LastModified?.getTime(),
        ),
      );
    const before = await times();
    await effect(which);
    expect(await times()).toEqual(before);
  });
});

describe('keeping a picture of a complaint', () => {
  const { signature: _none, ...complaint } = INTAKES.complaint;
  /** So many of them, that nothing was kept of yet. */
  const attached = async (count: number) => {
    const ids = await Promise.all(Array.from({ length: count }, () => uploaded(cloud.as(DESK), VIEW)));
    await opened(cloud.as(DESK), { ...complaint, channel: 'letter', files: ids });
    return ids;
  };
  const PLACES = [keptKey, strippedKey].flatMap((key) =>
    (['whole', 'preview'] as const).map((part) => (id: string) => key(id, part)),
  );
  const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  /** The originals where nothing expires, and beside them what is given of them. */
  const expectKept = async (id: string) => {
    expect((await readFile(table, id))?.kept).toBe(true);
    const texts = await Promise.all(PLACES.map((keyOf) => latinAt(files, keyOf(id))));
    const given = [withAt(JPEG, 2, exifSegment(bareExif(6))), JPEG];
    expect(texts).toEqual([VIEW.bytes, SMALL_VIEW, ...given].map(latin));
  };

  // Item, head of the sheet, note; for file and preview each a look, a copy, a look, the bytes, the bare bytes.
  const CALLS = 13;

  it.each(['before', 'after'] as const)('that dies %s any of its calls is done in the end', async (when) => {
    const ids = await attached(CALLS + 1);
    const deaths: boolean[] = [];
    for (const [place, file] of ids.entries()) {
      deaths.push(await dying(when, place + 1, () => keepFile(table, files, file)));
      if (place % 2 === 0) await keepFile(table, files, file);
    }
    await reconciled();
    for (const file of ids) await expectKept(file);
    expect(deaths).toEqual([...Array.from({ length: CALLS }, () => true), false]);
  });

  it('changes nothing that whoever asked sooner was given', async () => {
    const [file = 'none'] = await attached(1);
    const asked = async () => {
      const reply = await cloud
        .as(DESK)
        .get<{ sha256: string }>(`/files/${file}`, { accept: 'application/json' });
      return reply.json.sha256;
    };
    const written = async (keyOf: (id: string) => string) => {
      const place = { Bucket: files.name, Key: keyOf(file) };
      return (await files.client.send(new HeadObjectCommand(place))).LastModified?.getTime();
    };
    const sooner = await asked();
    const before = await written(strippedKey);
    await keepFile(table, files, file);
    await expectKept(file);
    expect([await asked(), await written(strippedKey)]).toEqual([sooner, before]);
  });
});

it('a file whose upload is gone by the time its keeping is noted stays kept', async () => {
  const which = await archived();
  const COPIED = 3;
  expect(await dying('after', COPIED, () => keepFile(table, files, which.file))).toBe(true);
  await files.client.send(new DeleteObjectCommand({ Bucket: files.name, Key: uploadedKey(which.file) }));
  expect((await readFile(table, which.file))?.kept).toBeUndefined();
  await reconciled();
  await expectDone(which);
});

it('a sheet that is written to after its archiving is sealed again, beside what was sealed before', async () => {
  const { signature: _none, ...report } = INTAKES.report;
  const file = await uploaded(cloud.as(DESK), LETTER);
  const { id } = await opened(cloud.as(DESK), { ...report, channel: 'letter', files: [file] });
  const until = '2026-11-25T08:00:00.000Z';
  await signed(cloud, id, [
    [DESK, { step: 'request-exemption', clock: 'dispatch-1-1', reason: '待核实', until }],
    ['resident-zhao', { step: 'withdraw', reason: '不用了' }],
    [DESK, { step: 'archive' }],
  ]);
  await reconciled();
  const first = await sealOf(id);
  await signed(cloud, id, [
    ['director-wei', { step: 'grant-exemption', clock: 'dispatch-1-1', reason: '属实' }],
  ]);
  expect(await isWaiting(id)).toBe(true);
  await reconciled();
  const second = await sealOf(id);
  expect(second).not.toBe(first);
  for (const key of [first, second]) expect(faultsOfSealed(await textAt(archive, key))).toEqual([]);
  expect(await isWaiting(id)).toBe(false);
});

describe('an object in the place of a seal', () => {
  const put = (Key: string, Body: string) =>
    archive.client.send(new PutObjectCommand({ Bucket: archive.name, Key, Body, IfNoneMatch: '*' }));

  it('that is another is told, and the sheet stays to be sealed', async () => {
    const { sheet } = await archived();
    const other = await archived();
    await sealSheet(table, sealing(), other.sheet);
    const place = await sealOf(sheet);
    await put(place, await textAt(archive, await sealOf(other.sheet)));
    for (let run = 1; run <= 2; run += 1) {
      told.length = 0;
      await reconciled();
      expect(told).toEqual([place]);
      expect(await isWaiting(sheet)).toBe(true);
    }
    told.length = 0;
  });

  it('that seals the same ledger in other words is as good', async () => {
    const { sheet, file } = await archived();
    const { hash } = await headOf(sheet);
    const ledger = await readLedger(table, sheet);
    const entries = (ledger?.entries ?? []).map(({ entry }) => entry);
    const attached = (await readFile(table, file)) as UploadedFile;
    const body = sealed(entries, hash, [attached]);
    const { sheet: state, digest: _digest, ...rest } = JSON.parse(body);
    // As a release would have it that knows one member less.
    const { statusSince: _unknown, ...known } = state;
    const without = { ...rest, format: 'shoujie-sealed-sheet-2', sheet: known };
    const inOtherWords = canonical({ ...without, digest: sha256(canonical(without)) });
    expect(faultsOfSealed(inOtherWords)).toEqual([]);
    await put(await sealOf(sheet), inOtherWords);
    await reconciled();
    expect(told).not.toContain(await sealOf(sheet));
    expect(await isWaiting(sheet)).toBe(false);
  });
});

it('what is written while a sheet is sealed is seen whole or not at all', async () => {
  const { sheet } = await archived();
  const place = await sealOf(sheet);
  const { sheet: state } = await headOf(sheet);
  const Key = headKey(sheet);
  const { Item: head } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
  const put = (Item: object) => table.client.send(new PutCommand({ TableName: table.name, Item }));
  // As a query sees it that meets the entries before a step and the head after it.
  const hash = '0'.repeat(64);
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'QueryCommand') await put({ ...head, headHash: hash });
      return next(args);
    },
    { step: 'initialize', name: 'a step meanwhile' },
  );
  await sealSheet(table, sealing(), sheet);
  table.client.middlewareStack.remove('a step meanwhile');
  await put({ ...head });
  // Nobody could ever correct it.
  await expect(textAt(archive, sealedAs(state, hash))).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect(faultsOfSealed(await textAt(archive, place))).toEqual([]);
});

it('another ledger of the same length has a seal of its own, as after a restore', async () => {
  const { sheet } = await archived();
  const { sheet: state, hash } = await headOf(sheet);
  await sealSheet(table, sealing(), sheet);
  const other = 'f'.repeat(64);
  expect(sealedAs(state, hash)).toContain(`-${state.entries}-${hash}.json`);
  expect(sealedAs(state, other)).not.toBe(sealedAs(state, hash));
});

it('what is sealed is neither replaced nor deleted', async () => {
  const which = await archived();
  await sealSheet(table, sealing(), which.sheet);
  const Key = await sealOf(which.sheet);
  const denied = await archive.client
    .send(new DeleteObjectCommand({ Bucket: archive.name, Key }))
    .catch((error: Error) => error.name);
  expect(denied).toBe('AccessDenied');
});

describe('sealing a case', () => {
  /** A case that was found to be unfounded, of which nothing was sealed yet. */
  const dismissed = async () => {
    const { id } = await openedCase(cloud);
    const unfounded = { ...CONCLUDE, grade: 'unfounded' };
    await signedCase(cloud, id, [['engineering-supervisor-feng', unfounded]]);
    return id;
  };
  const expectSealed = async (id: string) => {
    const head = await readCase(table, id);
    if (head === undefined) throw new Error('no case');
    expect(faultsOfSealed(await textAt(archive, sealedAs(head.case, head.hash)))).toEqual([]);
    expect(await isOwed(caseSealKey(id))).toBe(false);
  };

  it('is owed from its archiving on, and found by reconcile where nobody did it', async () => {
    const id = await dismissed();
    expect(await isOwed(caseSealKey(id))).toBe(true);
    await reconciled();
    await expectSealed(id);
  });

  it('that dies before or after any of its calls is done in the end, and again changes nothing', async () => {
    let deaths = 0;
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; ; nth += 1) {
        const id = await dismissed();
        if (!(await dying(when, nth, () => sealCase(table, sealing(), id)))) break;
        deaths += 1;
        if (nth % 2 === (when === 'before' ? 0 : 1)) await sealCase(table, sealing(), id);
        await reconciled();
        await expectSealed(id);
        await sealCase(table, sealing(), id);
        await expectSealed(id);
      }
    }
    // The ledger is read, the object put, its values too, the case looked at, the debt taken away.
    expect(deaths).toBe(12);
  });

  it('is nothing for a case that goes on', async () => {
    const { id } = await openedCase(cloud);
    await sealCase(table, sealing(), id);
    expect(await isOwed(caseSealKey(id))).toBe(false);
  });
});
