/** The words of an assessment, in every language: in letters, and as headings of CSV. */

import type { Figure } from '../domain/assessment/assessment.ts';
import type { FigureName, OwnFigure } from '../domain/assessment/figures.ts';
import type { ClockName } from '../domain/model/clock.ts';
import type { Language } from '../domain/model/directory.ts';
import { WORDS } from './words.ts';

type Own = OwnFigure | 'score' | 'grade';

const OWN: { readonly [L in Language]: { readonly [F in Own]: string } } = {
  'zh-CN': {
    answeredOnTheSpot: '当场答复率',
    resolvedAtFirstVisit: '一次解决率',
    satisfied: '满意率',
    attitude: '态度好评率',
    reopened: '重办率',
    repeatComplaints: '重复投诉率',
    followUpDone: '回访完成率',
    breaches: '逾期次数',
    finalCases: '问责件数',
    score: '得分',
    grade: '等级',
  },
  en: {
    answeredOnTheSpot: 'answered on the spot',
    resolvedAtFirstVisit: 'resolved at the first visit',
    satisfied: 'satisfied',
    attitude: 'good attitude',
    reopened: 'reopened',
    repeatComplaints: 'repeated complaints',
    followUpDone: 'followed up',
    breaches: 'breaches',
    finalCases: 'final cases',
    score: 'score',
    grade: 'grade',
  },
};

const ON_TIME: { readonly [L in Language]: (promise: string) => string } = {
  'zh-CN': (promise) => `${promise}及时率`,
  en: (promise) => `${promise} on time`,
};

/**
 * What a figure is called. A month that was frozen long ago may have a figure for which there is no word any more;
 * that is called by its name.
 */
export function figureWords(name: FigureName | 'score' | 'grade', language: Language): string {
  if (!name.startsWith('onTime.')) return OWN[language][name as Own] ?? name;
  const promise = WORDS[language].promises[name.slice('onTime.'.length) as ClockName];
  return promise === undefined ? name : ON_TIME[language](promise);
}

const percent = (value: number) => `${(100 * value).toFixed(1)}%`;

/** A figure as a letter says it: `到场及时率：96.0%（48/50）`. */
export function figureLine(name: FigureName, figure: Figure, language: Language, isCount: boolean): string {
  const { label, due } = WORDS[language];
  const { value, numerator, denominator } = figure;
  const said = isCount ? String(numerator) : due(percent(value ?? 0), `${numerator}/${denominator}`);
  return label(figureWords(name, language), said);
}

/** Score and grade as a letter says them, of a section or a person by name. */
export function scoreLine(
  name: string,
  score: number | null,
  grade: string | null,
  language: Language,
): string {
  const { label } = WORDS[language];
  return label(name, score === null ? '—' : `${score.toFixed(1)} ${grade ?? ''}`);
}

/** The root of the last checkpoint, as a letter says it: whoever keeps the letter can hold it against the records. */
export const ANCHORED: { readonly [L in Language]: (root: string, day: string) => string } = {
  'zh-CN': (root, day) => `截至 ${day} 全部记录的存证校验值：${root}`,
  en: (root, day) => `All records up to ${day} are anchored under ${root}`,
};

/** What a month's letter is about. */
export const ASSESSED: { readonly [L in Language]: (month: string, of: string) => string } = {
  'zh-CN': (month, of) => `${month} 考核 · ${of}`,
  en: (month, of) => `Assessment of ${month} · ${of}`,
};
