import { Link, useSearchParams } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { usePageWords } from '../../words/page-words.ts';
import { assessmentWords } from './assessment-words.ts';
import { FiguresList } from './figures-list.tsx';
import { MonthHead } from './month-head.tsx';
import { useMonth, useThisMonth } from './months.ts';
import { ScoreLine } from './score-line.tsx';
import { ScoreRow } from './score-row.tsx';

/** A section's month: its figures, a year's line, and its people. */
export function Page({ id = '' }: PageProps) {
  const words = usePageWords(assessmentWords);
  const [search] = useSearchParams();
  const present = useThisMonth();
  const month = search.get('month') ?? present;
  const read = useMonth(month);
  return (
    <section class="page">
      <MonthHead
        title={`${read.data?.names?.[id] ?? id} · ${words.title(month)}`}
        month={month}
        state={read.data?.state}
        at={(other) => `/sections/${id}?month=${other}`}
      >
        <Link href={`/month/${month}`}>{words.back}</Link>
      </MonthHead>
      <Asked query={read}>
        {({ sections, people, names = {} }) => {
          const section = sections.find((each) => each.id === id);
          const staff = people.filter((each) => each.section === id);
          if (section === undefined) return <p class="nothing">{words.empty}</p>;
          return (
            <>
              <FiguresList figures={section.figures} />
              {staff.length > 0 && (
                <section aria-labelledby="staff">
                  <h2 id="staff">{words.staff}</h2>
                  <ul class="rows">
                    {staff.map((person) => (
                      <ScoreRow
                        key={person.id}
                        href={`/people/${person.id}?month=${month}`}
                        name={names[person.id] ?? person.id}
                        figures={person.figures}
                      />
                    ))}
                  </ul>
                </section>
              )}
            </>
          );
        }}
      </Asked>
      <ScoreLine month={month} of={({ sections }) => sections.find((each) => each.id === id)?.figures} />
    </section>
  );
}
