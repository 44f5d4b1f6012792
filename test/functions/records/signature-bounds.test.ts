/** Where a drawn signature lies, whatever size of pad it was drawn on. */
import { describe, expect, test } from 'vitest';
import { boundsOf } from '../../../functions/records/copies/path-bounds.ts';
import { copyOf } from '../../support/copy-of.ts';
import { opened } from '../../support/factories.ts';

type Box = readonly [left: number, top: number, width: number, height: number];

// biome-ignore format: a table reads best with one row a line
const CASES: readonly (readonly [says: string, path: string, box: Box])[] = [
  ['lines', 'M 10 20 L 30 5', [10, 5, 20, 15]],
  ['relative lines go on from where the last ended', 'm10,20l20,-15 5 5', [10, 5, 25, 15]],
  ['numbers without anything between them', 'M-1.5.5L2-3', [-1.5, -3, 3.5, 3.5]],
  ['exponents', 'M1e1 2E1L.3e2 0', [10, 0, 20, 20]],
  ['horizontal and vertical lines', 'M5 5H15v-10h-20V0', [-5, -5, 20, 10]],
  ['curves with their control points', 'M0 0C0 -10 20 -10 20 0q5 10 10 0', [0, -10, 30, 20]],
  ['smooth curves with the reflected point', 'M0 0C0 10 10 10 10 0S20 0 20 5', [0, -10, 20, 20]],
  ['smooth curves after a line', 'M0 0Q5 10 10 0T20 0', [0, -10, 20, 20]],
  ['arcs, their flags written together', 'M0 0a5 5 0 0110 0', [-10, -10, 20, 20]],
  ['arcs too small for the distance', 'M0 0A1 1 0 1 0 8 0', [-8, -8, 16, 16]],
  ['after closing it goes on from the start', 'M10 10L20 20zl-5 0', [5, 10, 15, 10]],
  ['a dot', 'M3 4L3 4', [3, 4, 0, 0]],
  ['what breaks off counts as far as it goes', 'M0 0L10 10L20', [0, 0, 10, 10]],
];

test.each(CASES)('%s', (_says, path, [left, top, width, height]) => {
  expect(boundsOf(path)).toEqual({ left, top, width, height });
});

test.each(['', 'M', 'M5 5', 'L', 'M0 0L1e7 0', 'M0 0L1e999 0', 'M0 0l1e308 0 1e308 0', 'zzz', 'M..-+,'])(
  'draws nothing that could be shown: %j',
  (path) => expect(boundsOf(path)).toBeUndefined(),
);

test('the longest paths that are let in are measured to their end', () => {
  expect(boundsOf('T1 1'.repeat(2048))).toEqual({ left: 0, top: 0, width: 2, height: 2 });
  expect(boundsOf(`A${'1'.repeat(8190)}`)).toBeUndefined();
  expect(boundsOf(`M${'1,'.repeat(4095)}`)).toEqual({ left: 1, top: 1, width: 0, height: 0 });
});

describe('on paper', () => {
  const signed = (path: string) => {
    const page = copyOf('resident', [opened({ signature: { signer: '赵敏', path } })]);
    return page.slice(page.indexOf('<div class="signature">'));
  };

  test('the view is the drawing with a little white around it', () => {
    expect(signed('M0 0L100 50')).toContain('viewBox="-4 -4 108 58"');
    expect(signed('M3 4L3 4')).toContain('viewBox="2 3 2 2"');
  });

  test('what cannot be shown is said', () => {
    expect(signed('M5 5')).toContain('（签名图形无法显示）');
    expect(signed('M5 5')).not.toContain('<svg');
  });
});
