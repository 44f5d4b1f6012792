/** The public page of commitments (A1.7, A1.8): plain, in the reader's language with the other one below it, fit for a screen by the door. */

import type { PlanView } from '../../shared/contract/commitments/commitments-view.ts';
import type { Compliance } from '../../shared/domain/assessment/compliance.ts';
import { localDay } from '../../shared/domain/kernel/local-time.ts';
import type { Language, Section } from '../../shared/domain/model/directory.ts';
import type { PublicPromise } from '../../shared/domain/model/plan.ts';
import { html, type Markup } from '../../shared/mail/html.ts';
import { AWARD_KIND_WORDS } from '../../shared/words/award-words.ts';
import {
  type Both,
  complianceWords,
  durationWords,
  targetWords,
} from '../../shared/words/commitment-words.ts';
import type { Board } from './board.ts';

const STYLE = html`<style>
body { max-width: 60rem; margin: 0 auto; padding: 1rem; color: #111; background: #fff; font: 1.1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
h1 { font-size: 1.8rem; line-height: 1.3 }
h2 { margin-top: 2.5rem; padding-top: 0.5rem; border-top: 3px solid #111; font-size: 1.4rem }
span[lang] { color: #333 }
h1 span, h2 span, li span, p span, caption span { display: block; font-size: 0.9em; font-weight: normal }
table { width: 100%; margin: 1rem 0; border-collapse: collapse }
caption { padding: 0.3rem 0; text-align: left; font-weight: 600 }
th, td { padding: 0.3rem 0.6rem; border: 1px solid #666; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th span, td span { display: block; font-size: 0.85em; font-weight: normal }
code { overflow-wrap: anywhere }
li { margin: 0.5rem 0; overflow-wrap: anywhere; white-space: pre-line }
</style>`;

const PERCENT = 100;

/** Says the same in both languages, the reader's first. */
type Say = (words: Both) => Markup;
const SAY: { readonly [L in Language]: Say } = {
  'zh-CN': ({ zh, en }) => html`${zh} <span lang="en">${en}</span>`,
  en: ({ zh, en }) => html`${en} <span lang="zh-CN">${zh}</span>`,
};

/**
 * The whole HTML document for plans of a site: without script or anything from outside, every text of people's escaped.
 * @param language the reader's
 */
export function boardPage(board: Board, plans: readonly PlanView[], language: Language): string {
  const { site, opinions, awards, anchor } = board;
  const say = SAY[language];
  const [zh, en] = [`${site.zh} 公开服务承诺`, `${site.name} service commitments`];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${language === 'en' ? `${en} · ${zh}` : `${zh} · ${en}`}</title>
${STYLE}
</head>
<body>
<main>
<h1>${say({ zh, en: `${site.name}: our service commitments` })}</h1>
${officePart(board, say)}
${missingPart(board, say)}
${plans.length === 0 ? html`<p>${say({ zh: '各部门尚未发布服务承诺。', en: 'No section has published commitments yet.' })}</p>` : plans.map((plan) => planPart(board, plan, say))}
<section aria-labelledby="opinions">
<h2 id="opinions">${say({ zh: '意见与建议', en: 'Opinions and suggestions' })}</h2>
<p>${say(opinionsWords(opinions))}</p>
</section>
${awards.length === 0 ? undefined : awardsPart(board, say)}
${anchor === undefined ? undefined : anchorPart(anchor, board, say)}
</main>
</body>
</html>
`.toString();
}

const opinionsWords = ({ month, received, adopted, notAdopted }: Board['opinions']): Both => ({
  zh: `${month}：收到 ${received} 条，采纳 ${adopted} 条，未采纳 ${notAdopted} 条。`,
  en: `${month}: ${received} received, ${adopted} adopted, ${notAdopted} not adopted.`,
});

function officePart({ office }: Board, say: Say): Markup {
  return html`<section aria-labelledby="office">
<h2 id="office">${say({ zh: '办公室', en: 'The office' })}</h2>
${promisesList(office.promises, say)}
</section>`;
}

/** Which sections have promised nothing yet (A1.7). */
function missingPart({ missing, sections }: Board, say: Say): Markup | undefined {
  const without = sections.filter(({ id }) => missing.includes(id));
  if (without.length === 0 || without.length === sections.length) return undefined;
  const zh = without.map((section) => section.zh).join('、');
  const names = without.map(({ name }) => name).join(', ');
  return html`<p>${say({ zh: `尚未发布服务承诺的部门：${zh}。`, en: `No commitments yet: ${names}.` })}</p>`;
}

function promisesList(promises: readonly PublicPromise[], say: Say): Markup | undefined {
  if (promises.length === 0) return undefined;
  const lines = promises.map(({ zh, en, clause }) => {
    const said = clause === undefined ? zh : `${zh}（${clause}）`;
    return html`<li>${en === undefined ? said : say({ zh: said, en })}</li>`;
  });
  return html`<ol>${lines}</ol>`;
}

function awardsPart({ awards, sections, site }: Board, say: Say): Markup {
  const lines = awards.map(({ about, kind, reason, at }) => {
    const { zh, name } = sections.find(({ id }) => id === about.section) ?? {
      zh: about.section,
      name: about.section,
    };
    const [day, called] = [localDay(at, site.timeZone), AWARD_KIND_WORDS[kind]];
    return html`<li>${say({ zh: `${day} ${zh}：${called['zh-CN']}`, en: `${day} ${name}: ${called.en}` })}<br>${reason}</li>`;
  });
  return html`<section aria-labelledby="awards">
<h2 id="awards">${say({ zh: '部门奖励', en: 'Awards of sections' })}</h2>
<ul>${lines}</ul>
</section>`;
}

function anchorPart({ root, at }: NonNullable<Board['anchor']>, { site }: Board, say: Say): Markup {
  const day = localDay(at, site.timeZone);
  return html`<section aria-labelledby="anchor">
<h2 id="anchor">${say({ zh: '记录存证', en: 'Proof of the records' })}</h2>
<p>${say({ zh: `截至 ${day}，所有会签单与案卷的记录均已签名存证，校验值为：`, en: `Up to ${day} the records of all sheets and cases are signed and locked away under this value:` })}<code>${root}</code></p>
</section>`;
}

function planPart({ sections, site }: Board, plan: PlanView, say: Say): Markup {
  const section: Pick<Section, 'zh' | 'name'> = sections.find(({ id }) => id === plan.section) ?? {
    zh: plan.section,
    name: plan.section,
  };
  const from = localDay(plan.effectiveFrom, site.timeZone);
  const anchor = `plan-${plan.section}-${plan.version}`;
  return html`<section aria-labelledby="${anchor}">
<h2 id="${anchor}">${say({ zh: section.zh, en: section.name })}</h2>
<p>${say(validity(plan, from))}</p>
${promisesList(plan.promises, say)}
${targetTable(plan, say)}
${plan.compliance === null ? undefined : complianceTable(plan.compliance, say)}
</section>
`;
}

function validity({ state, version }: PlanView, from: string): Both {
  switch (state) {
    case 'in-force':
      return {
        zh: `第 ${version} 版，自 ${from} 起施行。`,
        en: `Version ${version}, in force since ${from}.`,
      };
    case 'coming':
      return {
        zh: `第 ${version} 版，将于 ${from} 起施行。`,
        en: `Version ${version}, in force from ${from}.`,
      };
    case 'superseded':
      return {
        zh: `第 ${version} 版，已由新版取代。`,
        en: `Version ${version}, replaced by a later one.`,
      };
    default:
      return state satisfies never;
  }
}

function targetTable({ targets }: PlanView, say: Say): Markup | undefined {
  const rows = Object.entries(targets).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return undefined;
  return html`<table>
<caption>${say({ zh: '办理时限', en: 'Time limits' })}</caption>
<thead><tr><th scope="col">${say({ zh: '事项', en: 'Matter' })}</th><th scope="col">${say({ zh: '时限', en: 'Limit' })}</th></tr></thead>
<tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${say(targetWords(name))}</th><td>${say(durationWords(name, value))}</td></tr>`)}</tbody>
</table>`;
}

function complianceTable({ month, figures, grade }: Compliance, say: Say): Markup | undefined {
  const rows = Object.entries(figures).flatMap(([name, { value, numerator, denominator }]) => {
    const words = complianceWords(name);
    const share = `${((value ?? 0) * PERCENT).toFixed(1)}%（${numerator}/${denominator}）`;
    return words === undefined || value === null ? [] : [{ words, share }];
  });
  if (rows.length === 0) return undefined;
  if (grade !== null) rows.push({ words: { zh: '考核等级', en: 'assessed as' }, share: grade });
  return html`<table>
<caption>${say({ zh: `${month} 兑现情况`, en: `How we did in ${month}` })}</caption>
<tbody>${rows.map(({ words, share }) => html`<tr><th scope="row">${say(words)}</th><td>${share}</td></tr>`)}</tbody>
</table>`;
}
