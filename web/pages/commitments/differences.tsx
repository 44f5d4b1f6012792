import type { ComponentChildren } from 'preact';
import { durationWords, targetWords } from '../../../shared/words/commitment-words.ts';
import { usePageWords } from '../../words/page-words.ts';
import { type Language, useWords } from '../../words/words.ts';
import { commitmentsWords } from './commitments-words.ts';
import { type Difference, differences, type Plan } from './plan.ts';

interface DifferencesProps {
  readonly before: Partial<Plan> | undefined;
  readonly after: Partial<Plan>;
  readonly children: ComponentChildren;
}

const inLanguage = (both: { readonly zh: string; readonly en?: string }, language: Language) =>
  language === 'en' ? (both.en ?? both.zh) : both.zh;

/** How the draft differs from what is in force, line by line, each in words and not by colour alone. */
export function Differences({ before, after, children }: DifferencesProps) {
  const page = usePageWords(commitmentsWords);
  const { language } = useWords();
  const found = differences(before, after);
  const textOf = ({ what, before: was, after: is }: Difference) => {
    if ('promise' in what) return inLanguage(what.promise, language);
    const said = (value: string | undefined) =>
      value && inLanguage(durationWords(what.target, value), language);
    return [
      inLanguage(targetWords(what.target), language),
      [said(was), said(is)].filter(Boolean).join(' → '),
    ].join(language === 'en' ? ': ' : '：');
  };
  return (
    <section aria-labelledby="diff">
      <h2 id="diff">{page.diff}</h2>
      {children}
      {found.length === 0 ? (
        <p>{page.same}</p>
      ) : (
        <ul class="rows">
          {found.map((difference) => (
            <li key={JSON.stringify(difference.what)}>
              <span>
                <strong>{page[difference.how]}</strong> {textOf(difference)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
