/** One notice as a letter tells it, before it is text or HTML. */

import type { CaseNotice } from '../domain/cases/notices.ts';
import { clauseTitle } from '../domain/kernel/clauses.ts';
import { localTime } from '../domain/kernel/local-time.ts';
import type { Language, Site } from '../domain/model/directory.ts';
import type { Appointment } from '../domain/model/sheet.ts';
import type { NoticeKind } from '../domain/notices/notice-table.ts';
import type { Notice } from '../domain/notices/notices.ts';
import { WAGES_WORDS } from '../words/case-words.ts';
import { capital } from '../words/said.ts';
import { addressOf, sheetAddress } from './addresses.ts';
import { oneLine, plainLines } from './plain-text.ts';
import { WORDS } from './words.ts';

/** A notice of a sheet, or of a case. */
export type Told = Notice &
  Partial<CaseNotice> & {
    /** Where its reader, the resident, opens the sheet without a login. */
    readonly ownLink?: string;
  };

export interface Telling {
  /** Where people read sheets, without `/sheets`. */
  readonly baseUrl: string;
  /** When the letter is written, RFC 3339: lateness counts to it. */
  readonly now: string;
  /** Whose letter it is, and by which clocks it tells times, as far as nothing is told of the sites of `sites`. */
  readonly site: LetterSite;
  /** The sites that notices are of, by id: whoever works above the sites is told of several. */
  readonly sites?: ReadonlyMap<string, LetterSite>;
}

export type LetterSite = Pick<Site, 'name' | 'zh' | 'timeZone'>;

/** The site that a notice is of. */
export const siteOf = ({ site }: Told, telling: Telling): LetterSite =>
  telling.sites?.get(site) ?? telling.site;

/** Something to know by its name. */
export interface Field {
  readonly label: string;
  readonly value: string;
}

export interface Paragraph {
  readonly kind: NoticeKind;
  /** What it is, and how late. */
  readonly headline: string;
  readonly number: string;
  readonly subject: string;
  readonly where: string | undefined;
  /** What there is to know, in order, each on one line. */
  readonly fields: readonly Field[];
  /** What somebody wrote, line by line; undefined where nobody did. */
  readonly said: { readonly label: string; readonly lines: readonly string[] } | undefined;
  /** What the reader is to do. */
  readonly request: string;
  readonly link: string;
  /** The same without a login, for the resident. */
  readonly ownLink: string | undefined;
}

/** What may be appealed against: until when counts the whole of the last local day, so the end itself is not shown. */
const APPEALABLE: readonly NoticeKind[] = ['decision', 'review-result', 'window'];

/** Whether it asks whoever asked for a signature afterwards (补签). */
const isSigned = ({ kind, promise }: Notice) =>
  promise === 'countersign' && (kind === 'opened' || kind === 'amended');

/** How late at an instant, or how long is left until then. */
function howLate(dueAt: string, language: Language, now: string): string {
  const { late, left } = WORDS[language];
  const ms = Date.parse(now) - Date.parse(dueAt);
  return ms > 0 ? late(ms) : left(-ms);
}

/** The instant as the site's clocks show it; of a window the last minute in which it is open, as on paper: 23:59. */
function untilOf({ kind, dueAt }: Notice, timeZone: string): string | undefined {
  if (dueAt === undefined) return undefined;
  const last = Date.parse(dueAt) - (APPEALABLE.includes(kind) ? 1 : 0);
  return localTime(new Date(last).toISOString(), timeZone);
}

function clauseOf(id: string, language: Language): string {
  const title = clauseTitle(id)?.[language];
  return title === undefined ? id : WORDS[language].clause(title, id);
}

/**
 * A notice in the words of a language. One that this version does not know, since a later one kept it, says in general that
 * there is something, and where: so that a release can be taken back, and one bad notice stays one.
 */
export function paragraphOf(notice: Told, language: Language, telling: Telling): Paragraph {
  if (!Object.hasOwn(WORDS[language].headlines, notice.kind)) return generally(notice, language, telling);
  try {
    return inDetail(notice, language, telling);
  } catch {
    return generally(notice, language, telling);
  }
}

/** What can be said of any notice: of what it is, and where that is read. */
function generally(notice: Told, language: Language, telling: Telling): Paragraph {
  const { general, labels } = WORDS[language];
  const { kind, number = '', subject = '', at } = notice;
  const known = [
    [labels.number, number],
    [labels.subject, subject],
    [labels.at, Number.isNaN(Date.parse(at)) ? '' : localTime(at, siteOf(notice, telling).timeZone)],
  ] as const;
  return {
    ...{ kind, headline: general.headline, number, subject: oneLine(subject), where: undefined },
    fields: known.flatMap(([label, value]) => (value === '' ? [] : [{ label, value: oneLine(value) }])),
    ...{ said: undefined, request: general.request, link: linkOf(notice, telling), ownLink: undefined },
  };
}

const linkOf = ({ path, sheet }: Told, { baseUrl }: Telling): string =>
  path === undefined ? sheetAddress(baseUrl, sheet) : addressOf(baseUrl, path);

function inDetail(notice: Told, language: Language, telling: Telling): Paragraph {
  const words = WORDS[language];
  const { timeZone } = siteOf(notice, telling);
  const { kind, promise, level = 1, where, rule, dueAt, message, decided } = notice;
  const how = dueAt === undefined ? undefined : howLate(dueAt, language, telling.now);
  const until = untilOf(notice, timeZone);
  const facts = {
    promise: (promise && words.promises[promise]) ?? words.promise,
    ...{ how: how ?? '', level, until: until ?? '', signs: isSigned(notice) },
  };
  const subject = rule === undefined ? notice.subject : ruleWords(rule, language);
  return {
    kind,
    headline: words.headlines[kind](facts),
    number: notice.number,
    subject: oneLine(subject),
    where: where === undefined ? undefined : oneLine(where),
    fields: fieldsOf({ ...notice, subject }, language, timeZone, until && how && words.due(until, how)),
    said:
      message === undefined
        ? undefined
        : { label: words.labels[decided ? 'reason' : 'message'], lines: plainLines(message) },
    request: words.requests[kind](facts),
    link: linkOf(notice, telling),
    ownLink: notice.ownLink,
  };
}

/** What a case is about: a clause by its title, or what a section has promised. */
function ruleWords(rule: string, language: Language): string {
  return clauseTitle(rule) === undefined ? WORDS[language].published(rule) : clauseOf(rule, language);
}

/** From when to when, as the site's clocks show it. */
const span = ({ from, to }: Appointment, timeZone: string): string =>
  `${localTime(from, timeZone)} – ${localTime(to, timeZone)}`;

function fieldsOf(
  notice: Told,
  language: Language,
  timeZone: string,
  due: string | undefined,
): readonly Field[] {
  const { labels, promises, before, list, fields, reviews, sanctions, outcome } = WORDS[language];
  const { promised = [], changed = [], changedBy, decided, rule, appointment } = notice;
  const dueLabel = isSigned(notice)
    ? capital(promises.countersign)
    : labels[APPEALABLE.includes(notice.kind) ? 'appeal' : 'due'];
  const known: readonly (readonly [label: string, value: string | undefined])[] = [
    [labels.number, notice.number],
    [rule === undefined ? labels.subject : labels.rule, notice.subject],
    [labels.where, notice.where],
    [labels.phone, notice.phone],
    [labels.insteadOf, notice.insteadOf?.name],
    [labels.firstContact, notice.firstContact],
    [labels.handler, notice.handler],
    [labels.appointment, appointment && span(appointment, timeZone)],
    [labels.changedBy, changedBy && list(changedBy)],
    [labels.changed, changed.length === 0 ? undefined : list(changed.map((field) => fields[field]))],
    ...promised.map(
      ({ promise, dueAt }) => [capital(promises[promise]), before(localTime(dueAt, timeZone))] as const,
    ),
    [labels.owedBy, notice.owedBy?.[language]],
    [labels.review, decided?.outcome && reviews[decided.outcome]],
    [
      labels.outcome,
      decided &&
        outcome(
          decided.sanctions.map((each) => sanctions[each]),
          decided.compensation,
        ),
    ],
    [labels.wages, decided?.compensation && WAGES_WORDS[language]],
    [dueLabel, due],
    [labels.clause, notice.clause && clauseOf(notice.clause, language)],
    [labels.at, localTime(notice.at, timeZone)],
  ];
  return known.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value: oneLine(value) }]));
}
