import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadsOf } from './busiest-hour.ts';
import { monthOf, SIZES } from './cost-model.ts';
import { COST_PAGE, costPage } from './cost-page.ts';

it('docs/cost.md is what the model gives (`npm run cost:page` writes it)', () => {
  expect(readFileSync(COST_PAGE, 'utf8')).toBe(costPage());
});

it('a month grows with the flats, and the peaks with the hour', () => {
  const [small, large, whole] = SIZES.map((size) =>
    monthOf(size).reduce((sum, [, amount]) => sum + amount, 0),
  );
  expect(small).toBeLessThan(large ?? 0);
  expect(large).toBeLessThan(whole ?? 0);
  const [first] = SIZES;
  if (first === undefined) throw new Error('no sizes');
  for (const { what, peak, quota } of loadsOf(first)) expect(peak / quota, what).toBeLessThan(1);
});
