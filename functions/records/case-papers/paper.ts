/** The documents of a case to print (A2.1, A2.6, A2.7c): each a page in Chinese, without script or anything from outside. */

import type { Case, CaseEntry } from '../../../shared/domain/cases/case.ts';
import { localTime } from '../../../shared/domain/kernel/local-time.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { html, type Markup } from '../../../shared/mail/html.ts';
import { STYLE } from '../../middleware/printed-style.ts';
import { field, group, pair } from '../copies/form.ts';
import { namesOnPaper } from '../copies/names.ts';
import { typeFor } from '../copies/type-size.ts';
import type { CaseOnPaper } from './on-paper.ts';
import { conclusionRows, decisionRows, deliveryRows, reviewRows } from './rows.ts';

interface Paper {
  readonly title: string;
  /** The rows of its own; undefined where the case has not come to it. */
  readonly rows: (paper: CaseOnPaper) => readonly Markup[] | undefined;
}

const PAPERS: Readonly<Record<string, Paper>> = {
  conclusion: { title: '违规调查书面结论', rows: conclusionRows },
  decision: { title: '违规问责处理决定书', rows: decisionRows },
  'review-1': { title: '申述复核结果通知书（部门复核）', rows: (paper) => reviewRows(paper, 1) },
  'review-2': { title: '申述复核结果通知书（办公室复核）', rows: (paper) => reviewRows(paper, 2) },
  delivery: { title: '送达证明', rows: deliveryRows },
};

interface CasePapers {
  readonly state: Case;
  readonly entries: readonly CaseEntry[];
  readonly directory: Directory;
}

/**
 * The document of that name as a whole page, or undefined where there is none yet. Whether the reader may have it is
 * decided elsewhere.
 */
export function casePaper(name: string, { state, entries, directory }: CasePapers): string | undefined {
  const kind = Object.hasOwn(PAPERS, name) ? PAPERS[name] : undefined;
  const time = (at: string) => localTime(at, directory.site.timeZone);
  const paper: CaseOnPaper = { state, entries, names: namesOnPaper(directory, entries), time };
  const own = kind?.rows(paper);
  if (kind === undefined || own === undefined) return undefined;
  const rows = [subjectRows(paper), ...own];
  const { site } = directory;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${kind.title} ${state.number}</title>
${STYLE}
</head>
<body class="${typeFor(rows)}">
<main>
<table>
<colgroup><col class="group"><col span="12"></colgroup>
<thead><tr><td colspan="13">
<div class="site">${site.zh}</div>
<h1>${kind.title}</h1>
<div class="about"><span>立案时间：${time(state.openedAt)}</span><span>编号：<b>${state.number}</b></span></div>
</td></tr></thead>
${rows}
</table>
<footer>时间均为当地时间（${site.timeZone}）。本件据记录第 ${state.version} 版打印。</footer>
</main>
</body>
</html>
`.toString();
}

function subjectRows({ state, names }: CaseOnPaper): Markup {
  const section = state.section === undefined ? '—' : names.section(state.section);
  return group('当事人', [
    pair('姓名', names.person(state.about), '部门', section),
    field('依据条款', state.rule),
  ]);
}
