/**
 * A checkpoint, from the table to the locked bucket and back (contract section 12). The object with its number is what
 * counts: it is put once, with all its entries, and everything after it follows from it. A run that is cut off anywhere
 * leaves either nothing, or a checkpoint whose anchors and proofs the next run sets.
 */
import { isAsAnchored, lastOfEach, newLeaves } from '../domain/anchors/anchored.ts';
import {
  type Checkpoint,
  dueUpTo,
  type Every,
  following,
  type Inclusion,
  inclusionsOf,
  isSignedBy,
  isSound,
  type Leaf,
  signedText,
  toCompare,
  type WithLeaves,
} from '../domain/anchors/checkpoint.ts';
import { proofBeside } from '../domain/archive/proof.ts';
import { canonical } from '../domain/kernel/ledger.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import {
  type PublicKeys,
  putCheckpoint,
  putPublicKey,
  readCheckpoint,
} from '../store/anchors/checkpoints.ts';
import {
  type AnchoredLedger,
  ledgersWritten,
  putAnchors,
  putLastCheckpoint,
  readAnchoredLedger,
  readLastCheckpoint,
} from '../store/anchors/ledgers.ts';
import { caseHeadOf } from '../store/cases/case-items.ts';
import type { Bucket } from '../store/files/bucket.ts';
import { putOnce } from '../store/files/put-once.ts';
import { headOf } from '../store/sheets/sheet-items.ts';
import { readableOr } from '../store/table/readable.ts';
import type { Table } from '../store/table/table.ts';
import { placeOfSeal, sealedAs } from './seal.ts';
import type { Signer } from './signer.ts';

export interface Anchoring {
  readonly table: Table;
  readonly checkpoints: Bucket;
  readonly archive: Bucket;
  readonly signer: Signer;
  readonly publicKeys: PublicKeys;
  readonly every: Every;
  readonly now: string;
}

/** What a run came to. */
export interface Checked {
  /** The numbers of the checkpoints that it made or made whole. */
  readonly made: readonly number[];
  /** What differs from its checkpoint: ledgers, and checkpoints themselves. */
  readonly differing: readonly string[];
}

/**
 * How much further back than its beginning a checkpoint looks for entries: some are committed later than they say, and
 * the index lags. What was anchored already is not taken twice.
 */
const LATEST_COMMIT_MS = 3_600_000;
const AT_ONCE = 8;

/** Makes the checkpoint that is due, if one is, and compares what it touches and a part of the rest with theirs. */
export async function makeCheckpoint(world: Anchoring): Promise<Checked> {
  const { checkpoints, signer, now, every } = world;
  const made: number[] = [];
  const differing = new Set<string>();
  let last = await markedLast(world);
  const follow = async (next: WithLeaves) => {
    await settle(world, next);
    made.push(next.checkpoint.number);
    last = next.checkpoint;
  };
  const unsettled = () => readCheckpoint(checkpoints, (last?.number ?? 0) + 1);
  for (let next = await unsettled(); next !== undefined; next = await unsettled()) await follow(next);

  const to = dueUpTo(now, every);
  if (last !== undefined && last.to >= to) return { made, differing: [] };
  await exportKey(world);
  const behind = await compareEarlier(world, (last?.number ?? 0) + 1, differing);
  const leaves = await leavesSince(world, last, to, behind, differing);
  const unsigned = following(last, leaves, { at: now, to, every, keyId: signer.keyId });
  const checkpoint = { ...unsigned, signature: await signer.sign(signedText(unsigned)) };
  // Where another run was first, its checkpoint is the one.
  const isFirst = await putCheckpoint(checkpoints, { checkpoint, leaves });
  const kept = isFirst ? { checkpoint, leaves } : await unsettled();
  if (kept === undefined) throw new Error(`checkpoint ${checkpoint.number} is not where it was put`);
  await follow(kept);
  return { made, differing: [...differing] };
}

/** The last checkpoint by the table's mark; one that nobody signed is none, and leads back to the bucket's first. */
async function markedLast({ table, publicKeys }: Anchoring): Promise<Checkpoint | undefined> {
  const marked = await readLastCheckpoint(table);
  const key = marked && (await publicKeys(marked.keyId));
  return key !== undefined && isSignedBy(key, marked as Checkpoint) ? marked : undefined;
}

async function exportKey({ checkpoints, publicKeys, signer }: Anchoring): Promise<void> {
  if ((await publicKeys(signer.keyId)) === undefined) {
    await putPublicKey(checkpoints, signer.keyId, signer.publicKey);
  }
}

/** Sets what follows from a checkpoint: how far its ledgers are anchored, the proofs beside their seals, and that it is the last. */
async function settle({ table, archive }: Anchoring, whole: WithLeaves): Promise<void> {
  const inclusions = inclusionsOf(whole);
  await putAnchors(table, lastOfEach(inclusions));
  await inParallel(inclusions, AT_ONCE, async (proof) => {
    if (proof.seal === undefined) return;
    await putOnce(archive, proofBeside(await placeOfSeal(archive, proof.seal, proof.hash)), canonical(proof));
  });
  await putLastCheckpoint(table, whole.checkpoint);
}

/** The entries that no checkpoint has, in the order of ledgers. A ledger that is not what was anchored gets no further. */
async function leavesSince(
  { table, publicKeys }: Anchoring,
  last: Checkpoint | undefined,
  to: string,
  behind: readonly string[],
  differing: Set<string>,
): Promise<readonly Leaf[]> {
  const from = last === undefined ? '0' : before(last.to);
  const written = await ledgersWritten(table, from, to);
  const ledgers = [...new Set([...written, ...behind])].toSorted();
  const leaves = new Map<string, readonly Leaf[]>();
  await inParallel(ledgers, AT_ONCE, async (ledger) => {
    const found = await readUnlessTorn(table, ledger, (read) => fits(publicKeys, read));
    if (!(await fits(publicKeys, found))) differing.add(ledger);
    else if (!isYetToBeCarriedOver(found))
      leaves.set(ledger, newLeaves(ledger, found.entries, found.anchor, to, sealsOf(found)));
  });
  return ledgers.flatMap((ledger) => leaves.get(ledger) ?? []);
}

/** A ledger of plain values is anchored once it is carried over: its entries get other hashes then. */
const isYetToBeCarriedOver = ({ head }: AnchoredLedger): boolean =>
  head !== undefined && stateIn(head) !== undefined && head.ledgerBytes === undefined;

const before = (instant: string) => new Date(Date.parse(instant) - LATEST_COMMIT_MS).toISOString();

async function fits(keys: PublicKeys, { entries, anchor, carried }: AnchoredLedger): Promise<boolean> {
  return isAsAnchored(entries, anchor, anchor && (await keys(anchor.checkpoint.keyId)), carried);
}

/** A query may meet a commit half-way, so what does not fit is read once more. */
async function readUnlessTorn(
  table: Table,
  ledger: string,
  isGood: (read: AnchoredLedger) => Promise<boolean>,
): Promise<AnchoredLedger> {
  const read = await readAnchoredLedger(table, ledger);
  return (await isGood(read)) ? read : readAnchoredLedger(table, ledger);
}

/**
 * Where a ledger of so many entries is sealed; nowhere before it was archived, nor before it was carried over: what was
 * sealed of it until then is another chain.
 */
function sealsOf({ head, entries }: AnchoredLedger): (seq: number) => string | undefined {
  const state = stateIn(head);
  const seqOf = (step: string) => entries.findLast((entry) => 'step' in entry && entry.step === step)?.seq;
  const archived = seqOf('archive');
  const first = Math.max(archived ?? 0, seqOf('carry-over') ?? 0);
  return (seq) =>
    state === undefined || archived === undefined || seq < first
      ? undefined
      : sealedAs({ ...state, entries: seq }, entries[seq - 1]?.hash ?? '');
}

function stateIn(head: AnchoredLedger['head']) {
  if (head?.sheet !== undefined) return readableOr(head, headOf)?.sheet;
  return head?.case === undefined ? undefined : readableOr(head, caseHeadOf)?.case;
}

/**
 * Compares earlier checkpoints with the table. Where a ledger is not what one of them holds, that proof is set as its
 * anchor, so that whoever reads it is told. Gives the ledgers that have more than is anchored of them: such as one that
 * got no further because its anchor had been altered.
 */
async function compareEarlier(
  { table, checkpoints, publicKeys, every }: Anchoring,
  number: number,
  differing: Set<string>,
): Promise<readonly string[]> {
  const behind: string[] = [];
  for (const earlier of toCompare(number, every)) {
    const whole = await readCheckpoint(checkpoints, earlier);
    const key = whole && (await publicKeys(whole.checkpoint.keyId));
    if (whole === undefined || key === undefined || !isSound(whole, key)) {
      differing.add(`checkpoint ${earlier}`);
      continue;
    }
    await inParallel([...byLedger(inclusionsOf(whole))], AT_ONCE, async ([ledger, proofs]) => {
      const isGood = async (read: AnchoredLedger) =>
        lacking(read, proofs) === undefined && fits(publicKeys, read);
      const read = await readUnlessTorn(table, ledger, isGood);
      if (read.entries.length > (read.anchor?.seq ?? 0)) behind.push(ledger);
      if (await isGood(read)) return;
      differing.add(ledger);
      const lost = lacking(read, proofs);
      if (lost !== undefined) await putAnchors(table, [lost]);
    });
  }
  return behind;
}

function byLedger(inclusions: readonly Inclusion[]): ReadonlyMap<string, readonly Inclusion[]> {
  const found = new Map<string, Inclusion[]>();
  for (const inclusion of inclusions) {
    const others = found.get(inclusion.ledger);
    if (others === undefined) found.set(inclusion.ledger, [inclusion]);
    else others.push(inclusion);
  }
  return found;
}

/** The proof of an entry that a ledger lacks or has otherwise, or that its anchor falls short of. */
const lacking = ({ entries, anchor }: AnchoredLedger, proofs: readonly Inclusion[]): Inclusion | undefined =>
  proofs.find(({ seq, hash }) => entries[seq - 1]?.hash !== hash) ??
  proofs.findLast(({ seq }) => seq > (anchor?.seq ?? 0));
