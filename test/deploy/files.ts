/** A file over the deployed API and bucket, and the sheet in the deployed archive (contract section 4, `archive`). */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { faultsOfSealed } from '../../shared/domain/archive/sealed.ts';
import { bareExif, exifSegment, JPEG, photoOfPhone, withAt } from '../support/pictures.ts';
import type { Api } from './api.ts';
import type { Deployment } from './cdk.ts';
import { reachableObject } from './emulator-differences.ts';
import type { LoggedIn } from './people.ts';
import { eventually } from './wait.ts';

const announcedForm = z.object({
  id: z.string(),
  upload: z.object({ method: z.literal('PUT'), url: z.url(), headers: z.record(z.string(), z.string()) }),
});

const givenForm = z.object({ size: z.number(), sha256: z.string() });

const SEALED_WITHIN_MS = 30_000;
export interface DeployedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** As the API gives it. */
  readonly given: Uint8Array;
}

const LAMP = new TextEncoder().encode('%PDF-1.7 the lamp on the stairs');
export const LETTER: DeployedFile = { name: '来函.pdf', type: 'application/pdf', bytes: LAMP, given: LAMP };
/** A photograph as it is given of a complaint. */
export const PHOTO: DeployedFile = {
  ...{ name: '照片.jpg', type: 'image/jpeg', bytes: photoOfPhone(6) },
  given: withAt(JPEG, 2, exifSegment(bareExif(6))),
};

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Uploads a file as a client does, by a link that takes one upload; gives its id. */
export async function uploadFile(api: Api, as: LoggedIn, file = LETTER): Promise<string> {
  const { name, type, bytes } = file;
  const body = { name, type, size: bytes.length, sha256: sha256Of(bytes) };
  const answer = await api('POST /files', { as, body });
  assert.equal(answer.status, 201, answer.text);
  const { id, upload } = announcedForm.parse(JSON.parse(answer.text));
  const { method, url, headers } = upload;
  for (const status of [200, 412]) {
    const put = await fetch(reachableObject(url), { method, headers, body: new Uint8Array(bytes) });
    assert.equal(put.status, status, await put.text());
  }
  return id;
}

/** @throws unless the API leads whoever may see the sheet to the very bytes, and describes them */
export async function fileIsReadable(api: Api, as: LoggedIn, id: string, { given } = LETTER): Promise<void> {
  const answer = await api(`GET /files/${id}`, { as });
  assert.equal(answer.status, 302, answer.text);
  const got = await fetch(reachableObject(answer.headers.get('location') ?? ''));
  assert.equal(got.status, 200);
  assert.deepEqual(new Uint8Array(await got.arrayBuffer()), new Uint8Array(given));
  assert.match(got.headers.get('content-disposition') ?? '', /^attachment; /);
  const described = await api(`GET /files/${id}`, { as, accept: 'application/json' });
  assert.equal(described.status, 200, described.text);
  const { size, sha256 } = givenForm.parse(JSON.parse(described.text));
  assert.deepEqual([size, sha256], [given.length, sha256Of(given)]);
}

/** @throws unless that sheet lies in the archive, whole, before long */
export async function isSealed({ archiveBucket }: Deployment, sheet: string): Promise<void> {
  const s3 = new S3Client();
  const key = await eventually('the sealed sheet', SEALED_WITHIN_MS, async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: archiveBucket }));
    const seen = Contents.map(({ Key = '' }) => Key);
    const done = seen.find((each) => each.includes(sheet));
    return done === undefined ? { seen } : { done, seen };
  });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: archiveBucket, Key: key }));
  assert.deepEqual(faultsOfSealed((await Body?.transformToString()) ?? ''), []);
}
