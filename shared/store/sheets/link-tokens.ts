/**
 * Tokens of residents' links (contract section 10): made of a secret, a sheet and a generation whenever one is needed, and kept
 * nowhere. A token finds its sheet by a row under its digest, of which nobody can make the token
 * (docs/decisions/0068-a-residents-link-is-made-anew-each-time.md).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonical, sha256 } from '../../domain/kernel/ledger.ts';
import type { Sheet } from '../../domain/model/sheet.ts';
import type { Secret } from '../../runtime/secret.ts';
import { linkTokenKey } from '../table/keys.ts';
import { readItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { put, type Write } from '../table/transact.ts';
import type { Head } from './sheet-items.ts';
import { readHead } from './sheets.ts';

/** Gives the token of a sheet's link of that generation: 22 characters of base64url. */
export type TokenOf = (sheet: string, generation: number) => Promise<string>;

/** Whom a token lets in: the sheet, and the generation of the link. */
export interface LinkedHead extends Head {
  readonly generation: number;
}

const TOKEN_BYTES = 16;

/** Tokens by a secret, which is read when the first token is made. */
export const openTokens =
  (secret: Secret): TokenOf =>
  async (sheet, generation) =>
    createHmac('sha256', await secret())
      .update(canonical([sheet, generation]))
      .digest()
      .subarray(0, TOKEN_BYTES)
      .toString('base64url');

/** The writes by which the tokens find a sheet that it did not have before. `table` is its name. */
export async function linkWrites(
  table: string,
  before: Sheet | undefined,
  after: Sheet,
  tokenOf: TokenOf,
): Promise<readonly Write[]> {
  const known = before?.link?.last ?? 0;
  const made = (after.link?.open ?? []).filter(({ generation }) => generation > known);
  if (made.length === 0) return [];
  return Promise.all(
    made.map(async ({ generation }) => {
      const key = linkTokenKey(sha256(await tokenOf(after.id, generation)));
      return put(table, { ...key, id: after.id, generation });
    }),
  );
}

/**
 * The sheet whose token it is, whatever has become of that link since; undefined where it is nobody's. The work is the same
 * for every text, so that the time tells nothing.
 */
export async function readLinked(
  table: Table,
  tokenOf: TokenOf,
  token: string,
): Promise<LinkedHead | undefined> {
  const digest = sha256(token);
  const item = await readItem(table, linkTokenKey(digest));
  const generation = Number(item?.generation ?? 0);
  const id = String(item?.id ?? digest);
  const [head, own] = await Promise.all([readHead(table, id), tokenOf(id, generation)]);
  // Whoever can write to the table, but has not the secret, makes no token.
  const isOwn = timingSafeEqual(Buffer.from(sha256(own)), Buffer.from(digest));
  return head !== undefined && isOwn ? { ...head, generation } : undefined;
}
