/** Holds the archive against a restored table: what is sealed of it, and what was sealed that it has never heard of. */
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DAY_MS } from '../../../shared/domain/kernel/duration.ts';
import { placeOfSeal, sealedAs, seals } from '../../../shared/effects/seal.ts';
import { type Bucket, readText } from '../../../shared/store/files/bucket.ts';
import { type Finding, lookedAt, putMissing, type Restored } from './finding.ts';
import type { Found } from './ledgers.ts';

const SEAL = /^[^/]+\/([^/]+)\/([0-9A-Z]{26})-(\d+)(?:-([0-9a-f]{64}))?\.json$/;

/**
 * Has what was archived in the table's last day sealed again where it is not, and tells what is sealed otherwise than the
 * table has it.
 */
export async function checkSeals(restored: Restored, all: readonly Found[]): Promise<readonly Finding[]> {
  return [...(await missingSeals(restored, all)), ...(await strangeSeals(restored, all))];
}

/** Of the last day before what the table was changed by last. */
async function missingSeals(restored: Restored, all: readonly Found[]): Promise<readonly Finding[]> {
  const newest = all.reduce(
    (last, { kept }) => (kept.state.updatedAt > last ? kept.state.updatedAt : last),
    '',
  );
  if (newest === '') return [];
  const since = new Date(Date.parse(newest) - DAY_MS).toISOString();
  const findings: Finding[] = [];
  for (const found of all) {
    const { status, updatedAt, number } = found.kept.state;
    if (status !== 'archived' || updatedAt < since) continue;
    findings.push(...(await lookedAt(number, () => missingSeal(restored, found))));
  }
  return findings;
}

async function missingSeal(restored: Restored, { kind, kept }: Found): Promise<readonly Finding[]> {
  const { state, hash } = kept;
  const told = (said: string, isLeft: boolean) => [{ which: state.number, said, isLeft }];
  const place = await placeOfSeal(restored.archive, sealedAs(state, hash), hash);
  const there = await readText(restored.archive, place);
  if (there !== undefined) {
    return seals(there, hash) ? [] : told(`Another object lies in the place of its seal, ${place}.`, true);
  }
  // Where it is owed already, it comes by itself.
  const owed = await putMissing(restored, [kind.sealing(state)]);
  return owed > 0 ? told('It was archived and is not sealed: it is to be sealed now.', false) : [];
}

/** Seals of more than the table has, or of other entries than it has. */
async function strangeSeals({ archive }: Restored, all: readonly Found[]): Promise<readonly Finding[]> {
  const byId = new Map(all.map((found) => [found.kept.state.id, found]));
  const findings: Finding[] = [];
  for await (const key of keysIn(archive)) {
    const [, number = '', id = '', entries, hash] = SEAL.exec(key) ?? [];
    if (entries === undefined) continue;
    const found = byId.get(id);
    const there = found?.hashes[Number(entries) - 1];
    const tell = (said: string) => findings.push({ which: number, said, isLeft: true });
    if (found === undefined) tell(`It is sealed in ${key}, and the table has nothing of it.`);
    else if (there === undefined) {
      tell(`It is sealed with ${entries} entries in ${key}, and the table has ${found.hashes.length}.`);
    } else if (hash !== undefined && hash !== there)
      tell(`It is sealed in ${key} with other entries than the table has.`);
  }
  return findings;
}

async function* keysIn({ client, name }: Bucket): AsyncGenerator<string> {
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket: name, ContinuationToken }));
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}
