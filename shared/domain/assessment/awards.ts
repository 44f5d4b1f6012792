/** Awards (奖优, B3c; contract section 6): who grants and withdraws them, and who is shown which. Pure. */
import { defined } from '../kernel/defined.ts';
import { DomainError, forbidden, invalid, notAllowed } from '../kernel/errors.ts';
import { localMonth } from '../kernel/local-spans.ts';
import type { Award } from '../model/award.ts';
import type { Actor, Directory } from '../model/directory.ts';
import { isOffice, rowOfRole } from '../model/roles.ts';
import { versionBarrier } from '../organisation/directory-rules.ts';
import { leads, sectionOf } from '../organisation/organisation.ts';
import { granterAmong, mayAward } from './award-granters.ts';

/** What whoever grants an award says of it. */
export type Grant = Pick<Award, 'about' | 'kind' | 'reason' | 'month'>;

/** An award as it is then, and as whom somebody granted or withdrew it. */
export interface Given {
  readonly award: Award;
  readonly actor: Actor;
}

/**
 * A new award, or why not; in the contract's order: `forbidden`, then `validation-failed`. `actors` is everybody as whom
 * the caller acts, `id` the award's.
 */
export function grantAward(
  actors: readonly Actor[],
  { about, kind, reason, month }: Grant,
  directory: Directory,
  { id, now }: { readonly id: string; readonly now: string },
): Given | DomainError {
  const actor = granterAmong(actors, about, directory);
  if (actor === undefined) return forbidden('award-granters');
  const person = directory.staff.find((each) => each.active && each.id === about.person);
  if (about.person !== undefined && person === undefined) return invalid('/about/person', 'unknown-person');
  if (about.section !== undefined && sectionOf(directory, about.section) === undefined) {
    return invalid('/about/section', 'unknown-section');
  }
  const { id: site, timeZone } = directory.site;
  if (month !== undefined && month > localMonth(now, timeZone)) return invalid('/month', 'month-to-come');
  const of = defined({ section: person?.section, month });
  const award: Award = { id, site, about, ...of, kind, reason, by: actor.id, at: now, version: 1 };
  return { actor, award };
}

/**
 * An award after it was withdrawn, or why not; in the contract's order: `not-found`, `forbidden`, `version-conflict`,
 * `step-not-allowed`. `expected` are versions one of which it must be in.
 */
export function withdrawAward(
  actors: readonly Actor[],
  award: Award | undefined,
  reason: string,
  directory: Directory,
  { now, expected }: { readonly now: string; readonly expected?: readonly number[] | undefined },
): Given | DomainError {
  if (award === undefined || !seesAward(actors, award, directory)) {
    return new DomainError('not-found', 'award-not-visible');
  }
  const actor = granterAmong(actors, award.about, directory);
  if (actor === undefined) return forbidden('award-granters');
  const conflict = versionBarrier(award.version, expected);
  if (conflict !== undefined) return conflict;
  if (award.withdrawn !== undefined) return notAllowed('award-withdrawn');
  const withdrawn = { reason, by: actor.id, at: now };
  return { actor, award: { ...award, withdrawn, version: award.version + 1 } };
}

/**
 * Whether somebody is shown an award: the office and hr any; the leads of a section those of it and its people; oneself
 * one's own, which standing in for somebody is not enough for; and whoever may withdraw it.
 */
export function seesAward(actors: readonly Actor[], award: Award, directory: Directory): boolean {
  const { about, section = about.section } = award;
  return (
    (about.person !== undefined && actors[0]?.id === about.person) ||
    actors.some((actor) => isOffice(actor) || rowOfRole(actor)?.consequences === 'site') ||
    actors.some((actor) => leads(actor, section)) ||
    mayAward(actors, about, directory)
  );
}
