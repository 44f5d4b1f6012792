/** The local S3 where it must hold what AWS holds and the package behind it does not. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DataDirectory, openDataDirectory } from '../../../infra/local/data-directory.ts';
import { openDoors } from '../../../infra/local/doors.ts';
import { type LocalS3, startS3 } from '../../../infra/local/s3/start-s3.ts';

const doors = openDoors('http://localhost:5173');
let data: DataDirectory;
let s3: LocalS3;
let client: S3Client;

const clientOf = ({ endpoint }: LocalS3, secretAccessKey = 'local') =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    maxAttempts: 1,
  });

beforeAll(async () => {
  data = await openDataDirectory(await mkdtemp(join(tmpdir(), 'shoujie-s3-')));
  s3 = await startS3(data, doors);
  client = clientOf(s3);
});
afterAll(async () => {
  client.destroy();
  await s3.stop();
  await data.release();
  await rm(data.path, { recursive: true });
});

const checksum = (text: string) => createHash('sha256').update(text).digest('base64');
const put = (Bucket: string, Key: string, Body: string, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ChecksumSHA256: checksum(Body), ...more })).then(
    () => 'put',
    (error: Error) => error.name,
  );
const bytes = async (Bucket: string, Key: string) =>
  (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

it('takes nothing and gives nothing without a signature, or with a wrong one', async () => {
  await put(s3.files, 'files/a', 'a');
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const answer = await fetch(`${s3.endpoint}/${s3.files}/files/a`, { method });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('AccessDenied')]);
  }
  const stranger = clientOf(s3, 'another secret');
  const refused = stranger.send(new GetObjectCommand({ Bucket: s3.files, Key: 'files/a' }));
  await expect(refused).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  stranger.destroy();
});

it('keeps the checksum that it has checked, and says it', async () => {
  expect(await put(s3.files, 'files/b', 'b', { ChecksumSHA256: checksum('c') })).toBe('BadDigest');
  expect(await put(s3.files, 'files/b', 'b')).toBe('put');
  const head = await client.send(
    new HeadObjectCommand({ Bucket: s3.files, Key: 'files/b', ChecksumMode: 'ENABLED' }),
  );
  expect([head.ContentLength, head.ChecksumSHA256]).toEqual([1, checksum('b')]);
});

it('replaces nothing where that is asked; in the archive and among checkpoints it must be asked', async () => {
  expect(await put(s3.files, 'files/c', 'c', { IfNoneMatch: '*' })).toBe('put');
  expect(await put(s3.files, 'files/c', 'd', { IfNoneMatch: '*' })).toBe('PreconditionFailed');
  expect(await put(s3.files, 'files/c', 'd')).toBe('put');
  for (const bucket of [s3.archive, s3.anchors]) {
    expect(await put(bucket, 'c', 'c')).toBe('AccessDenied');
    expect(await put(bucket, 'c', 'c', { IfNoneMatch: '*' })).toBe('put');
    expect(await put(bucket, 'c', 'd', { IfNoneMatch: '*' })).toBe('PreconditionFailed');
    expect(await put(bucket, 'c', 'd')).toBe('AccessDenied');
    expect(await bytes(bucket, 'c')).toBe('c');
  }
});

it('has no halves: what was cut off while it was written is not there, and can be written', async () => {
  await put(s3.archive, 'half', 'whole', { IfNoneMatch: '*' });
  await rm(data.file(`s3/${s3.archive}/half._S3rver_metadata.json`));
  const missing = client.send(new HeadObjectCommand({ Bucket: s3.archive, Key: 'half' }));
  await expect(missing).rejects.toMatchObject({ name: 'NotFound' });
  expect(await put(s3.archive, 'half', 'whole', { IfNoneMatch: '*' })).toBe('put');
});

describe('pages', () => {
  const preflight = (origin: string, path = `${s3.files}/uploads/x`) =>
    fetch(`${s3.endpoint}/${path}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers':
          'content-type,content-disposition,if-none-match,x-amz-checksum-sha256',
      },
    });
  const signed = () =>
    getSignedUrl(client, new GetObjectCommand({ Bucket: s3.files, Key: 'files/page' }), { expiresIn: 60 });

  it('of a named origin, and of the API’s own once that is known, put and get files', async () => {
    await put(s3.files, 'files/page', 'page');
    doors.openTo(3210);
    for (const origin of ['http://localhost:5173', 'http://localhost:3210', 'http://127.0.0.1:3210']) {
      const asked = await preflight(origin);
      expect([asked.status, asked.headers.get('access-control-allow-origin')], origin).toEqual([200, '*']);
      const got = await fetch(await signed(), { headers: { origin } });
      expect([got.headers.get('access-control-allow-origin'), await got.text()], origin).toEqual([
        '*',
        'page',
      ]);
    }
  });

  it('read why they are refused', async () => {
    const command = new PutObjectCommand({ Bucket: s3.files, Key: 'files/page', IfNoneMatch: '*' });
    const link = await getSignedUrl(client, command, { expiresIn: 60 });
    const headers = { origin: 'http://localhost:5173', 'if-none-match': '*' };
    const refused = await fetch(link, { method: 'PUT', headers, body: 'page' });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([412, '*']);
    expect(await refused.text()).toContain('<Code>PreconditionFailed</Code>');
  });

  it('of any other origin are not let in, whatever they were given', async () => {
    for (const origin of ['http://localhost:5174', 'https://evil.example', 'null', 'http://127.0.0.1']) {
      const asked = await preflight(origin);
      expect([asked.status, asked.headers.get('access-control-allow-origin')], origin).toEqual([403, null]);
      const got = await fetch(await signed(), { headers: { origin } });
      expect([got.status, got.headers.get('access-control-allow-origin')], origin).toEqual([403, null]);
    }
    expect((await preflight('http://localhost:5173', `${s3.archive}/x`)).status).toBe(403);
  });

  it('that had another name lead here are not let in', async () => {
    const { port } = new URL(s3.endpoint);
    const status = await new Promise((done) =>
      get({ host: '127.0.0.1', port, path: '/', headers: { host: `evil.example:${port}` } }, (answer) =>
        done(answer.resume().statusCode),
      ),
    );
    expect(status).toBe(403);
  });
});

it('names what is no origin', () => {
  for (const wrong of ['localhost:5173', 'http://localhost:5173/', '*', 'null']) {
    expect(() => openDoors(`https://console.example.com, ${wrong}`), wrong).toThrow(
      `LOCAL_ORIGINS names ${wrong}, which is no origin`,
    );
  }
});

it('has everything still after a restart', async () => {
  await put(s3.files, 'files/d', 'd');
  client.destroy();
  await s3.stop();
  s3 = await startS3(data, doors);
  client = clientOf(s3);
  expect(await bytes(s3.files, 'files/d')).toBe('d');
});

it('lists a bucket to whoever signs the request as clients do, with the slash at its end', async () => {
  await put(s3.archive, 'riverside/listed', 'l', { IfNoneMatch: '*' });
  const list = (by: S3Client) =>
    by.send(new ListObjectsV2Command({ Bucket: s3.archive, Prefix: 'riverside/listed' }));
  expect((await list(client)).Contents?.map(({ Key }) => Key)).toEqual(['riverside/listed']);
  const stranger = clientOf(s3, 'another secret');
  await expect(list(stranger)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  stranger.destroy();
});
