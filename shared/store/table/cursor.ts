/** Cursors: where a list goes on, encrypted, so that they tell nobody anything and cannot be made up or carried to another query. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { canonical } from '../../domain/kernel/ledger.ts';
import type { Secret } from '../../runtime/secret.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Every position is filled up to this length, so that cursors have one: positions are ids and instants. */
const POSITION_BYTES = 192;
const CURSOR_BYTES = NONCE_BYTES + POSITION_BYTES + TAG_BYTES;

export interface Cursors {
  /** The cursor that goes on after `position` in the list that `query` describes. */
  seal(position: string, query: unknown): string;
  /** The position that a cursor names, or undefined where it is forged or of another query. */
  open(cursor: string, query: unknown): string | undefined;
}

/** Makes and reads cursors with a secret; whose they are and of which question is authenticated with them. */
function cursorsOf(secret: Uint8Array): Cursors {
  const about = (query: unknown) => Buffer.from(canonical(query));
  return {
    seal: (position, query) => {
      const filled = Buffer.alloc(POSITION_BYTES);
      if (Buffer.byteLength(position) > POSITION_BYTES) throw new Error(`${position} is no position`);
      filled.write(position);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(about(query));
      const sealed = Buffer.concat([cipher.update(filled), cipher.final()]);
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open: (cursor, query) => {
      const bytes = Buffer.from(cursor, 'base64url');
      if (bytes.length !== CURSOR_BYTES || bytes.toString('base64url') !== cursor) return undefined;
      const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(-TAG_BYTES)];
      const decipher = createDecipheriv(CIPHER, secret, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(about(query)).setAuthTag(tag);
      const filled = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      try {
        decipher.final();
      } catch {
        return undefined;
      }
      return filled.subarray(0, filled.indexOf(0) < 0 ? undefined : filled.indexOf(0)).toString('utf8');
    },
  };
}

/** Cursors by a secret, which is read by the first list that needs it, and not by the start of the process. */
export const openCursors = (secret: Secret) => async (): Promise<Cursors> => cursorsOf(await secret());
