/** Where a drawn path was used first: the same path a second time was not drawn, but copied (contract section 1). */

import type { Actor, Directory } from '../../domain/model/directory.ts';
import type { Sheet, Signature } from '../../domain/model/sheet.ts';
import { isPathKept, mayTellFirstUse, type PathUse } from '../../domain/sheets/same-path.ts';
import { pathKey } from '../table/keys.ts';
import { readItems } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import { heads } from './sources.ts';

/** Writes of a change that keep where each path that it brings was first used; later uses change nothing. */
export function pathWrites(table: string, before: Sheet | undefined, after: Sheet): readonly Write[] {
  if (!isPathKept(after)) return [];
  const paths = new Map(
    after.signatures
      .slice(before?.signatures.length ?? 0)
      .flatMap(({ path, entry }) => (path === undefined ? [] : [[path, entry] as const])),
  );
  return [...paths].map(([path, entry]) => ({
    Update: {
      TableName: table,
      Key: pathKey(path),
      UpdateExpression: 'SET #sheet = if_not_exists(#sheet, :sheet), #entry = if_not_exists(#entry, :entry)',
      ExpressionAttributeNames: { '#sheet': 'sheet', '#entry': 'entry' },
      ExpressionAttributeValues: { ':sheet': after.id, ':entry': entry },
    },
  }));
}

/** A signature, and where else its path was used before, as far as its reader is told. */
export type MarkedSignature = Signature & { readonly sameAs?: PathUse };

/** The signatures of a sheet as a reader is shown it, with where their paths were used before on another one. */
export async function withFirstUses(
  table: Table,
  sheet: Sheet,
  actors: readonly Actor[],
  directory: Directory,
): Promise<readonly MarkedSignature[]> {
  const paths = [...new Set(sheet.signatures.flatMap(({ path }) => path ?? []))];
  if (paths.length === 0 || !isPathKept(sheet)) return sheet.signatures;
  const uses = new Map(
    (await readItems(table, paths.map(pathKey))).map(({ pk, sheet: id, entry }) => [
      String(pk),
      { sheet: String(id), entry: Number(entry) },
    ]),
  );
  const others = [...new Set([...uses.values()].map((use) => use.sheet))].filter((id) => id !== sheet.id);
  if (others.length === 0) return sheet.signatures;
  const told = new Set(
    (await heads(table, others)).flatMap(({ sheet: other }) =>
      other !== undefined && mayTellFirstUse(actors, other, directory) ? other.id : [],
    ),
  );
  return sheet.signatures.map((signature) => {
    const use = signature.path === undefined ? undefined : uses.get(pathKey(signature.path).pk);
    return use !== undefined && told.has(use.sheet) ? { ...signature, sameAs: use } : signature;
  });
}
