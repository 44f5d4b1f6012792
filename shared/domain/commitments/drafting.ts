/** Who drafts a section's commitments, who publishes them, and from when they hold (A1.7). Pure. */

import { DomainError, forbidden, invalid, notAllowed } from '../kernel/errors.ts';
import type { Actor, Directory } from '../model/directory.ts';
import type { Commitments, Draft, PublishedPlan } from '../model/plan.ts';
import { isOffice } from '../model/roles.ts';
import { versionBarrier } from '../organisation/directory-rules.ts';
import { isManagerOf, leads } from '../organisation/organisation.ts';
import { published } from './commitments.ts';
import { OFFICE_PLAN } from './office-plan.ts';

/** A section of a site, or its office, with everybody as whom the caller acts there. */
export interface Drafting {
  readonly actors: readonly Actor[];
  readonly directory: Directory;
  readonly section: string;
  readonly now: string;
  readonly expected: readonly number[] | undefined;
  /** The last draft that is not published. */
  readonly draft: Draft | undefined;
  /** Drafts are counted on through publications, so that none is taken for another. */
  readonly lastRevision: number;
}

/** The draft that the section's manager makes, of the office's own plan the director; or why not. */
export function drafted(commitments: Commitments, drafting: Drafting): Draft | DomainError {
  const { actors, directory, section, now, draft, lastRevision } = drafting;
  if (commitments.effectiveFrom < now) return invalid('/effectiveFrom', 'effective-past');
  const isOffices = section === OFFICE_PLAN;
  const drafter = actors.find((actor) =>
    isOffices ? actor.role === 'director' : isManagerOf(actor, section, directory),
  );
  if (drafter === undefined) return forbidden(isOffices ? 'director-drafts' : 'manager-drafts');
  const barrier = versionBarrier(draft?.revision, drafting.expected);
  if (barrier !== undefined) return barrier;
  return {
    ...commitments,
    ...{ site: directory.site.id, section, draftedAt: now, draftedBy: drafter.id },
    revision: lastRevision + 1,
  };
}

/** The next version of the section's plan that the director publishes, or why not. */
export function publication(drafting: Drafting): PublishedPlan | DomainError {
  const { actors, directory, section, now, draft, expected } = drafting;
  const director = actors.find(({ role }) => role === 'director');
  if (director === undefined) return forbidden('director-publishes');
  const barrier = versionBarrier(draft?.revision, expected);
  if (barrier !== undefined) return barrier;
  if (draft === undefined) return notAllowed('no-draft');
  const versions = (directory.plans ?? []).filter((plan) => plan.section === section);
  const last = Math.max(0, ...versions.map(({ version }) => version));
  return published(draft, last + 1, director.id, now);
}

/** The draft, for those who write it, lead the section or decide about it. */
export function readableDraft({ actors, section, draft }: Drafting): Draft | DomainError {
  const may = actors.some((actor) => leads(actor, section) || isOffice(actor));
  if (!may) return forbidden('reads-draft');
  return draft ?? new DomainError('not-found', 'no-draft');
}
