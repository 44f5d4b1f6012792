/** Media type, size and JSON of a body, in the contract's order: 415, 413, 400. */
import { type ApiEvent, Refused } from './request.ts';

const MOST_BYTES = 256 * 1024;
const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON value of a request's body; ends the request with 415, 413 or 400 where it is none. */
export function jsonOf(event: ApiEvent): unknown {
  if (!JSON_TYPE.test(event.headers['content-type']?.trim() ?? '')) {
    throw new Refused('unsupported-media-type', 'json-only');
  }
  const raw = event.body ?? '';
  const bytes = event.isBase64Encoded ? Buffer.from(raw, 'base64') : undefined;
  if (sizeOf(raw, bytes) > MOST_BYTES) {
    throw new Refused('payload-too-large', 'body-too-large');
  }
  const text = bytes === undefined ? raw : decoded(bytes);
  if (text.trim() === '') throw bad('body-missing');
  try {
    return JSON.parse(text);
  } catch {
    throw bad('not-json');
  }
}

const sizeOf = (raw: string, bytes: Buffer | undefined) =>
  bytes?.byteLength ?? Buffer.byteLength(raw, 'utf8');

function decoded(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw bad('not-utf-8');
  }
}

function bad(reason: 'body-missing' | 'not-json' | 'not-utf-8'): Refused {
  return new Refused('validation-failed', reason, { pointer: '' });
}
