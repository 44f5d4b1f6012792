/**
 * Merkle trees in the manner of RFC 6962: leaves and inner nodes are hashed behind different first bytes, so that
 * neither passes for the other. Everything is lower-case hex. Pure.
 */
import { createHash } from 'node:crypto';

const LEAF = Buffer.from([0]);
const INNER = Buffer.from([1]);

const digest = (...parts: readonly Buffer[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const bytes = (hex: string) => Buffer.from(hex, 'hex');
const hashOfLeaf = (leaf: string): string => digest(LEAF, bytes(leaf));
const hashOfPair = (left: string, right: string): string => digest(INNER, bytes(left), bytes(right));

/** A tree, level by level: the hashes of its leaves first, its root alone on the last. */
export type MerkleTree = readonly (readonly string[])[];

/** The tree of leaves in the order given; whoever has no partner goes up a level as it is. */
export function treeOf(leaves: readonly string[]): MerkleTree {
  let level: readonly string[] = leaves.map(hashOfLeaf);
  const levels = [level];
  while (level.length > 1) {
    const above: string[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left = '', right] = [level[at], level[at + 1]];
      above.push(right === undefined ? left : hashOfPair(left, right));
    }
    level = above;
    levels.push(level);
  }
  return levels;
}

/** The root; of no leaves at all the hash of nothing. */
export const rootOf = (tree: MerkleTree): string => tree.at(-1)?.[0] ?? digest();

/** What has to be known beside a leaf to come to the root, from the bottom up. */
export function pathOf(tree: MerkleTree, index: number): readonly string[] {
  return tree.slice(0, -1).flatMap((level, height) => level[(index >> height) ^ 1] ?? []);
}

/**
 * The root to which a path leads from a leaf.
 * @param index the place of the leaf among `size` leaves
 * @returns undefined where no path of that length leads anywhere from that place
 */
export function rootBy(
  leaf: string,
  index: number,
  size: number,
  path: readonly string[],
): string | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
  let hash = hashOfLeaf(leaf);
  let [place, last, step] = [index, size - 1, 0];
  for (; last > 0; place >>= 1, last >>= 1) {
    // On the right end of a level without a partner: up as it is.
    if (place % 2 === 0 && place === last) continue;
    const beside = path[step];
    if (beside === undefined) return undefined;
    hash = place % 2 === 0 ? hashOfPair(hash, beside) : hashOfPair(beside, hash);
    step += 1;
  }
  return step === path.length ? hash : undefined;
}
