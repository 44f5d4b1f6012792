/** Assessments as CSV: one line a figure, so that Excel can filter and turn it. */

import type {
  Figure,
  FiguresThen,
  PersonFigures,
  SectionFigures,
} from '../../shared/domain/assessment/assessment.ts';
import type { Correction } from '../../shared/domain/assessment/corrections.ts';
import type { Counts, FigureName } from '../../shared/domain/assessment/figures.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import { sectionOf } from '../../shared/domain/organisation/organisation.ts';
import { figureWords } from '../../shared/mail/assessment-words.ts';
import type { Column } from '../middleware/csv.ts';
import type { Behind } from './behind.ts';

type Name = FigureName | 'score' | 'grade';

interface Row {
  readonly of: '部门' | '人员' | '更正';
  readonly section?: string | undefined;
  readonly person?: string | undefined;
  readonly figure: Name;
  readonly value?: string | number | undefined;
  readonly numerator: number;
  readonly denominator: number;
  readonly excluded: number;
  readonly sheet?: string | undefined;
}

/** The columns of an assessment. */
export function assessmentColumns(directory: Directory): readonly Column<Row>[] {
  const nameOf = (id: string | undefined) => directory.staff.find((each) => each.id === id)?.name ?? id;
  return [
    ['对象', ({ of }) => of],
    ['部门', ({ section }) => sectionOf(directory, section)?.zh ?? section],
    ['人员', ({ person }) => nameOf(person)],
    ['指标', ({ figure }) => figureWords(figure, 'zh-CN')],
    ['值', ({ value }) => value],
    ['分子', ({ numerator }) => numerator],
    ['分母', ({ denominator }) => denominator],
    ['不计', ({ excluded }) => excluded],
    ['会签单', ({ sheet }) => sheet],
  ];
}

interface Answered {
  readonly sections: readonly SectionFigures<FiguresThen>[];
  readonly people: readonly PersonFigures<FiguresThen>[];
  readonly corrections: readonly Correction[];
}

const each = (figures: FiguresThen) => Object.entries(figures) as [Name, Figure<string | number>][];

/** The lines of an assessment; `numberOf` gives the number of a sheet. */
export function assessmentRows(
  answer: Answered,
  numberOf: (sheet: string) => string | undefined,
): readonly Row[] {
  const lines = (of: Row['of'], who: Pick<Row, 'section' | 'person'>, figures: FiguresThen): readonly Row[] =>
    each(figures).map(([figure, { value, ...counts }]) => ({
      ...{ of, ...who, figure },
      ...(value === null ? {} : { value }),
      ...counts,
    }));
  return [
    ...answer.sections.flatMap(({ id, figures }) => lines('部门', { section: id }, figures)),
    ...answer.people.flatMap(({ id, section, figures }) => lines('人员', { section, person: id }, figures)),
    ...answer.corrections.map(({ sheet, case: ofCase, at: _at, ...correction }) => ({
      ...{ of: '更正' as const, ...correction },
      sheet: sheet === undefined ? ofCase : numberOf(sheet),
    })),
  ];
}

interface BehindRow extends Behind {
  readonly figure: Name;
}

const COUNTS_WORDS: { readonly [C in Counts]: string } = { yes: '是', no: '否', excluded: '不计' };

/** The columns of one person's sheets. */
export const behindColumns = (): readonly Column<BehindRow>[] => [
  ['指标', ({ figure }) => figureWords(figure, 'zh-CN')],
  ['会签单', ({ number, sheet, case: ofCase }) => number ?? sheet ?? ofCase],
  ['计入', ({ counts }) => COUNTS_WORDS[counts]],
];

/** The lines of one person's sheets, figure by figure. */
export function behindRows(
  figures: FiguresThen,
  behind: ReadonlyMap<FigureName, readonly Behind[]>,
): readonly BehindRow[] {
  return each(figures).flatMap(([figure]) =>
    (behind.get(figure as FigureName) ?? []).map((row) => ({ ...row, figure })),
  );
}
