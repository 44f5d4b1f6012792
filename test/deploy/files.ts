/** A file over the deployed API and bucket, and the sheet in the deployed archive (contract section 4, `archive`). */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { faultsOfSealed } from '../../shared/domain/archive/sealed.ts';
import type { Api } from './api.ts';
import type { Deployment } from './cdk.ts';
import { reachableObject } from './emulator-differences.ts';
import type { LoggedIn } from './people.ts';
import { eventually } from './wait.ts';

const announcedForm = z.object({
  id: z.string(),
  upload: z.object({ method: z.literal('PUT'), url: z.url(), headers: z.record(z.string(), z.string()) }),
});

const SEALED_WITHIN_MS = 30_000;
const BYTES = new TextEncoder().encode('%PDF-1.7 the lamp on the stairs');

/** Uploads a file as a client does; gives its id. */
export async function uploadFile(api: Api, as: LoggedIn): Promise<string> {
  const sha256 = createHash('sha256').update(BYTES).digest('hex');
  const body = { name: '照片.pdf', type: 'application/pdf', size: BYTES.length, sha256 };
  const answer = await api('POST /files', { as, body });
  assert.equal(answer.status, 201, answer.text);
  const { id, upload } = announcedForm.parse(JSON.parse(answer.text));
  const { method, url, headers } = upload;
  const put = await fetch(reachableObject(url), { method, headers, body: BYTES });
  assert.equal(put.status, 200, await put.text());
  return id;
}

/** @throws unless the API leads whoever may see the sheet to the very bytes */
export async function fileIsReadable(api: Api, as: LoggedIn, id: string): Promise<void> {
  const answer = await api(`GET /files/${id}`, { as });
  assert.equal(answer.status, 302, answer.text);
  const got = await fetch(reachableObject(answer.headers.get('location') ?? ''));
  assert.equal(got.status, 200);
  assert.deepEqual(new Uint8Array(await got.arrayBuffer()), BYTES);
  assert.match(got.headers.get('content-disposition') ?? '', /^attachment; /);
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
