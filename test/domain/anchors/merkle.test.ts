import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathOf, rootBy, rootOf, treeOf } from '../../../shared/domain/anchors/merkle.ts';

/** The leaves and roots that implementations of RFC 6962 are tried on. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const someLeaves = fc.array(fc.string().map(hashOf), { minLength: 1, maxLength: 70 });
const placed = someLeaves.chain((leaves) => fc.tuple(fc.constant(leaves), fc.nat(leaves.length - 1)));

describe('a tree', () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))(
    'of %i leaves has the root of RFC 6962',
    (size, root) => {
      expect(rootOf(treeOf(LEAVES.slice(0, size)))).toBe(root);
    },
  );

  it('leads from each leaf to its root', () => {
    fc.assert(
      fc.property(placed, ([leaves, index]) => {
        const tree = treeOf(leaves);
        expect(rootBy(leaves[index] ?? '', index, leaves.length, pathOf(tree, index))).toBe(rootOf(tree));
      }),
    );
  });

  it('does not lead there from another leaf, another place, or by another path', () => {
    fc.assert(
      fc.property(placed, fc.nat(69), ([leaves, index], other) => {
        const tree = treeOf(leaves);
        const path = pathOf(tree, index);
        const [leaf = '', size, root] = [leaves[index], leaves.length, rootOf(tree)];
        expect(rootBy(hashOf(`not ${leaf}`), index, size, path)).not.toBe(root);
        if (leaves[other] !== leaf) expect(rootBy(leaf, other, size, path)).not.toBe(root);
        expect(rootBy(leaf, index, size, [...path, hashOf('more')])).toBeUndefined();
        if (path.length > 0) expect(rootBy(leaf, index, size, path.slice(1))).not.toBe(root);
      }),
    );
  });

  it('takes no inner node for a leaf', () => {
    const [a = '', b = '', c = ''] = LEAVES.slice(2);
    const tree = treeOf([a, b, c]);
    const inner = `${tree[0]?.[0]}${tree[0]?.[1]}`;
    expect(rootOf(treeOf([inner, c]))).not.toBe(rootOf(tree));
  });

  it('has no place outside of it', () => {
    for (const index of [-1, 3, 0.5, Number.NaN])
      expect(rootBy(LEAVES[2] ?? '', index, 3, [])).toBeUndefined();
  });
});
