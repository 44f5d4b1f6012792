/**
 * In which shape an item of the table is written. Each kind counts its own, and what was written before they were counted is
 * of shape 1. Whoever changes one counts it up, and lifts those before in the kind's one reader
 * (docs/decisions/0063-shapes-have-versions-and-one-reader-lifts-them.md).
 */
import { isPlain } from './deflated.ts';
import type { Item } from './table.ts';

/** The present shapes. The readers are `headOf`, `caseHeadOf`, `writtenIn`, `noticeIn` and `unpacked`; seals have a `format`. */
const SHAPES = { sheet: 4, case: 3, entry: 2, notice: 2, told: 2, facts: 2, receipt: 2 } as const;
/** Those that versions before this one read: what is deflated was plain text, and what waits lay beside what was told. */
const PLAIN_SHAPES = { ...SHAPES, sheet: 3, case: 2, receipt: 1, told: 1 } as const;

/** Says in which shape an item is written. */
export const shaped = (kind: keyof typeof SHAPES): { readonly shape: number } => ({
  shape: (isPlain() ? PLAIN_SHAPES : SHAPES)[kind],
});

/** The shape that an item is written in. */
export const shapeOf = ({ shape }: Item): number => (typeof shape === 'number' ? shape : 1);
