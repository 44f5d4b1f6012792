import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import type { Schemas } from '../../session/api.ts';
import { usePageWords } from '../../words/page-words.ts';
import { assessmentWords } from './assessment-words.ts';
import { monthAfter, useThisMonth } from './months.ts';

interface MonthHeadProps {
  readonly title: string;
  readonly month: string;
  readonly state?: Schemas['MonthState'] | undefined;
  /** What is to be seen here. */
  readonly lead?: string;
  /** The address of the same page for another month. */
  readonly at: (month: string) => string;
  readonly children?: ComponentChildren;
}

/** Which month it is, whether its figures may still move, and the ways to the months beside it. */
export function MonthHead({ title, month, state, lead, at, children }: MonthHeadProps) {
  const words = usePageWords(assessmentWords);
  const present = useThisMonth();
  return (
    <header class="page-head">
      <h1>{title}</h1>
      {lead !== undefined && <p class="dim">{lead}</p>}
      {state !== undefined && <p class="dim">{words.state[state]}</p>}
      <p class="buttons">
        <Link href={at(monthAfter(month, -1))}>← {words.before}</Link>
        {month < present && <Link href={at(monthAfter(month, 1))}>{words.after} →</Link>}
        {children}
      </p>
    </header>
  );
}
