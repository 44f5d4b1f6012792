import { Link, useSearchParams } from 'wouter-preact';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { useChosenSite } from '../../parts/site-choice.tsx';
import { choiceOf } from '../../parts/whom.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { assessmentWords } from './assessment-words.ts';
import { Consequences } from './consequences.tsx';
import { FiguresBehind, FiguresCsv, useFiguresOf } from './figures-behind.tsx';
import { MonthHead } from './month-head.tsx';
import { usePeriod, useThisMonth } from './months.ts';
import { ScoreLine } from './score-line.tsx';

/** One person's month: the figures, the sheets behind each, a year's line, and what bears on their pay. */
export function Page({ id = '' }: PageProps) {
  const { me } = useReader();
  const words = usePageWords(assessmentWords);
  const [search] = useSearchParams();
  const present = useThisMonth();
  const month = search.get('month') ?? present;
  const period = usePeriod();
  const whose = { of: 'people', id, month } as const;
  const read = useFiguresOf(whose);
  const person = useDirectory(true, useChosenSite()).data?.people.find((each) => each.id === id);
  const name = person?.name ?? (id === me.id ? me.name : id);
  return (
    <section class="page">
      <MonthHead
        title={`${name} · ${words.title(month)}`}
        month={month}
        state={read.data?.pages[0]?.state}
        at={(other) => `/people/${id}${period(other)}`}
      >
        <Link href={`/month/${month}${period()}`}>{words.back}</Link>
        <Link href={`/awards?${new URLSearchParams({ of: choiceOf({ person: id }) })}`}>{words.awards}</Link>
        <FiguresCsv {...whose} />
      </MonthHead>
      <FiguresBehind month={month} read={read} />
      <ScoreLine month={month} of={({ people }) => people.find((each) => each.id === id)?.figures} />
      <Consequences id={id} />
    </section>
  );
}
