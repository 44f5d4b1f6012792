/** A data folder that version 0.2 left in the middle of its work: it is started, read, signed on, archived and verified. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { afterRestore } from '../../infra/operate/restored/after-restore.ts';
import { faultsOfSealProof, proofIn } from '../../shared/domain/archive/proof.ts';
import { faultsOfSealed } from '../../shared/domain/archive/sealed.ts';
import { INTAKES, type LedgerJson, opened, RATED, RESOLVED, signed } from '../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { tableOf } from '../support/table-of.ts';
import { folderOf, unpacked } from './kept.ts';

interface Facts {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly version: number;
  readonly entries: number;
  readonly head: string;
}
interface FolderFacts {
  /** Where its clock stood. */
  readonly now: string;
  /** By what they are, in words. */
  readonly sheets: Readonly<
    Record<string, Facts & { readonly reader: string; readonly clocks: readonly Json[] }>
  >;
  readonly cases: Readonly<Record<string, Facts>>;
  readonly remembered: { as: string; path: string; key: string; body: object; answer: string };
}

const { now, sheets, cases, remembered }: FolderFacts = JSON.parse(
  await readFile(join(folderOf('0.2'), 'data-folder.json'), 'utf8'),
);
const COUNT = Object.keys(sheets).length;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ dataDir: await unpacked('0.2', 'data-folder'), now });
});
afterAll(() => cloud.stop());

const get = async <T>(who: string, path: string): Promise<T> => {
  const reply = await cloud.as(who).get<T>(path);
  expect(reply.status, `${who} ${path}: ${reply.text}`).toBe(200);
  return reply.json;
};
const idOf = (what: string): string => {
  const found = sheets[what] ?? cases[what];
  if (found === undefined) throw new Error(`nothing is ${what}`);
  return found.id;
};

describe('as it was left', () => {
  it.each(Object.entries(sheets))('%s is the sheet that it was', async (_what, facts) => {
    const { id, reader, entries, head, ...state } = facts;
    expect(await get<Json>(reader, `/sheets/${id}`)).toMatchObject(state);
    const ledger = await get<LedgerJson>(reader, `/sheets/${id}/ledger`);
    expect([ledger.entries.length, ledger.head, ledger.intact]).toEqual([entries, head, true]);
  });

  it.each(Object.entries(cases))(
    '%s is the case that it was',
    async (_what, { id, entries, head, ...state }) => {
      expect(await get<Json>('hr-yang', `/cases/${id}`)).toMatchObject(state);
      const ledger = await get<LedgerJson>('hr-yang', `/cases/${id}/ledger`);
      expect([ledger.entries.length, ledger.head, ledger.intact]).toEqual([entries, head, true]);
    },
  );

  it('remembers its answer, byte for byte', async () => {
    const { as, path, key, body, answer } = remembered;
    const again = await cloud.as(as).post(path, body, { 'idempotency-key': key });
    expect([again.status, again.text]).toEqual([201, answer]);
  });

  it('is whole as a restored table would have to be, but for numbers that were no items', async () => {
    const table = tableOf(cloud);
    const client = archiveClient();
    try {
      const restored = { table, archive: { client, name: cloud.s3.archive } };
      const { findings } = await afterRestore({ ...restored, isApplied: false });
      expect(findings.map(({ said, isLeft }) => [said, isLeft])).toEqual(
        expect.arrayContaining([[`${COUNT} numbers had no item of their own.`, false]]),
      );
      expect(findings.filter(({ said }) => !said.includes('numbers had no item'))).toEqual([]);
    } finally {
      client.destroy();
      table.client.destroy();
    }
  });
});

const archiveClient = () =>
  new S3Client({
    endpoint: cloud.s3.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

describe('going on', () => {
  it('gives the next number', async () => {
    const { number } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    expect(number).toBe(`KF-20261123-${String(COUNT + 1).padStart(4, '0')}`);
  });

  const DESK = 'receptionist-sun';
  const OVER = { step: 'hand-over', opinion: '请处理' };
  // biome-ignore format: a table reads best with one row a line
  const STEPS: readonly (readonly [what: string, steps: readonly (readonly [string, object])[], status: string])[] = [
    ['registered', [[DESK, { ...OVER, section: 'engineering' }], ['worker-wu', { step: 'accept' }]], 'accepted'],
    ['handed over', [['worker-wu', { step: 'accept' }], ['worker-wu', { step: 'arrive' }]], 'on-site'],
    ['returned', [[DESK, RESOLVED], RATED, [DESK, { step: 'archive' }]], 'archived'],
    ['followed up', [RATED, [DESK, { step: 'archive' }]], 'archived'],
    ['anonymous complaint', [['cs-manager-li', { ...OVER, section: 'security' }], ['security-manager-chen', { step: 'accept' }]], 'accepted'],
    ['breached and raised', [[DESK, { ...OVER, section: 'engineering' }]], 'handed-over'],
  ];
  it.each(STEPS)('%s is signed on', async (what, steps, status) => {
    expect((await signed(cloud, idOf(what), steps)).status).toBe(status);
  });

  it('the case is signed on', async () => {
    const body = { step: 'conclude', findings: '查看记录', conclusion: '情况属实', grade: 'minor' };
    const path = `/cases/${idOf('opened')}/sign-offs`;
    const { status, text } = await cloud
      .as('engineering-supervisor-feng')
      .post(path, body, { 'idempotency-key': 'conclude' });
    expect(status, text).toBe(201);
  });

  it('starts again, and what is sealed, before and since, is whole and proven', async () => {
    cloud = await cloud.restart();
    await cloud.clock.advance('P2D');
    const client = archiveClient();
    try {
      const textOf = async (Key: string, Bucket = cloud.s3.archive) =>
        (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString() ?? '';
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: cloud.s3.archive }));
      const keys = Contents.map(({ Key = '' }) => Key);
      const seals = keys.filter((key) => !key.endsWith('.proof.json'));
      // Three of that version, under their names, and two of this one.
      expect(seals.filter((key) => /-\d+\.json$/.test(key))).toHaveLength(3);
      expect(seals.filter((key) => /-\d+-[0-9a-f]{64}\.json$/.test(key))).toHaveLength(2);
      for (const key of seals) {
        const text = await textOf(key);
        expect(faultsOfSealed(text), key).toEqual([]);
        expect(keys, key).toContain(`${key}.proof.json`);
        const proof = proofIn(await textOf(`${key}.proof.json`));
        const publicKey = await textOf(`keys/${proof?.checkpoint.keyId}.pem`, cloud.s3.anchors);
        expect(proof && faultsOfSealProof(JSON.parse(text), proof, publicKey), key).toEqual([]);
      }
    } finally {
      client.destroy();
    }
    for (const [what, { id, reader }] of Object.entries(sheets)) {
      expect((await get<LedgerJson>(reader, `/sheets/${id}/ledger`)).intact, what).toBe(true);
    }
  });
});
