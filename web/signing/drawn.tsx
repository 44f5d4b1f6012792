import { pointsOf } from '../../shared/domain/kernel/drawn-path.ts';
import type { DrawnSignature } from './entries.ts';

const MARGIN = 4;

/** A signature as it was drawn, cut to what is drawn of it. */
export function Drawn({ path, signer }: DrawnSignature) {
  const points = pointsOf(path);
  if (points.length === 0) return null;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const box = [left - MARGIN, top - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN].join(' ');
  return (
    <svg class="drawn" viewBox={box} role="img" aria-label={signer}>
      <path d={path} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
