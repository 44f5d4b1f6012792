/** Objects that nobody replaces: what is sealed, and the checkpoints. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { sha256 } from '../../domain/kernel/ledger.ts';
import { asBase64, type Bucket } from './bucket.ts';

/** Puts an object where none is yet; gives false, and changes nothing, where there is one. */
export async function putOnce(
  { client, name }: Bucket,
  key: string,
  body: string,
  type = 'application/json',
): Promise<boolean> {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: name,
        Key: key,
        Body: body,
        ContentType: type,
        // A locked bucket wants a checksum with everything that is put into it.
        ChecksumSHA256: asBase64(sha256(body)),
        IfNoneMatch: '*',
      }),
    );
    return true;
  } catch (error) {
    // An earlier run put the object and stopped before it noted that.
    if (error instanceof Error && error.name === 'PreconditionFailed') return false;
    throw error;
  }
}
