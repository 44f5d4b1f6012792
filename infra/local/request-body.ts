import type { IncomingMessage } from 'node:http';

/** What API Gateway takes at most. The product's own limit is lower; the functions check it. */
export const LARGEST_BODY = 10 * 1024 * 1024;

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

const NOTHING = Buffer.alloc(0);

/**
 * Reads the body of a request.
 * @throws BodyTooLarge beyond 10 MiB, and the stream's own error when the client breaks off
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return NOTHING;
  if (Number(length) > LARGEST_BODY) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((done, failed) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else failed(new BodyTooLarge());
    });
    request.on('end', () => {
      const [only] = chunks;
      done(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    });
    request.on('error', failed);
  });
}
