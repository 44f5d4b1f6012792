import { Link } from 'wouter-preact';
import { figureWords } from '../../../shared/words/figure-words.ts';
import { ROLE_WORDS } from '../../../shared/words/organisation-words.ts';
import { Asked } from '../../parts/asked.tsx';
import { CsvButton } from '../../parts/csv-button.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { SiteChoice, useChosenSite } from '../../parts/site-choice.tsx';
import { instantIn } from '../../parts/time.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { assessmentWords } from './assessment-words.ts';
import { MonthHead } from './month-head.tsx';
import { useMonth, usePeriod, useThisMonth } from './months.ts';
import { ScoreRow } from './score-row.tsx';

/** A month: how each section and everybody in it did, as far as the reader is shown it. */
export function Page({ month: asked }: PageProps) {
  const { api } = useReader();
  const words = usePageWords(assessmentWords);
  const present = useThisMonth();
  const month = asked ?? present;
  const read = useMonth(month);
  const site = useChosenSite();
  const period = usePeriod();
  return (
    <section class="page">
      <MonthHead
        title={words.title(month)}
        month={month}
        state={read.data?.state}
        at={(other) => `/month/${other}${period()}`}
      >
        <CsvButton
          name={`assessment-${month}`}
          ask={() =>
            answered(
              api.GET('/assessments/{month}', {
                params: { path: { month }, query: { site } },
                headers: { accept: 'text/csv' },
                parseAs: 'blob',
              }),
            )
          }
        />
      </MonthHead>
      <SiteChoice />
      <Asked query={read}>{(assessment) => <Everybody assessment={assessment} />}</Asked>
    </section>
  );
}

function Everybody({ assessment }: { readonly assessment: Schemas['Assessment'] }) {
  const words = usePageWords(assessmentWords);
  const { language } = useWords();
  const directory = useDirectory(true, useChosenSite()).data;
  const period = usePeriod();
  const { month, sections, people, corrections, state, names = {} } = assessment;
  if (sections.length === 0 && people.length === 0) return <p class="nothing">{words.empty}</p>;
  const roleOf = (id: string) => {
    const person = directory?.people.find((each) => each.id === id);
    return person && ROLE_WORDS[person.role][language];
  };
  const hasScore = ({ figures }: (typeof people)[number]) => Number(figures.score.value !== null);
  const beside = ({ id, section }: (typeof people)[number]) =>
    [section && names[section], roleOf(id)].filter(Boolean).join(' · ');
  return (
    <>
      {sections.length > 0 && (
        <section aria-labelledby="sections">
          <h2 id="sections">{words.sections}</h2>
          <ul class="rows">
            {sections.map(({ id, figures }) => (
              <ScoreRow
                key={id}
                href={`/sections/${id}${period(month)}`}
                name={names[id] ?? id}
                figures={figures}
              />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="people">
        <h2 id="people">{words.people}</h2>
        <ul class="rows">
          {people
            .toSorted((a, b) => hasScore(b) - hasScore(a))
            .map((person) => (
              <ScoreRow
                key={person.id}
                href={`/people/${person.id}${period(month)}`}
                name={names[person.id] ?? person.id}
                beside={beside(person)}
                figures={person.figures}
              />
            ))}
        </ul>
      </section>
      {state === 'frozen' && <Corrections corrections={corrections} names={names} />}
    </>
  );
}

interface CorrectionsProps {
  readonly corrections: readonly Schemas['Correction'][];
  readonly names: Schemas['Names'];
}

/** What became known after the month was frozen; its figures stay as they are. */
export function Corrections({ corrections, names }: CorrectionsProps) {
  const { me } = useReader();
  const words = usePageWords(assessmentWords);
  const { language } = useWords();
  const time = (at: string) =>
    instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC', now: Date.parse(me.now) });
  return (
    <section aria-labelledby="corrections">
      <h2 id="corrections">{words.corrections}</h2>
      {corrections.length === 0 ? (
        <p class="dim">{words.correctionsNone}</p>
      ) : (
        <ul class="rows">
          {corrections.map(({ at, figure, person, section, sheet, numerator, denominator, excluded }) => {
            const whose = person ?? section;
            return (
              <li key={`${at} ${figure} ${whose} ${sheet}`}>
                <strong>
                  {words.correction(figureWords(figure, language), whose ? (names[whose] ?? whose) : '')}
                </strong>
                <span>{words.change(numerator, denominator, excluded)}</span>
                <span class="dim">
                  {time(at)} {sheet !== undefined && <Link href={`/sheets/${sheet}`}>{words.show}</Link>}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
