/**
 * Who sees whose figures (contract section 6): managers their section's, the office, customer service's managers (B3b) and the
 * overseer all, everybody their own. Pure.
 */

import type { Actor, Directory } from '../model/directory.ts';
import { rowOfRole } from '../model/roles.ts';
import { customerServiceOf, isManagerOf } from '../organisation/organisation.ts';
import type { Assessment } from './assessment.ts';

export interface Scope {
  readonly everything: boolean;
  readonly sections: readonly string[];
  readonly people: readonly string[];
}

/** What somebody may see, as themselves and as whomever they stand in for; undefined: nothing. */
export function scopeOf(actors: readonly Actor[], directory: Directory): Scope | undefined {
  const [self] = actors;
  if (self === undefined || (rowOfRole(self)?.figures ?? 'none') === 'none') return undefined;
  const desk = customerServiceOf(directory)?.id;
  return {
    everything: actors.some(
      (actor) => rowOfRole(actor)?.figures === 'site' || isManagerOf(actor, desk, directory),
    ),
    sections: actors.flatMap((actor) =>
      isManagerOf(actor, actor.section, directory) ? (actor.section ?? []) : [],
    ),
    people: [self.id],
  };
}

/** Whether figures about that person, section or both are within a scope. */
export function within(
  scope: Scope,
  about: { readonly person?: string; readonly section?: string },
): boolean {
  const { everything, sections, people } = scope;
  return (
    everything ||
    (about.section !== undefined && sections.includes(about.section)) ||
    (about.person !== undefined && people.includes(about.person))
  );
}

/** Of an assessment, what is within a scope. */
export function seen<F>({ sections, people }: Assessment<F>, scope: Scope): Assessment<F> {
  return {
    sections: sections.filter(({ id }) => within(scope, { section: id })),
    people: people.filter(({ id, section }) =>
      within(scope, { person: id, ...(section === undefined ? {} : { section }) }),
    ),
  };
}
