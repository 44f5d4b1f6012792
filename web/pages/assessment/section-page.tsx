import { Link, useSearchParams } from 'wouter-preact';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { choiceOf } from '../../parts/whom.ts';
import { usePageWords } from '../../words/page-words.ts';
import { assessmentWords } from './assessment-words.ts';
import { FiguresBehind, FiguresCsv, useFiguresOf } from './figures-behind.tsx';
import { MonthHead } from './month-head.tsx';
import { useMonth, usePeriod, useThisMonth } from './months.ts';
import { ScoreLine } from './score-line.tsx';
import { ScoreRow } from './score-row.tsx';

/** A section's month: its figures, the sheets behind each, a year's line, and its people. */
export function Page({ id = '' }: PageProps) {
  const words = usePageWords(assessmentWords);
  const [search] = useSearchParams();
  const present = useThisMonth();
  const month = search.get('month') ?? present;
  const period = usePeriod();
  const whose = { of: 'sections', id, month } as const;
  const read = useFiguresOf(whose);
  const { people = [], names = {} } = useMonth(month).data ?? {};
  const staff = people.filter((each) => each.section === id);
  return (
    <section class="page">
      <MonthHead
        title={`${names[id] ?? id} · ${words.title(month)}`}
        month={month}
        state={read.data?.pages[0]?.state}
        at={(other) => `/sections/${id}${period(other)}`}
      >
        <Link href={`/month/${month}${period()}`}>{words.back}</Link>
        <Link href={`/awards?${new URLSearchParams({ of: choiceOf({ section: id }) })}`}>{words.awards}</Link>
        <FiguresCsv {...whose} />
      </MonthHead>
      <FiguresBehind month={month} read={read} />
      {staff.length > 0 && (
        <section aria-labelledby="staff">
          <h2 id="staff">{words.staff}</h2>
          <ul class="rows">
            {staff.map((person) => (
              <ScoreRow
                key={person.id}
                href={`/people/${person.id}${period(month)}`}
                name={names[person.id] ?? person.id}
                figures={person.figures}
              />
            ))}
          </ul>
        </section>
      )}
      <ScoreLine month={month} of={({ sections }) => sections.find((each) => each.id === id)?.figures} />
    </section>
  );
}
