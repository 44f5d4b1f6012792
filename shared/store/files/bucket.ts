/** The bytes of files, in S3: links to put and get them, and a look at what is there. */

import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { defined } from '../../domain/kernel/defined.ts';
import { LOOKED_AT_BYTES } from '../../domain/kernel/file-types.ts';
import type { Stored, UploadedFile } from '../../domain/kernel/files.ts';
import { attachment } from './content-disposition.ts';
import { keptKey, uploadedKey } from './file-places.ts';

export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
}

/** How a client is to upload a file. Nothing of it may differ, since all of it is bound into the signature. */
export interface UploadLink {
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How long links live, in seconds of real time: storage does not know the local cloud's movable clock. */
const UPLOAD_SECONDS = 3600;
const DOWNLOAD_SECONDS = 300;

/** Opens a bucket; endpoint, region and credentials come from the environment. */
export function openBucket(name: string): Bucket {
  // The SDK is kept from adding a checksum of its own: in a signed link that would be one more header for the client
  // to send.
  const checksums = {
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  } as const;
  return { name, client: new S3Client({ ...checksums, maxAttempts: 3 }) };
}

export const asBase64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** A link to upload a file with exactly this type, size and SHA-256. */
export async function uploadLink({ client, name }: Bucket, file: UploadedFile): Promise<UploadLink> {
  const headers = {
    'content-type': file.type,
    'content-length': String(file.size),
    'content-disposition': attachment(file.name, file.id),
    'x-amz-checksum-sha256': asBase64(file.sha256),
  };
  const command = new PutObjectCommand({
    Bucket: name,
    Key: uploadedKey(file.id),
    ContentType: file.type,
    ContentLength: file.size,
    ContentDisposition: headers['content-disposition'],
    ChecksumSHA256: headers['x-amz-checksum-sha256'],
  });
  const url = await getSignedUrl(client, command, {
    expiresIn: UPLOAD_SECONDS,
    signableHeaders: new Set(Object.keys(headers)),
    // S3 takes a checksum from a header only, not from the query.
    unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
  });
  return { method: 'PUT', url, headers };
}

/** A link to a file's bytes that lives for five minutes; `disposition` replaces the one that it was uploaded with. */
export function downloadLink(
  { client, name }: Bucket,
  { id, kept }: UploadedFile,
  disposition?: string,
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: name,
    Key: kept === true ? keptKey(id) : uploadedKey(id),
    ...defined({ ResponseContentDisposition: disposition }),
  });
  return getSignedUrl(client, command, { expiresIn: DOWNLOAD_SECONDS });
}

/** What was uploaded of a file, or undefined where nothing was. */
export async function storedOf({ client, name }: Bucket, { id }: UploadedFile): Promise<Stored | undefined> {
  const place = { Bucket: name, Key: uploadedKey(id) };
  try {
    const [head, beginning] = await Promise.all([
      client.send(new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED' })),
      client.send(new GetObjectCommand({ ...place, Range: `bytes=0-${LOOKED_AT_BYTES - 1}` })),
    ]);
    const sha256 = head.ChecksumSHA256 && Buffer.from(head.ChecksumSHA256, 'base64').toString('hex');
    const start = (await beginning.Body?.transformToByteArray()) ?? new Uint8Array();
    return { size: head.ContentLength ?? 0, sha256, start };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether S3 says that there is no such object. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && ['NotFound', 'NoSuchKey'].includes(error.name);
