/** One notice as a letter tells it, before it is text or HTML. */

import { LAST_LEVEL } from '../domain/clocks/escalation.ts';
import { localTime } from '../domain/kernel/local-time.ts';
import type { Language } from '../domain/model/directory.ts';
import type { Notice } from '../domain/notices/notices.ts';
import { oneLine, plainLines } from './plain-text.ts';
import { type Label, WORDS } from './words.ts';

export interface Telling {
  /** Where people read sheets, without `/sheets`. */
  readonly baseUrl: string;
  /** When the letter is written, RFC 3339: lateness counts to it. */
  readonly now: string;
  /** The site's, an IANA name. */
  readonly timeZone: string;
}

export interface Paragraph {
  /** What it is, and how late. */
  readonly headline: string;
  readonly number: string;
  readonly subject: string;
  readonly where: string | undefined;
  /** What there is to know, in order, each on one line. */
  readonly fields: readonly (readonly [label: Label, value: string])[];
  readonly message: readonly string[];
  /** What the reader is asked for beyond the headline. */
  readonly request: string | undefined;
  readonly link: string;
}

/** How late at an instant, or how long is left until then; undefined without a deadline. */
function howLate(notice: Notice, language: Language, now: string): string | undefined {
  if (notice.dueAt === undefined) return undefined;
  const { late, left } = WORDS[language];
  const ms = Date.parse(now) - Date.parse(notice.dueAt);
  return ms > 0 ? late(ms) : left(-ms);
}

/** A notice in the words of a language. */
export function paragraphOf(
  notice: Notice,
  language: Language,
  { baseUrl, now, timeZone }: Telling,
): Paragraph {
  const words = WORDS[language];
  const { kind, promise, level = 1, where, phone, owedBy, dueAt, clause, at, message } = notice;
  const how = howLate(notice, language, now);
  const due =
    dueAt === undefined || how === undefined ? undefined : words.due(localTime(dueAt, timeZone), how);
  const fields: readonly (readonly [Label, string | undefined])[] = [
    ['number', notice.number],
    ['subject', notice.subject],
    ['where', where],
    ['phone', phone],
    ['owedBy', owedBy?.[language]],
    ['due', due],
    ['clause', clause],
    ['at', localTime(at, timeZone)],
  ];
  return {
    headline: words.headlines[kind]({
      promise: promise === undefined ? words.promise : words.promises[promise],
      how: how ?? '',
      level,
    }),
    number: notice.number,
    subject: oneLine(notice.subject),
    where: where === undefined ? undefined : oneLine(where),
    fields: fields.flatMap(([label, value]) => (value === undefined ? [] : [[label, oneLine(value)]])),
    message: message === undefined ? [] : plainLines(message),
    request: kind === 'escalation' && level === LAST_LEVEL ? words.proposal : undefined,
    link: `${baseUrl.replace(/\/+$/, '')}${notice.path ?? `/sheets/${encodeURIComponent(notice.sheet)}`}`,
  };
}
