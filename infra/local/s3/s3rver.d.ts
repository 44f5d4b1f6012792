/** The package has no types of its own: as much of them as the local cloud needs. */
declare module '@20minutes/s3rver' {
  import type { AddressInfo } from 'node:net';
  import type { Context } from './rules.ts';

  type Middleware = (context: Context, next: () => Promise<void>) => Promise<void>;

  export default class S3rver {
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly silent: boolean;
      readonly directory: string;
      readonly vhostBuckets: boolean;
      readonly allowMismatchedSignatures: boolean;
      readonly configureBuckets: readonly { readonly name: string; readonly configs: readonly string[] }[];
    });
    /** In the order in which they see a request. */
    readonly middleware: Middleware[];
    readonly store: { getResourcePath(bucket: string, key: string, part: string): string };
    readonly httpServer: import('node:http').Server;
    run(): Promise<AddressInfo>;
  }
}

declare module '@20minutes/s3rver/lib/models/account.js' {
  export const DUMMY_ACCOUNT: { createKeyPair(id: string, secret: string): void };
}

declare module '@20minutes/s3rver/lib/models/object.js' {
  /** Headers that are kept with an object and given with it. */
  const S3Object: { readonly ALLOWED_METADATA: string[] };
  export default S3Object;
}
