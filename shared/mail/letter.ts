/** One letter with all that waits for a person (contract section 3, "Mail"). */
import type { Person } from '../domain/model/directory.ts';
import type { Notice } from '../domain/notices/notices.ts';
import { html, type Markup } from './html.ts';
import { inOrder, isOverdue } from './order.ts';
import { type Paragraph, paragraphOf, type Telling } from './paragraph.ts';
import { clipped, oneLine } from './plain-text.ts';
import { type LetterWords, WORDS } from './words.ts';

interface Letter {
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
  notices: readonly Notice[],
  telling: Telling,
): Letter {
  const language = person.language ?? 'zh-CN';
  const words = WORDS[language];
  const paragraphs = inOrder(notices).map((notice) => paragraphOf(notice, language, telling));
  const [worst] = paragraphs;
  if (worst === undefined) throw new RangeError('a letter needs something to tell');

  const count = words.count(notices.length, notices.filter(isOverdue).length);
  const subject = subjectOf(
    worst,
    paragraphs.length > 1 ? (told) => words.several(count, told) : (told) => told,
  );
  const greeting = words.greeting(oneLine(person.name));
  const footer = words.footer(telling.timeZone);
  return {
    subject,
    text: [greeting, count, ...paragraphs.map((each, nth) => asText(each, nth + 1, words)), footer].join(
      '\n\n',
    ),
    html: page(language, subject, [
      html`<p>${greeting}</p>\n<p>${count}</p>\n`,
      html`<table>\n${paragraphs.map((each, nth) => asRows(each, nth + 1, words))}</table>\n`,
      html`<p>${footer}</p>\n`,
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
  const { headline, fields, message, request, link } = paragraph;
  const lines = [
    ...fields.map(([name, value]) => label(labels[name], value)),
    ...(message.length === 0
      ? []
      : [label(labels.message, '').trimEnd(), ...message.map((line) => `> ${line}`)]),
    ...(request === undefined ? [] : [request]),
    label(labels.link, link),
  ];
  return [`${nth}. ${headline}`, ...lines.map((line) => `   ${line}`)].join('\n');
}

function asRows(paragraph: Paragraph, nth: number, { labels }: LetterWords): Markup {
  const { headline, fields, message, request, link } = paragraph;
  const written = message.map((line, place) => (place === 0 ? html`${line}` : html`<br>${line}`));
  return html`<tr><th colspan="2">${nth}. ${headline}</th></tr>
${fields.map(([name, value]) => row(labels[name], value))}${
  message.length === 0 ? undefined : row(labels.message, written)
}${request === undefined ? undefined : html`<tr><td colspan="2">${request}</td></tr>\n`}${row(
  labels.link,
  html`<a href="${link}">${link}</a>`,
)}`;
}

const row = (label: string, value: Parameters<typeof html>[1]) =>
  html`<tr><td class="label">${label}</td><td>${value}</td></tr>\n`;

/** A telephone shows it as wide as it is; where styles are dropped the table still reads in order. */
function page(language: string, title: string, parts: readonly Markup[]): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body { font: 16px/1.5 sans-serif; margin: 12px; }
table { border-collapse: collapse; width: 100%; max-width: 40em; }
th { text-align: left; padding: 16px 0 4px; border-bottom: 1px solid #999; }
td { vertical-align: top; padding: 2px 0; overflow-wrap: anywhere; }
td.label { width: 5em; padding-right: 8px; color: #555; overflow-wrap: normal; }
</style>
</head>
<body>
${parts}</body>
</html>
`.toString();
}
