/** Copies of pictures without metadata: made from what is stored, beside it; the original stays as it was signed. */
import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { PictureType } from '../../domain/kernel/file-types.ts';
import type { Measured } from '../../domain/kernel/files.ts';
import { withoutMetadata } from '../../domain/kernel/pictures/without-metadata.ts';
import { asBase64, type Bucket, isMissing, measuredBy } from './bucket.ts';

/**
 * Copies a picture without its metadata unless that was done before; the same again changes nothing.
 * @param from the key of the picture
 * @param to the key of the copy
 * @returns what the copy measures
 */
export async function stripInto(
  bucket: Bucket,
  from: string,
  to: string,
  type: PictureType,
): Promise<Measured> {
  const before = await measuredAt(bucket, to);
  if (before !== undefined) return before;
  const { client, name } = bucket;
  const original = await client.send(new GetObjectCommand({ Bucket: name, Key: from }));
  const { ContentType, ContentDisposition } = original;
  const copy = withoutMetadata((await original.Body?.transformToByteArray()) ?? new Uint8Array(), type);
  const sha256 = createHash('sha256').update(copy).digest('hex');
  await client.send(
    new PutObjectCommand({
      ...{ Bucket: name, Key: to, Body: copy, ContentType, ContentDisposition },
      ChecksumSHA256: asBase64(sha256),
    }),
  );
  return { size: copy.length, sha256 };
}

async function measuredAt({ client, name }: Bucket, key: string): Promise<Measured | undefined> {
  const command = new HeadObjectCommand({ Bucket: name, Key: key, ChecksumMode: 'ENABLED' });
  try {
    const { size, sha256 } = measuredBy(await client.send(command));
    return sha256 === undefined ? undefined : { size, sha256 };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
