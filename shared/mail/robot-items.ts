/** What robots say of notices (contract section 11): as much as may stand in a group of many readers. */
import { maskedPhone } from '../domain/kernel/masked-phone.ts';
import type { Language } from '../domain/model/directory.ts';
import { paragraphOf, type Telling, type Told } from './paragraph.ts';
import { WORDS } from './words.ts';

/** A notice as a robot says it. */
export interface RobotItem {
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  /** RFC 3339 in UTC. */
  readonly dueAt?: string;
  readonly url: string;
}

/** What of a complaint, or of a case, is said to be of what kind. */
const CONFIDENTIAL = 'confidential';
/** A mobile number or one with an area code, as people write it, which somebody may have typed into a subject. */
const PHONE = /(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})(?!\d)/g;

/**
 * A notice as a robot says it. Of a complaint or a case nothing is said but its number and where it is read by whoever may: neither
 * what it is, nor how late, nor by what it came up.
 */
export function robotItem(
  notice: Told,
  isConfidential: boolean,
  language: Language,
  telling: Telling,
): RobotItem {
  const { kind, headline, number, subject, link: url } = paragraphOf(notice, language, telling);
  if (isConfidential) return { kind: CONFIDENTIAL, number, title: WORDS[language].confidential, url };
  const title = `${headline} · ${subject}`.replace(PHONE, maskedPhone);
  return { kind, number, title, ...(notice.dueAt && { dueAt: notice.dueAt }), url };
}
