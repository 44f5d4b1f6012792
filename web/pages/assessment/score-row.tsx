import { Link } from 'wouter-preact';
import { ASSESSMENT_GRADE_WORDS } from '../../../shared/words/figure-words.ts';
import { RatioBar } from '../../parts/ratio-bar.tsx';
import type { Schemas } from '../../session/api.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { assessmentWords } from './assessment-words.ts';

/** The highest score that there is. */
export const BEST = 100;

/** The score with its grade, in words. */
export function useScoreText(): (figures: Schemas['Figures']) => string {
  const words = usePageWords(assessmentWords);
  const { language } = useWords();
  return ({ score, grade }) => {
    if (score.value === null) return words.noScore;
    const value = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(score.value);
    const mark =
      grade.value === null ? '' : `${grade.value} ${ASSESSMENT_GRADE_WORDS[grade.value][language]}`;
    return words.scoreOf(value, mark);
  };
}

interface ScoreRowProps {
  readonly href: string;
  readonly name: string;
  readonly beside?: string | undefined;
  readonly figures: Schemas['Figures'];
}

/** Somebody's or a section's score, and the way to what it is made of. */
export function ScoreRow({ href, name, beside, figures }: ScoreRowProps) {
  const scoreText = useScoreText();
  const { value } = figures.score;
  return (
    <li>
      <Link href={href} class="score-row">
        <strong>{name}</strong>
        {beside !== undefined && <span class="dim">{beside}</span>}
        <span class="score">{scoreText(figures)}</span>
        {value !== null && <RatioBar value={value / BEST} />}
      </Link>
    </li>
  );
}
