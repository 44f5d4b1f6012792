/** The words of an assessment in letters, in every language. */

import type { Figure } from '../domain/assessment/assessment.ts';
import type { FigureName } from '../domain/assessment/figures.ts';
import { LEAST_SHEETS, MONTHS_RUNNING } from '../domain/assessment/worth-awarding.ts';
import type { Language } from '../domain/model/directory.ts';
import { figureWords } from '../words/figure-words.ts';
import { WORDS } from './words.ts';

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

/** Who may be worth an award, as the director's letter says it; it is for the director to grant one. */
export const RUNNING_A: { readonly [L in Language]: (names: string) => string } = {
  'zh-CN': (names) =>
    `连续 ${MONTHS_RUNNING} 个月考核为 A（每月不少于 ${LEAST_SHEETS} 张会签单），是否奖励请您决定：${names}`,
  en: (names) =>
    `Grade A ${MONTHS_RUNNING} months running, on ${LEAST_SHEETS} sheets or more each; whether to award is yours to decide: ${names}`,
};

/** Whom praise named, with how often, as the director's letter says it. */
export const PRAISED: { readonly [L in Language]: (names: string) => string } = {
  'zh-CN': (names) => `本月受到表扬：${names}`,
  en: (names) => `Praised this month: ${names}`,
};

/** A name with how often. */
export const timesLine = (name: string, times: number, language: Language): string =>
  language === 'en' ? `${name} (${times})` : `${name}（${times} 次）`;

/** What a month's letter is about. */
export const ASSESSED: { readonly [L in Language]: (month: string, of: string) => string } = {
  'zh-CN': (month, of) => `${month} 考核 · ${of}`,
  en: (month, of) => `Assessment of ${month} · ${of}`,
};
