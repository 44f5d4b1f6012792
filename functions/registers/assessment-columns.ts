/** Assessments as CSV: one line a figure, so that Excel can filter and turn it. */

import type {
  Figure,
  FiguresThen,
  PersonFigures,
  SectionFigures,
} from '../../shared/domain/assessment/assessment.ts';
import type { Correction } from '../../shared/domain/assessment/corrections.ts';
import type { FigureName } from '../../shared/domain/assessment/figures.ts';
import type { Directory, Language } from '../../shared/domain/model/directory.ts';
import { sectionOf } from '../../shared/domain/organisation/organisation.ts';
import { COUNTS_WORDS, figureWords } from '../../shared/words/figure-words.ts';
import { type Said, said, type Words } from '../../shared/words/said.ts';
import type { Column } from '../middleware/csv.ts';
import { csvWords } from '../middleware/csv-words.ts';
import type { Behind } from './behind.ts';

type Name = FigureName | 'score' | 'grade';

/** A figure, as each table has it. */
interface FigureRow {
  readonly figure: Name;
  readonly value?: string | number | undefined;
  readonly numerator: number;
  readonly denominator: number;
  readonly excluded: number;
}

interface Row extends FigureRow {
  readonly of: 'section' | 'person' | 'correction';
  readonly site?: string | undefined;
  readonly section?: string | undefined;
  readonly person?: string | undefined;
  readonly sheet?: string | undefined;
}

const OF_WORDS: Words<Row['of']> = {
  section: said('部门', 'section'),
  person: said('人员', 'person'),
  correction: said('更正', 'correction'),
};

function figureColumns(language: Language): readonly Column<FigureRow>[] {
  const say = (zh: string, en: string) => said(zh, en)[language];
  return [
    [say('指标', 'Figure'), ({ figure }) => figureWords(figure, language)],
    [say('值', 'Value'), ({ value }) => value],
    [say('分子', 'Numerator'), ({ numerator }) => numerator],
    [say('分母', 'Denominator'), ({ denominator }) => denominator],
    [say('不计', 'Excluded'), ({ excluded }) => excluded],
  ];
}

const figureRows = (figures: FiguresThen): readonly FigureRow[] =>
  each(figures).map(([figure, { value, ...counts }]) => ({
    ...{ figure, ...(value === null ? {} : { value }) },
    ...counts,
  }));

/** The columns of a site's assessment. */
export function assessmentColumns(directory: Directory, language: Language): readonly Column<Row>[] {
  const { say, word, person: nameOf, section: called } = csvWords(directory, language);
  return [
    [say('对象', 'Of'), ({ of }) => word(OF_WORDS, of)],
    [say('部门', 'Section'), ({ section }) => called(section)],
    [say('人员', 'Person'), ({ person }) => nameOf(person)],
    ...figureColumns(language),
    [say('会签单', 'Sheet'), ({ sheet }) => sheet],
  ];
}

/** Of several sites each row says of which it is. */
type OfSite<R> = R & { readonly site?: string };

interface Answered {
  readonly sections: readonly OfSite<SectionFigures<FiguresThen>>[];
  readonly people: readonly OfSite<PersonFigures<FiguresThen>>[];
  readonly corrections: readonly OfSite<Correction>[];
}

const each = (figures: FiguresThen) => Object.entries(figures) as [Name, Figure<string | number>][];

/** The lines of an assessment; `numberOf` gives the number of a sheet. */
export function assessmentRows(
  answer: Answered,
  numberOf: (sheet: string) => string | undefined,
): readonly Row[] {
  const lines = (
    of: Row['of'],
    who: Pick<Row, 'site' | 'section' | 'person'>,
    figures: FiguresThen,
  ): readonly Row[] => figureRows(figures).map((row) => ({ of, ...who, ...row }));
  return [
    ...answer.sections.flatMap(({ site, id, figures }) => lines('section', { site, section: id }, figures)),
    ...answer.people.flatMap(({ site, id, section, figures }) =>
      lines('person', { site, section, person: id }, figures),
    ),
    ...answer.corrections.map(({ sheet, case: ofCase, at: _at, ...correction }) => ({
      ...{ of: 'correction' as const, ...correction },
      sheet: sheet === undefined ? ofCase : numberOf(sheet),
    })),
  ];
}

interface BehindRow extends Behind {
  readonly figure: Name;
}

/** The columns of one person's sheets. */
export function behindColumns(directory: Directory, language: Language): readonly Column<BehindRow>[] {
  const { say, word } = csvWords(directory, language);
  return [
    [say('指标', 'Figure'), ({ figure }) => figureWords(figure, language)],
    [say('会签单', 'Sheet'), ({ number, sheet, case: ofCase }) => number ?? sheet ?? ofCase],
    [say('计入', 'Counts'), ({ counts }) => word(COUNTS_WORDS, counts)],
  ];
}

/** The lines of one person's sheets, figure by figure. */
export function behindRows(
  figures: FiguresThen,
  behind: ReadonlyMap<FigureName, readonly Behind[]>,
): readonly BehindRow[] {
  return each(figures).flatMap(([figure]) =>
    (behind.get(figure as FigureName) ?? []).map((row) => ({ ...row, figure })),
  );
}

/** A line of the company's table: a figure of a section of a site, each called what its site calls it. */
type CompanyRow = FigureRow & Record<'site' | 'section', Said>;

/** The columns of the company's table. */
export function companyColumns(language: Language): readonly Column<CompanyRow>[] {
  const say = (zh: string, en: string) => said(zh, en)[language];
  return [
    [say('小区', 'Site'), ({ site }) => site[language]],
    [say('部门', 'Section'), ({ section }) => section[language]],
    ...figureColumns(language),
  ];
}

/** The lines of one site's sections. */
export function companyRows(
  directory: Directory,
  sections: readonly SectionFigures<FiguresThen>[],
): readonly CompanyRow[] {
  const called = ({ zh, name }: { readonly zh: string; readonly name: string }) => said(zh, name);
  return sections.flatMap(({ id, figures }) =>
    figureRows(figures).map((row) => ({
      site: called(directory.site),
      section: called(sectionOf(directory, id) ?? { zh: id, name: id }),
      ...row,
    })),
  );
}
