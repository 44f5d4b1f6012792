import { FIGURES, type FigureName } from '../../../shared/domain/assessment/figures.ts';
import { figureWords } from '../../../shared/words/figure-words.ts';
import { capital } from '../../../shared/words/said.ts';
import { RatioBar } from '../../parts/ratio-bar.tsx';
import type { Schemas } from '../../session/api.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { assessmentWords } from './assessment-words.ts';
import { counted, isNumber, percent } from './figure-text.ts';

export type Counted = { readonly [F in FigureName]?: Schemas['Figure'] };

interface FiguresListProps {
  readonly figures: Counted;
  /** Which figure is looked behind, and how to look behind one; undefined where nothing behind them is told. */
  readonly open?: string | undefined;
  readonly look?: ((figure: string) => void) | undefined;
}

/** Every figure that counts anything, as a number and as a bar. */
export function FiguresList({ figures, open, look }: FiguresListProps) {
  const words = usePageWords(assessmentWords);
  const { language } = useWords();
  const shown = FIGURES.flatMap((name) => {
    const figure = figures[name];
    return figure !== undefined && counted(figure) ? [{ name, ...figure }] : [];
  });
  if (shown.length === 0) return <p class="dim">{words.noScore}</p>;
  return (
    <ul class="rows figures">
      {shown.map(({ name, value, numerator, denominator, excluded }) => {
        const text =
          value === null
            ? words.nothing
            : isNumber(name)
              ? words.number(numerator)
              : words.share(percent(value, language), numerator, denominator);
        const inside = (
          <>
            <strong>{capital(figureWords(name, language))}</strong>
            <span class="score">{text}</span>
            {excluded > 0 && <span class="dim">{words.excluded(excluded)}</span>}
            {!isNumber(name) && <RatioBar value={value} />}
          </>
        );
        return (
          <li key={name}>
            {look === undefined ? (
              <span class="score-row">{inside}</span>
            ) : (
              <button
                type="button"
                class="score-row"
                aria-expanded={open === name}
                onClick={() => look(name)}
              >
                {inside}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
