/** What the figures of an assessment are called: in letters, as headings of CSV and in the API description. */
import type { AssessmentGrade } from '../domain/assessment/assessment.ts';
import { type Counts, FIGURES, type FigureName, type OwnFigure } from '../domain/assessment/figures.ts';
import type { ClockName } from '../domain/model/clock.ts';
import type { Language } from '../domain/model/directory.ts';
import { type Said, said, type Words } from './said.ts';
import { CLOCK_WORDS } from './sheet-words.ts';

type Own = OwnFigure | 'score' | 'grade';

const OWN: Words<Own> = {
  answeredOnTheSpot: said('当场答复率', 'answered on the spot'),
  resolvedAtFirstVisit: said('一次解决率', 'resolved at the first visit'),
  satisfied: said('满意率', 'satisfied'),
  attitude: said('态度好评率', 'good attitude'),
  reopened: said('重办率', 'reopened'),
  repeatComplaints: said('重复投诉率', 'repeated complaints'),
  followUpDone: said('回访完成率', 'followed up'),
  breaches: said('逾期次数', 'breaches'),
  finalCases: said('问责件数', 'final cases'),
  praised: said('受表扬次数', 'praised'),
  score: said('得分', 'score'),
  grade: said('等级', 'grade'),
};

const onTime = (clock: Said): Said => said(`${clock['zh-CN']}及时率`, `${clock.en} on time`);

/**
 * What a figure is called. A month that was frozen long ago may have a figure for which there is no word any more;
 * that is called by its name.
 */
export function figureWords(name: FigureName | 'score' | 'grade', language: Language): string {
  if (!name.startsWith('onTime.')) return OWN[name as Own]?.[language] ?? name;
  const clock = CLOCK_WORDS[name.slice('onTime.'.length) as ClockName];
  return clock === undefined ? name : onTime(clock)[language];
}

/** How something counts in a figure. */
export const COUNTS_WORDS: Words<Counts> = {
  yes: said('是', 'yes'),
  no: said('否', 'no'),
  excluded: said('不计', 'excluded'),
};

export const MONTH_STATE_WORDS = {
  live: said('进行中', 'live'),
  frozen: said('已定稿', 'frozen'),
};

export const ASSESSMENT_GRADE_WORDS: Words<AssessmentGrade> = {
  A: said('优', 'excellent'),
  B: said('良', 'good'),
  C: said('中', 'fair'),
  D: said('差', 'poor'),
};

export const FIGURE_WORDS = Object.fromEntries(
  FIGURES.map((name) => [name, said(figureWords(name, 'zh-CN'), figureWords(name, 'en'))]),
) as Words<FigureName>;
