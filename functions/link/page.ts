/** The page behind a resident's link: read without script, signed on with one; large, and fit for a weak phone. */
import { createHash } from 'node:crypto';
import { LINK_SCRIPT } from '../../shared/contract/pages.ts';
import type { LinkedView } from '../../shared/contract/sheets/link-view.ts';
import { localTime } from '../../shared/domain/kernel/local-time.ts';
import type { Language } from '../../shared/domain/model/directory.ts';
import { type HtmlPart, html, type Markup } from '../../shared/mail/html.ts';
import { CLOCK_STATE_WORDS, LINK_STEP_WORDS, STATUS_WORDS } from '../../shared/words/sheet-words.ts';
import { linkForms } from './forms.ts';
import { PAGE_WORDS, type PageWords } from './words.ts';

const STYLE = html`<style>
:root { --bg: #fff; --fg: #16202b; --dim: #4c5763; --line: #857f72; --brand: #1f4e8c; --on: #fff; --late: #b3261e; --ok: #2c6a46; color-scheme: light dark }
@media (prefers-color-scheme: dark) { :root { --bg: #12161b; --fg: #e8ecf1; --dim: #a6b0bc; --line: #7d8896; --brand: #8db8f0; --on: #0d1a2b; --late: #ff9d92; --ok: #8fd0a8 } }
body { max-width: 40rem; margin: 0 auto; padding: 1rem; color: var(--fg); background: var(--bg); font: 1.25rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere }
h1 { margin: 0.2rem 0; font-size: 1.6rem; line-height: 1.3 }
h2 { margin: 1.8rem 0 0.3rem; font-size: 1.3rem }
dt { margin-top: 0.6rem; color: var(--dim) }
dd { margin: 0; white-space: pre-wrap }
ul { margin: 0; padding: 0; list-style: none }
li { padding: 0.5rem 0; border-bottom: 1px solid var(--line) }
li span { color: var(--dim) }
a { color: var(--brand) }
.late { font-weight: 700 }
li .late, .bad { color: var(--late) }
.done { color: var(--ok); font-weight: 700 }
.small { color: var(--dim); font-size: 1rem }
form > details { border: 0 }
details { margin-top: 0.8rem; border-top: 1px solid var(--line) }
summary { padding: 0.8rem 0; font-weight: 650; cursor: pointer }
button { min-height: 60px; padding: 0.4rem 1.4rem; border: 1px solid var(--line); border-radius: 6px; color: inherit; background: var(--bg); font: inherit }
button.main { width: 100%; border-color: var(--brand); color: var(--on); background: var(--brand); font-weight: 650 }
fieldset { margin: 0 0 1rem; padding: 0; border: 0 }
label, legend { display: block }
.mark { display: flex; align-items: center; gap: 0.6rem; min-height: 60px }
.mark input { width: 1.5rem; height: 1.5rem; accent-color: var(--brand) }
input:not([type]), textarea { box-sizing: border-box; width: 100%; min-height: 60px; padding: 0.5rem; border: 1px solid var(--line); border-radius: 6px; color: inherit; background: var(--bg); font: inherit }
svg { display: block; box-sizing: border-box; width: 100%; border: 1px solid var(--line); border-radius: 6px; fill: none; stroke: var(--fg); stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; touch-action: none }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px }
[hidden] { display: none !important }
</style>`;

/** The style as its policy names it: nothing else that is written into the page has any effect. */
const STYLE_DIGEST = createHash('sha256')
  .update(STYLE.toString().replace(/^<style>|<\/style>$/g, ''))
  .digest('base64');

/** What the page may do: bear this style, load the script of its own origin, and send what is signed there. */
export const LINK_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_DIGEST}'`,
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The document, in the reader's language; every text of people's is escaped. */
export function linkPage(view: LinkedView, language: Language): string {
  const words = PAGE_WORDS[language];
  const { labels } = words;
  const { site, number, subject, status, firstContact, comes, outcome, officePhone, may } = view;
  const time = (at: string) => localTime(at, site.timeZone);
  return page(language, words.title(number), [
    html`<p class="small">${language === 'en' ? site.name : site.zh} · ${words.title(number)}</p>
<h1>${subject}</h1>
`,
    list([
      [labels.status, STATUS_WORDS[status][language]],
      [labels.firstContact, firstContact.name],
      [labels.comes, comes && words.by(comes.name, time(comes.dueAt))],
      [labels.outcome, outcome],
    ]),
    promises(view, language, time),
    may.length === 0
      ? undefined
      : html`<h2>${labels.may}</h2>
<div data-without-script>
<p>${may.map((step) => LINK_STEP_WORDS[step][language]).join(language === 'en' ? ', ' : '、')}</p>
<p>${words.how(officePhone)}</p>
</div>
${linkForms(view, language)}`,
    ownPart(view, words, time),
    html`<p class="small">${words.times(site.timeZone, time(view.now))}</p>
<script type="module" src="${LINK_SCRIPT}"></script>
`,
  ]);
}

/** One plain sentence, for a link that opens nothing. */
export function endedPage(language: Language): string {
  const { title, text } = PAGE_WORDS[language].ended;
  return page(language, title, [html`<h1>${title}</h1>\n<p>${text}</p>\n`]);
}

type Time = (at: string) => string;

function promises({ promised }: LinkedView, language: Language, time: Time): Markup | undefined {
  if (promised.length === 0) return undefined;
  const { labels, until } = PAGE_WORDS[language];
  return html`<h2>${labels.promised}</h2>
<ul>
${promised.map(({ title, dueAt, state }) => html`<li>${title}<br><span${state === 'breached' ? html` class="late"` : undefined}>${until(time(dueAt))} · ${CLOCK_STATE_WORDS[state][language]}</span></li>\n`)}</ul>
`;
}

function ownPart({ record, data }: LinkedView, { labels, mark }: PageWords, time: Time): Markup {
  const { resident, details, complaint, appointment, signedAt, objections, rated } = data;
  return html`<h2>${labels.data}</h2>
${list([
  [labels.name, resident.name],
  [labels.phone, resident.phone],
  [labels.address, resident.address],
  [labels.record, record && `${time(record.at)}\n${record.words}`],
  [labels.caller, record?.caller],
  [labels.details, details],
  [labels.place, complaint?.place],
  [labels.cause, complaint?.cause],
  [labels.course, complaint?.course],
  [labels.appointment, appointment && `${time(appointment.from)} – ${time(appointment.to)}`],
  [labels.signed, signedAt.length === 0 ? undefined : signedAt.map(time).join('\n')],
  ...objections.map(({ text, at }) => [labels.objected, `${time(at)}\n${text}`] as const),
  [labels.rated, rated && [mark(rated.satisfaction), rated.feedback ?? ''].filter(Boolean).join('\n')],
])}`;
}

function list(rows: readonly (readonly [label: string, value: string | undefined])[]): Markup {
  const known = rows.filter(([, value]) => value !== undefined && value !== '');
  return html`<dl>
${known.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>\n`)}</dl>
`;
}

function page(language: Language, title: string, parts: readonly HtmlPart[]): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
${STYLE}
</head>
<body>
<main>
${parts}</main>
</body>
</html>
`.toString();
}
