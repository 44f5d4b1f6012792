import { useQuery } from '@tanstack/preact-query';
import { Asked } from '../../parts/asked.tsx';
import { CsvButton } from '../../parts/csv-button.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { RatioBar } from '../../parts/ratio-bar.tsx';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectories } from '../../session/sites.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { assessmentWords } from './assessment-words.ts';
import { FiguresList } from './figures-list.tsx';
import { MonthHead } from './month-head.tsx';
import { useThisMonth } from './months.ts';
import { BEST, useScoreText } from './score-row.tsx';

/** The company in a month: the sections of its sites side by side, for who works above them (B2). */
export function Page({ month: asked }: PageProps) {
  const { api } = useReader();
  const words = usePageWords(assessmentWords);
  const { language } = useWords();
  const present = useThisMonth();
  const month = asked ?? present;
  const params = { path: { month } };
  const read = useQuery({
    queryKey: ['company', month, language],
    queryFn: () => answered(api.GET('/company/{month}', { params })),
    staleTime: 60_000,
  });
  const ask = () =>
    answered(api.GET('/company/{month}', { params, headers: { accept: 'text/csv' }, parseAs: 'blob' }));
  return (
    <section class="page">
      <MonthHead
        title={words.company(month)}
        month={month}
        lead={words.companyLead}
        at={(other) => `/company/${other}`}
      >
        <CsvButton name={`company-${month}`} ask={ask} />
      </MonthHead>
      <Asked query={read}>{({ sites }) => <Sites sites={sites} />}</Asked>
    </section>
  );
}

function Sites({ sites }: { readonly sites: readonly Schemas['CompanySite'][] }) {
  const words = usePageWords(assessmentWords);
  const { language } = useWords();
  // Two sites may each have a section of the same id: what they are called, their own directories say.
  const directories = useDirectories(sites.map(({ id }) => id));
  return (
    <div class="side-by-side">
      {sites.map(({ id, state, sections }) => {
        const directory = directories.get(id);
        return (
          <section key={id} aria-labelledby={`site-${id}`}>
            <h2 id={`site-${id}`}>{directory === undefined ? id : called(directory.site, language)}</h2>
            <p class="dim">{words.state[state]}</p>
            {sections.length === 0 && <p class="dim">{words.noSections}</p>}
            <ul class="rows">
              {sections.map((section) => {
                const known = directory?.sections.find((each) => each.id === section.id);
                return (
                  <li key={section.id}>
                    <SectionOfSite
                      name={known === undefined ? section.id : called(known, language)}
                      figures={section.figures}
                    />
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

interface SectionOfSiteProps {
  readonly name: string;
  readonly figures: Schemas['Figures'];
}

/** A section's score; opened, its figures. What is behind them is for the site itself to look at. */
function SectionOfSite({ name, figures }: SectionOfSiteProps) {
  const scoreText = useScoreText();
  const { value } = figures.score;
  return (
    <details>
      <summary class="score-row">
        <strong>{name}</strong>
        <span class="score">{scoreText(figures)}</span>
        {value !== null && <RatioBar value={value / BEST} />}
      </summary>
      <FiguresList figures={figures} />
    </details>
  );
}
