/** The documents of a case to print (A2.1, A2.6, A2.7c): each a page, without script or anything from outside. */

import type { Case, CaseEntry } from '../../../shared/domain/cases/case.ts';
import { localTime } from '../../../shared/domain/kernel/local-time.ts';
import type { Directory, Language } from '../../../shared/domain/model/directory.ts';
import { html, type Markup } from '../../../shared/mail/html.ts';
import { type Said, said } from '../../../shared/words/said.ts';
import { STYLE } from '../../middleware/printed-style.ts';
import { field, group, multiline, pair } from '../copies/form.ts';
import { namesOnPaper } from '../copies/names.ts';
import { typeFor } from '../copies/type-size.ts';
import type { CaseOnPaper, RuleOnPaper } from './on-paper.ts';
import { conclusionRows, decisionRows, deliveryRows, reviewRows } from './rows.ts';

interface Paper {
  readonly title: Said;
  /** The rows of its own; undefined where the case has not come to it. */
  readonly rows: (paper: CaseOnPaper) => readonly Markup[] | undefined;
}

const PAPERS: Readonly<Record<string, Paper>> = {
  conclusion: { title: said('违规调查书面结论', 'Written conclusion'), rows: conclusionRows },
  decision: { title: said('违规问责处理决定书', 'Decision'), rows: decisionRows },
  'review-1': {
    title: said('申述复核结果通知书（部门复核）', 'Result of the section’s review'),
    rows: (paper) => reviewRows(paper, 1),
  },
  'review-2': {
    title: said('申述复核结果通知书（办公室复核）', 'Result of the office’s review'),
    rows: (paper) => reviewRows(paper, 2),
  },
  delivery: { title: said('送达回证', 'Proof of delivery'), rows: deliveryRows },
};

/** What of a page signature and seal take, in millimetres; English labels take more lines than Chinese ones. */
const RESERVED: { readonly [L in Language]: number } = { 'zh-CN': 35, en: 75 };

interface CasePapers {
  readonly state: Case;
  readonly entries: readonly CaseEntry[];
  readonly directory: Directory;
  readonly rule: RuleOnPaper;
  readonly language: Language;
}

/**
 * The document of that name as a whole page, or undefined where there is none yet. Whether the reader may have it is
 * decided elsewhere.
 */
export function casePaper(
  name: string,
  { state, entries, directory, rule, language }: CasePapers,
): string | undefined {
  const kind = Object.hasOwn(PAPERS, name) ? PAPERS[name] : undefined;
  const time = (at: string) => localTime(at, directory.site.timeZone);
  const say = (zh: string, en: string) => (language === 'zh-CN' ? zh : en);
  const names = namesOnPaper(directory, entries, language);
  const paper: CaseOnPaper = { state, entries, names, rule, language, time, say };
  const own = kind?.rows(paper);
  if (kind === undefined || own === undefined) return undefined;
  const rows = [subjectRows(paper), ...own];
  const { site } = directory;
  const title = kind.title[language];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} ${state.number}</title>
${STYLE}
</head>
<body class="${typeFor(rows, RESERVED[language])}">
<main>
<table>
<colgroup><col class="group"><col span="12"></colgroup>
<thead><tr><td colspan="13">
<div class="site">${say(site.zh, site.name)}</div>
<h1>${title}</h1>
<div class="about"><span>${say('立案时间：', 'Opened: ')}${time(state.openedAt)}</span><span>${say('编号：', 'Number: ')}<b>${state.number}</b></span></div>
</td></tr></thead>
${rows}
</table>
<footer>${say(
    `时间均为当地时间（${site.timeZone}）。本件据记录第 ${state.version} 版打印。`,
    `All times are local (${site.timeZone}). Printed from version ${state.version} of the record.`,
  )}</footer>
</main>
</body>
</html>
`.toString();
}

function subjectRows({ state, names, rule, language, say }: CaseOnPaper): Markup {
  const section = state.section === undefined ? '—' : names.section(state.section);
  const title = rule.title?.[language];
  const named =
    title === undefined
      ? say(`公开服务承诺 ${state.rule}`, `published promise ${state.rule}`)
      : say(`${title}（${state.rule}）`, `${title} (${state.rule})`);
  return group(say('当事人', 'Person'), [
    pair(say('姓名', 'Name'), names.person(state.about), say('部门', 'Section'), section),
    field(say('依据条款', 'Rule'), named),
    rule.words === undefined
      ? undefined
      : field(say('条款内容', 'Its words'), multiline(rule.words[language])),
  ]);
}
