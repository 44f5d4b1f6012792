import { useEffect, useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { FigureName } from '../../../shared/domain/assessment/figures.ts';
import { COUNTS_WORDS, figureWords } from '../../../shared/words/figure-words.ts';
import { More, type PagedQuery } from '../../parts/more.tsx';
import type { Schemas } from '../../session/api.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { assessmentWords } from './assessment-words.ts';

export interface Source {
  readonly sheet?: string;
  readonly case?: string;
  readonly number?: string;
  readonly counts: Schemas['Counts'];
}

interface BehindProps {
  readonly figure: string;
  readonly sources: readonly Source[];
  /** Counted, but listed for nobody. */
  readonly unlisted: number;
  /** By which they are read, page by page. */
  readonly read: PagedQuery;
}

/** The sheets and cases that a figure is made of, each a link; what counted against it first. */
export function Behind({ figure, sources, unlisted, read }: BehindProps) {
  const words = usePageWords(assessmentWords);
  const { language } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [figure]);
  const ordered = sources.toSorted((a, b) => Number(a.counts === 'yes') - Number(b.counts === 'yes'));
  return (
    <section class="behind-figure" aria-labelledby="behind">
      <h2 id="behind" ref={heading} tabIndex={-1}>
        {words.behind(figureWords(figure as FigureName, language))}
      </h2>
      {sources.length === 0 && <p class="dim">{words.nothing}</p>}
      <ul class="rows">
        {ordered.map(({ sheet, case: id, number, counts }) => (
          <li key={sheet ?? id}>
            <Link href={sheet === undefined ? `/cases/${id}` : `/sheets/${sheet}`} class="source">
              <span>{number ?? words.caseBehind}</span>
              <span class={counts === 'no' ? 'late' : 'dim'}>{COUNTS_WORDS[counts][language]}</span>
            </Link>
          </li>
        ))}
      </ul>
      {unlisted > 0 && <p class="dim">{words.unlisted(unlisted)}</p>}
      <More query={read} label={words.more} />
    </section>
  );
}
