/** The page behind a resident's link, until the console has one: plain, without script, fit for a weak phone. */
import type { LinkedView } from '../../shared/contract/sheets/link-view.ts';
import { localTime } from '../../shared/domain/kernel/local-time.ts';
import type { Language } from '../../shared/domain/model/directory.ts';
import { type HtmlPart, html, type Markup } from '../../shared/mail/html.ts';
import { CLOCK_STATE_WORDS, LINK_STEP_WORDS, STATUS_WORDS } from '../../shared/words/sheet-words.ts';
import { PAGE_WORDS, type PageWords } from './words.ts';

const STYLE = html`<style>
body { max-width: 40rem; margin: 0 auto; padding: 1rem; color: #111; background: #fff; font: 1.1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere }
h1 { margin: 0.2rem 0; font-size: 1.5rem; line-height: 1.3 }
h2 { margin: 1.8rem 0 0.3rem; font-size: 1.2rem }
dt { margin-top: 0.6rem; color: #444 }
dd { margin: 0; white-space: pre-wrap }
table { width: 100%; border-collapse: collapse }
th, td { padding: 0.3rem 0.4rem; border: 1px solid #666; text-align: left; vertical-align: top }
.late { font-weight: 700 }
.small { color: #444; font-size: 0.9rem }
</style>`;

/** The document, in the reader's language; every text of people's is escaped. */
export function linkPage(view: LinkedView, language: Language): string {
  const words = PAGE_WORDS[language];
  const { labels } = words;
  const { site, number, subject, status, firstContact, comes, outcome, officePhone, may } = view;
  const time = (at: string) => localTime(at, site.timeZone);
  return page(language, words.title(number), [
    html`<p class="small">${language === 'en' ? site.name : site.zh}</p>
<h1>${words.title(number)}</h1>
`,
    list([
      [labels.subject, subject],
      [labels.status, STATUS_WORDS[status][language]],
      [labels.firstContact, firstContact.name],
      [labels.comes, comes && words.by(comes.name, time(comes.dueAt))],
      [labels.outcome, outcome],
    ]),
    promises(view, language, time),
    may.length === 0
      ? undefined
      : html`<h2>${labels.may}</h2>
<p>${may.map((step) => LINK_STEP_WORDS[step][language]).join(language === 'en' ? ', ' : '、')}</p>
<p>${words.how(officePhone)}</p>
`,
    ownPart(view, words, time),
    html`<p class="small">${words.times(site.timeZone, time(view.now))}</p>
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
  const { labels } = PAGE_WORDS[language];
  return html`<h2>${labels.promised}</h2>
<table>
<thead><tr><th scope="col">${labels.promise}</th><th scope="col">${labels.until}</th><th scope="col">${labels.state}</th></tr></thead>
<tbody>${promised.map(({ title, dueAt, state }) => html`<tr><td>${title}</td><td>${time(dueAt)}</td><td${state === 'breached' ? html` class="late"` : undefined}>${CLOCK_STATE_WORDS[state][language]}</td></tr>`)}</tbody>
</table>
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
