/** Empties a disposable stage's buckets, as docs/operations.md tells operators to before they take it down. */
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Deployment } from './cdk.ts';

/** Few objects lie there: those of one sheet. */
export async function emptyBuckets({ filesBucket, archiveBucket, anchorsBucket }: Deployment): Promise<void> {
  const s3 = new S3Client();
  for (const Bucket of [filesBucket, archiveBucket, anchorsBucket]) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
}
