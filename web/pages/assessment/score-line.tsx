import { LineChart } from '../../parts/line-chart.tsx';
import type { Schemas } from '../../session/api.ts';
import { usePageWords } from '../../words/page-words.ts';
import { assessmentWords } from './assessment-words.ts';
import { useMonths, yearUpTo } from './months.ts';
import { BEST } from './score-row.tsx';

interface ScoreLineProps {
  readonly month: string;
  /** Picks the figures that are meant from a month. */
  readonly of: (assessment: Schemas['Assessment']) => Schemas['Figures'] | undefined;
}

/** The score over the twelve months that end with that one. */
export function ScoreLine({ month, of }: ScoreLineProps) {
  const words = usePageWords(assessmentWords);
  const months = yearUpTo(month);
  const read = useMonths(months);
  const points = months.map((label, index) => {
    const assessment = read[index];
    return { label, value: assessment && (of(assessment)?.score.value ?? null) };
  });
  return <LineChart title={words.year} points={points} most={BEST} headings={[words.month, words.score]} />;
}
