/**
 * Rules that S3 enforces and the package does not: no page is a stranger's, every request is signed, bytes have the checksum that was signed, a
 * write with `If-None-Match` replaces nothing, and nothing in the archive or among the checkpoints is replaced or deleted.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Doors } from '../doors.ts';

/** As much of a request as these rules look at. */
export interface Context {
  req: Readable;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly state: { vhost?: boolean };
  mountPath?: string;
  status: number;
  type: string;
  body: unknown;
  set(header: string, value: string): void;
}

const CHECKSUM = 'x-amz-checksum-sha256';
/** Files have 20 MiB at most, sealed sheets far less. */
const MOST_BYTES = 32 * 1024 * 1024;

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const DENIED: Refusal = { status: 403, code: 'AccessDenied', message: 'Access Denied' };
const MISSING: Refusal = { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' };
const EXISTS: Refusal = {
  status: 412,
  code: 'PreconditionFailed',
  message: 'At least one of the pre-conditions you specified did not hold',
};
const DIFFERS: Refusal = {
  status: 400,
  code: 'BadDigest',
  message: 'The SHA256 you specified did not match the calculated checksum.',
};
const TOO_LARGE: Refusal = {
  status: 400,
  code: 'EntityTooLarge',
  message: 'Your proposed upload exceeds the maximum allowed size',
};

export interface RulesOptions {
  readonly doors: Doors;
  /** The buckets in which nothing is replaced or deleted. */
  readonly locked: readonly string[];
  /** Whether an object is there; one whose writing was cut off by a kill is not. */
  readonly isWhole: (bucket: string, key: string) => Promise<boolean>;
}

/** The rules as the first of the package's middlewares. */
export function rules({ doors, locked, isWhole }: RulesOptions) {
  const inTurn = turnsByPath();
  const respond = async (context: Context, next: () => Promise<void>): Promise<void> => {
    const isLetIn = doors.letsIn(context.headers);
    const refusal = isLetIn ? await refusalOf(context, locked, isWhole) : DENIED;
    if (refusal === undefined) return next();
    // A page that was let in may read why it was refused.
    if (isLetIn) context.set('Access-Control-Allow-Origin', '*');
    context.status = refusal.status;
    context.type = 'application/xml';
    context.body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${refusal.code}</Code><Message>${refusal.message}</Message></Error>`;
  };
  return (context: Context, next: () => Promise<void>): Promise<void> =>
    context.method === 'PUT' ? inTurn(context.path, () => respond(context, next)) : respond(context, next);
}

/** Writes to one place go one after the other: of two that ask for nothing to be there, the second finds the first. */
function turnsByPath() {
  const last = new Map<string, Promise<void>>();
  return (path: string, write: () => Promise<void>): Promise<void> => {
    const turn = (last.get(path) ?? Promise.resolve()).then(write);
    const over = turn
      .catch(() => {})
      .then(() => {
        if (last.get(path) === over) last.delete(path);
      });
    last.set(path, over);
    return turn;
  };
}

/**
 * Makes the package check the signature of a list: clients sign the path `/bucket/`, the package checks `/bucket`, unless
 * it takes the bucket for a virtual host. This comes right before the routes, where nothing else looks at hosts any more.
 */
export async function signedWithItsSlash(context: Context, next: () => Promise<void>): Promise<void> {
  if (/^\/[^/]+\/$/.test(context.path)) {
    context.state.vhost = true;
    context.mountPath = '/';
  }
  return next();
}

async function refusalOf(
  context: Context,
  locked: readonly string[],
  isWhole: RulesOptions['isWhole'],
): Promise<Refusal | undefined> {
  const { method, headers, query } = context;
  if (method === 'OPTIONS') return undefined;
  const isSigned = headers.authorization !== undefined || query['X-Amz-Algorithm'] !== undefined;
  if (!isSigned) return DENIED;
  const [, bucket = '', ...rest] = decodeURIComponent(context.path).split('/');
  const key = rest.join('/');
  if (key === '') return undefined;
  if (method === 'DELETE') return locked.includes(bucket) ? DENIED : undefined;
  const isThere = await isWhole(bucket, key);
  if (method !== 'PUT') return isThere ? undefined : MISSING;
  if (isThere && headers['if-none-match'] === '*') return EXISTS;
  // Their bucket policies let nobody put anything without the condition, whether or not there is something.
  if (locked.includes(bucket) && headers['if-none-match'] !== '*') return DENIED;
  return headers[CHECKSUM] === undefined ? undefined : wrongBytes(context, String(headers[CHECKSUM]));
}

/** Compares the checksum of the body, and puts the body back for the package to read. */
async function wrongBytes(context: Context, expected: string): Promise<Refusal | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of context.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return TOO_LARGE;
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (createHash('sha256').update(bytes).digest('base64') !== expected) return DIFFERS;
  context.req = Readable.from([bytes]);
  return undefined;
}
