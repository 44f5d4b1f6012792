/** Changes that wait for a second pair of eyes (contract section 2, "Four eyes"): asked, confirmed, dismissed. Pure. */
import { DAY_MS } from '../kernel/duration.ts';
import { DomainError, forbidden, notAllowed } from '../kernel/errors.ts';
import type { Actor, Directory, Person } from '../model/directory.ts';
import { SECOND_EYES } from '../model/roles.ts';
import { versionOf } from './directory-rules.ts';
import { confirmerAmong } from './four-eyes.ts';
import { actorsAt, type OrganisationReader } from './reach.ts';

/** Until when a change waits: `P14D`. */
const WAITS_MS = 14 * DAY_MS;

/** What is asked for, and of whom; whatever needs four eyes is a kind of it. */
export interface WaitingChange {
  readonly id: string;
  readonly kind: 'person';
  /** The id of whom it is about. */
  readonly subject: string;
  /** Where it waits. */
  readonly site: string;
  /** Who asked. */
  readonly actor: Actor;
  readonly at: string;
  /** From then on it is over, RFC 3339. */
  readonly endsAt: string;
  readonly before: Person | null;
  readonly after: Person;
}

/** A change as it is kept: what became of it stays known for a time. */
export interface KeptChange {
  readonly change: WaitingChange;
  readonly state: 'waiting' | 'confirmed' | 'dismissed';
}

/** A change that somebody asks for now. */
export function askedChange(asked: Omit<WaitingChange, 'kind' | 'subject' | 'endsAt'>): WaitingChange {
  const endsAt = new Date(Date.parse(asked.at) + WAITS_MS).toISOString();
  return { ...asked, kind: 'person', subject: asked.after.id, endsAt };
}

export const isWaiting = ({ change, state }: KeptChange, now: string): boolean =>
  state === 'waiting' && now < change.endsAt;

/** Whether the reader is shown what waits at a site. */
export const seesChanges = (reader: OrganisationReader, site: string): boolean =>
  actorsAt(reader, site).some(({ role }) => SECOND_EYES.some((each) => each === role));

/** Why somebody may not list what waits at a site; undefined where they may. */
export function listBarrier(
  reader: OrganisationReader,
  site: Directory | undefined,
): DomainError | undefined {
  if (site === undefined || actorsAt(reader, site.site.id).length === 0) {
    return new DomainError('not-found', 'unknown-site');
  }
  return seesChanges(reader, site.site.id) ? undefined : forbidden('changes-readers');
}

export interface SettleContext {
  readonly reader: OrganisationReader & { readonly person: Pick<Person, 'id' | 'site' | 'sites' | 'role'> };
  /** The subject as the directory has them now. */
  readonly person: Person | undefined;
  /** Of the sites before and after the change, with the people above them. */
  readonly former: Directory | undefined;
  readonly directory: Directory;
  readonly now: string;
}

/**
 * As whom somebody settles a change, or why not: `not-found` for whoever may not see it, `forbidden`, `step-not-allowed`
 * where it is over, or the person has changed since.
 */
export function settlerOf(
  how: 'confirm' | 'dismiss',
  kept: KeptChange | undefined,
  { reader, person, former, directory, now }: SettleContext,
): Actor | DomainError {
  const hidden = new DomainError('not-found', 'change-not-visible');
  if (kept === undefined) return hidden;
  const { change } = kept;
  const actors = actorsAt(reader, change.site);
  const there = former?.site.id === change.site ? former : directory;
  const asked = {
    actor: change.actor,
    before: change.before ?? undefined,
    after: change.after,
    former,
    directory,
  };
  const confirmer = confirmerAmong(asked, { person: reader.person, actors }, there);
  const asker = change.actor.id === reader.person.id ? change.actor : undefined;
  if (confirmer === undefined && asker === undefined && !seesChanges(reader, change.site)) return hidden;
  const settler = how === 'dismiss' ? (asker ?? confirmer) : confirmer;
  if (settler === undefined) return forbidden('other-eyes');
  if (!isWaiting(kept, now)) return notAllowed('change-over');
  const hasChanged = (versionOf(person) ?? 0) !== (versionOf(change.before ?? undefined) ?? 0);
  return how === 'confirm' && hasChanged ? notAllowed('changed-since') : settler;
}
