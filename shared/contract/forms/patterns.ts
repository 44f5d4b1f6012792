/** Forms that a pattern says, and how a fault is put into words: nobody is told a regular expression. */
import type { FormReason } from '../messages.ts';

/** An id of the organisation directory: of a person, a section or a site. */
export const DIRECTORY_ID = /^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$/;

const SITE_ID = DIRECTORY_ID.source.slice(1, -1);
/** One or several ids of sites, separated by commas. */
export const SITE_IDS = new RegExp(`^${SITE_ID}(?:,${SITE_ID}){0,99}$`);

/** A telephone number as people write it. */
export const PHONE = /^\+?[0-9][0-9 ()-]{2,28}[0-9]$/;

/** The name of a secret in Secrets Manager. */
export const SECRET_NAME = /^[\w/+=.@-]{1,128}$/;

const REASONS: readonly (readonly [pattern: RegExp, reason: FormReason | 'id-form'])[] = [
  [DIRECTORY_ID, 'id-form'],
  [SITE_IDS, 'id-form'],
  [PHONE, 'phone-form'],
];

/** What is wrong with a text that does not match a pattern, written as `/…/`. */
export const reasonOfPattern = (pattern: string | undefined): FormReason | 'id-form' =>
  REASONS.find(([each]) => String(each) === pattern)?.[1] ?? 'other-form';
