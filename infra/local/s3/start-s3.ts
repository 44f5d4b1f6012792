import { readFile } from 'node:fs/promises';
import { filesCors } from '../../buckets.ts';
import { LOCAL_CREDENTIALS, LOCAL_HOST } from '../aws-environment.ts';
import type { DataDirectory } from '../data-directory.ts';
import type { Doors } from '../doors.ts';
import { closeServer } from '../http-server.ts';
import { isJson } from '../is-json.ts';
import type { Service } from '../services.ts';
import { StartProblem } from '../start-problem.ts';
import { rules, signedWithItsSlash } from './rules.ts';

export interface LocalS3 extends Service {
  readonly endpoint: string;
  /** What the buckets are called. */
  readonly files: string;
  readonly archive: string;
  readonly anchors: string;
  stop(): Promise<void>;
}

const [FILES, ARCHIVE, ANCHORS] = ['shoujie-files', 'shoujie-archive', 'shoujie-anchors'];
const CHECKSUM_HEADER = 'x-amz-checksum-sha256';

/** To all pages that the doors let in. */
const CORS = `<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin>${[
  ...filesCors.methods.map((method) => `<AllowedMethod>${method}</AllowedMethod>`),
  ...filesCors.headers.map((header) => `<AllowedHeader>${header}</AllowedHeader>`),
  ...filesCors.exposed.map((header) => `<ExposeHeader>${header}</ExposeHeader>`),
].join('')}<MaxAgeSeconds>${filesCors.maxAgeSeconds}</MaxAgeSeconds></CORSRule></CORSConfiguration>`;

/**
 * Starts S3 on a directory of the data directory. Signatures, types, lengths and checksums are enforced as on AWS
 * (`rules.ts`); versions are not kept.
 * @throws StartProblem when it cannot be started
 */
export async function startS3(data: DataDirectory, doors: Doors): Promise<LocalS3> {
  const [{ default: S3rver }, { DUMMY_ACCOUNT }, { default: S3Object }] = await Promise.all([
    import('@20minutes/s3rver'),
    import('@20minutes/s3rver/lib/models/account.js'),
    import('@20minutes/s3rver/lib/models/object.js'),
  ]);
  const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
  DUMMY_ACCOUNT.createKeyPair(accessKeyId, secretAccessKey);
  if (!S3Object.ALLOWED_METADATA.includes(CHECKSUM_HEADER)) S3Object.ALLOWED_METADATA.push(CHECKSUM_HEADER);
  const server = new S3rver({
    address: LOCAL_HOST,
    port: 0,
    silent: true,
    directory: data.file('s3'),
    vhostBuckets: false,
    allowMismatchedSignatures: false,
    configureBuckets: [
      { name: FILES, configs: [CORS] },
      { name: ARCHIVE, configs: [] },
      { name: ANCHORS, configs: [] },
    ],
  });
  // The package writes an object's metadata after its bytes, so where the metadata is whole the bytes are.
  const isWhole = async (bucket: string, key: string) => {
    const described = server.store.getResourcePath(bucket, key, 'metadata.json');
    return readFile(described, 'utf8').then(isJson, () => false);
  };
  server.middleware.unshift(rules({ doors, locked: [ARCHIVE, ANCHORS], isWhole }));
  server.middleware.splice(-1, 0, signedWithItsSlash);
  const address = await server.run().catch((error: Error) => {
    throw new StartProblem(`The local S3 cannot be started: ${error.message}`);
  });
  return {
    endpoint: `http://${LOCAL_HOST}:${address.port}`,
    files: FILES,
    archive: ARCHIVE,
    anchors: ANCHORS,
    stop: () => closeServer(server.httpServer),
  };
}
