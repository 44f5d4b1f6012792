/** One letter with all that waits for a person (contract section 3, "Mail"). */
import type { Person } from '../domain/model/directory.ts';
import { html, type Markup } from './html.ts';
import { inOrder, isOverdue } from './order.ts';
import { type Paragraph, paragraphOf, siteOf, type Telling, type Told } from './paragraph.ts';
import { clipped, oneLine } from './plain-text.ts';
import { STYLE } from './style.ts';
import { type LetterWords, WORDS } from './words.ts';

interface Letter {
  /** Whose letter it is: the name of the site that it is about, in the reader's language; of several all of them. */
  readonly sender: string;
  /** One line, at most 200 UTF-16 units. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const MOST_OF_A_SUBJECT = 200;
const BETWEEN = ' · ';

/**
 * Writes a person's notices, in any order, as one letter in their language (中文 unless they chose another). The same
 * notices, person and instant always give the same letter; its text and its HTML say the same.
 * @throws RangeError when there is no notice, or no such time zone
 */
export function letterOf(
  person: Pick<Person, 'name' | 'language'>,
  notices: readonly Told[],
  telling: Telling,
): Letter {
  const language = person.language ?? 'zh-CN';
  const words = WORDS[language];
  const ordered = inOrder(notices);
  const sites = [...new Set(ordered.map((notice) => siteOf(notice, telling)))];
  const paragraphs = ordered.map((notice) => {
    const paragraph = paragraphOf(notice, language, telling);
    const site = { label: words.labels.site, value: oneLine(words.site(siteOf(notice, telling))) };
    return sites.length > 1 ? { ...paragraph, fields: [site, ...paragraph.fields] } : paragraph;
  });
  const [worst] = paragraphs;
  if (worst === undefined) throw new RangeError('a letter needs something to tell');

  const count = words.count(notices.length, notices.filter(isOverdue).length);
  const subject = subjectOf(
    worst,
    paragraphs.length > 1 ? (told) => words.several(count, told) : (told) => told,
  );
  const sender = words.list(sites.map((site) => oneLine(words.site(site))));
  const greeting = words.greeting(oneLine(person.name));
  const footer = words.footer(words.list([...new Set(sites.map(({ timeZone }) => timeZone))]));
  return {
    ...{ sender, subject },
    text: [
      ...[sender, greeting, count],
      ...paragraphs.map((each, nth) => asText(each, nth + 1, words)),
      footer,
    ].join('\n\n'),
    html: page(language, subject, [
      html`<p class="site">${sender}</p>\n<p>${greeting}</p>\n<p class="small">${count}</p>\n`,
      ...paragraphs.map((each, nth) => asMarkup(each, nth + 1, words)),
      html`<p class="small foot">${footer}</p>\n`,
    ]),
  };
}

/** What, how late, which sheet and where; what a person wrote is clipped first, so that the rest is whole. */
function subjectOf({ headline, number, subject, where = '' }: Paragraph, framed: (told: string) => string) {
  const told = (about: string, place: string) =>
    framed([headline, about, place, number].filter((part) => part !== '').join(BETWEEN));
  const room = MOST_OF_A_SUBJECT - told('', '').length - 2 * BETWEEN.length;
  const place = clipped(where, Math.max(Math.floor(room / 3), room - subject.length));
  return told(clipped(subject, room - place.length), place);
}

function asText(paragraph: Paragraph, nth: number, { label, labels }: LetterWords): string {
  const { headline, fields, said, request, link, ownLink } = paragraph;
  const lines = [
    ...fields.map((field) => label(field.label, field.value)),
    ...(said === undefined
      ? []
      : [label(said.label, '').trimEnd(), ...said.lines.map((line) => `> ${line}`)]),
    request,
    ...(ownLink === undefined ? [] : [label(labels.ownLink, ownLink)]),
    label(labels.link, link),
  ];
  return [`${nth}. ${headline}`, ...lines.map((line) => `   ${line}`)].join('\n');
}

function asMarkup(paragraph: Paragraph, nth: number, { labels }: LetterWords): Markup {
  const { kind, headline, fields, said, request, link, ownLink } = paragraph;
  const tone = isOverdue({ kind }) ? 'late' : kind === 'warning' ? 'near' : 'told';
  return html`<div class="notice ${tone}">
<h2>${nth}. ${headline}</h2>
<table>
${fields.map(({ label, value }) => html`<tr><td class="label">${label}</td><td>${value}</td></tr>\n`)}</table>
${said && html`<p class="label">${said.label}</p>\n<p class="said">${inLines(said.lines)}</p>\n`}<p class="todo">${request}</p>
${ownLink && html`<p class="open"><a href="${ownLink}">${labels.ownLink}</a></p>\n`}<p class="open"><a href="${link}">${labels.link}</a></p>
</div>
`;
}

const inLines = (lines: readonly string[]) =>
  lines.map((line, place) => (place === 0 ? html`${line}` : html`<br>${line}`));

/** One column, as wide as a telephone or a page; where styles are dropped it still reads in order. */
function page(language: string, title: string, parts: readonly Markup[]): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
${STYLE}
</head>
<body>
<div class="letter">
${parts}</div>
</body>
</html>
`.toString();
}
