/** A month is read as it was counted: with figures that there are no more, and without those that came since (B3c). */
import { describe, expect, it } from 'vitest';
import { assess, FIGURE_LIST, type FiguresThen } from '../../../shared/domain/assessment/assessment.ts';
import { complianceOf } from '../../../shared/domain/assessment/compliance.ts';
import { correctionsOf } from '../../../shared/domain/assessment/corrections.ts';
import type { Fact } from '../../../shared/domain/assessment/facts.ts';
import { figureWords } from '../../../shared/words/figure-words.ts';
import { DIRECTORY } from '../../support/factories.ts';

const GUARD = { person: 'guard-chu', section: 'security' };
const facts: readonly Fact[] = [
  { kind: 'clock', clock: 'handling-1-1', outcome: 'kept', ...GUARD },
  { kind: 'request', onTheSpot: true, ...GUARD },
];
const row = assess(
  facts.map((fact) => ({ fact, times: 1 })),
  DIRECTORY,
).sections.find(({ id }) => id === 'security');
if (row === undefined) throw new Error('security was not assessed');
const { 'onTime.handling': handling, ...before } = row.figures;

describe('a month that was frozen before there was a figure', () => {
  const figures: FiguresThen = before;

  it('is public without it', () => {
    const shown = complianceOf({ id: 'security', figures }, '2026-11');
    expect(shown?.figures).not.toHaveProperty('onTime.handling');
    expect(shown?.figures.answeredOnTheSpot).toEqual({ value: 1, numerator: 1, denominator: 1, excluded: 0 });
    expect(shown?.grade).toBe(row.figures.grade.value);
  });

  it('is not public where nothing else was counted', () => {
    const { answeredOnTheSpot: _counted, ...nothing } = figures;
    expect(complianceOf({ id: 'security', figures: nothing }, '2026-11')).toBeUndefined();
    expect(
      complianceOf({ id: 'security', figures: { ...nothing, 'onTime.handling': handling } }, '2026-11'),
    ).toBeDefined();
  });

  it('is corrected in what it was counted with alone', () => {
    const change = { source: { sheet: 's1' }, at: '2026-12-02T08:00:00.000Z', was: [], is: facts };
    const corrected = (names: readonly string[]) =>
      correctionsOf([change], [], { figures: names, scored: [] }).map(({ figure }) => figure);
    expect(corrected(FIGURE_LIST.figures)).toEqual(['onTime.handling', 'answeredOnTheSpot']);
    expect(corrected(FIGURE_LIST.figures.filter((name) => name !== 'onTime.handling'))).toEqual([
      'answeredOnTheSpot',
    ]);
  });
});

it('a figure that there is no word for any more goes by its name', () => {
  for (const name of ['onTime.inspection', 'smiles'] as unknown as readonly ['score', 'grade']) {
    expect(figureWords(name, 'zh-CN')).toBe(name);
  }
});
