/** The bytes of files, in S3: links to put and get them, and a look at what is there. */

import {
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { defined } from '../../domain/kernel/defined.ts';
import { LOOKED_AT_BYTES } from '../../domain/kernel/file-types.ts';
import {
  type Looked,
  type Measured,
  PREVIEW_TYPE,
  type Stored,
  type UploadedFile,
} from '../../domain/kernel/files.ts';
import { type endsWithin, patient } from '../../runtime/lean-client.ts';
import { attachment, plainAttachment } from './content-disposition.ts';
import { uploadedKey } from './file-places.ts';

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

export interface DownloadLink {
  readonly url: string;
  /** An instant of real time. */
  readonly expiresAt: string;
}

/** How long links live, in seconds of real time: storage does not know the local cloud's movable clock. */
const UPLOAD_SECONDS = 3600;
const DOWNLOAD_SECONDS = 300;

/**
 * Opens a bucket; endpoint, region and credentials come from the environment.
 * @param patience for how long a call to it may last
 */
export function openBucket(name: string, patience: ReturnType<typeof endsWithin> = patient()): Bucket {
  // The SDK is kept from adding a checksum of its own: in a signed link that would be one more header for the client
  // to send.
  const checksums = {
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  } as const;
  return { name, client: new S3Client({ ...checksums, ...patience }) };
}

export const asBase64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** How a file's download is named; a preview only by its id. */
const dispositionOf = ({ name, id }: UploadedFile) => attachment(name, id);
const previewDispositionOf = ({ id }: UploadedFile) => plainAttachment('.jpg', id);

/** Links to upload a file and the preview that was announced with it, each for one upload of exactly these bytes. */
export async function uploadLinks(
  bucket: Bucket,
  file: UploadedFile,
): Promise<{ readonly upload: UploadLink; readonly previewUpload?: UploadLink }> {
  const { id, type, preview } = file;
  const upload = await uploadLink(bucket, uploadedKey(id), file, type, dispositionOf(file));
  if (preview === undefined) return { upload };
  const place = uploadedKey(id, 'preview');
  return {
    upload,
    previewUpload: await uploadLink(bucket, place, preview, PREVIEW_TYPE, previewDispositionOf(file)),
  };
}

async function uploadLink(
  { client, name }: Bucket,
  key: string,
  { size, sha256 }: Measured,
  type: string,
  disposition: string,
): Promise<UploadLink> {
  const headers = {
    'content-type': type,
    'content-length': String(size),
    'content-disposition': disposition,
    // A link is used once: S3 refuses a second upload with 412, so that nobody fills the bucket with versions.
    'if-none-match': '*',
    'x-amz-checksum-sha256': asBase64(sha256),
  };
  const command = new PutObjectCommand({
    Bucket: name,
    Key: key,
    ContentType: type,
    ContentLength: size,
    ContentDisposition: disposition,
    IfNoneMatch: headers['if-none-match'],
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

/** A link to what has that key; `disposition` replaces the one that it is stored with. */
export async function downloadLink(
  { client, name }: Bucket,
  key: string,
  disposition?: string,
): Promise<DownloadLink> {
  const command = new GetObjectCommand({
    Bucket: name,
    Key: key,
    ...defined({ ResponseContentDisposition: disposition }),
  });
  const url = await getSignedUrl(client, command, { expiresIn: DOWNLOAD_SECONDS });
  return { url, expiresAt: endOf(url) };
}

/** When a signed link ends, as it says itself. */
function endOf(link: string): string {
  const signedAt = new URL(link).searchParams.get('X-Amz-Date') ?? '';
  const instant = signedAt.replace(/^(.{4})(..)(.{5})(..)(..)/, '$1-$2-$3:$4:$5');
  return new Date(Date.parse(instant) + DOWNLOAD_SECONDS * 1000).toISOString();
}

/** What was uploaded of a file and of its preview. */
export async function storedOf(bucket: Bucket, { id, preview }: UploadedFile): Promise<Looked> {
  const [stored, storedPreview] = await Promise.all([
    storedAt(bucket, uploadedKey(id)),
    preview && storedAt(bucket, uploadedKey(id, 'preview')),
  ]);
  return { stored, storedPreview };
}

async function storedAt({ client, name }: Bucket, key: string): Promise<Stored | undefined> {
  const place = { Bucket: name, Key: key };
  try {
    const [head, beginning] = await Promise.all([
      client.send(new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED' })),
      client.send(new GetObjectCommand({ ...place, Range: `bytes=0-${LOOKED_AT_BYTES - 1}` })),
    ]);
    const start = (await beginning.Body?.transformToByteArray()) ?? new Uint8Array();
    return { ...measuredBy(head), start };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What S3 itself says of an object's bytes. */
export const measuredBy = (head: HeadObjectCommandOutput) => ({
  size: head.ContentLength ?? 0,
  sha256: head.ChecksumSHA256 && Buffer.from(head.ChecksumSHA256, 'base64').toString('hex'),
});

/** The text of an object, or undefined where there is none. */
export async function readText({ client, name }: Bucket, key: string): Promise<string | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
    return await Body?.transformToString();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether there is such an object. */
export async function isThere({ client, name }: Bucket, key: string): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand({ Bucket: name, Key: key }));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Whether S3 says that there is no such object. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && ['NotFound', 'NoSuchKey'].includes(error.name);
