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

interface Change {
  readonly id: string;
  /** The id of whom, or of which sheet, it is about. */
  readonly subject: string;
  /** Where it waits. */
  readonly site: string;
  /** Who asked. */
  readonly actor: Actor;
  readonly at: string;
  /** From then on it is over, RFC 3339. */
  readonly endsAt: string;
}

/** Somebody is to be other than they are. */
export interface DirectoryChange extends Change {
  readonly kind: 'person';
  readonly before: Person | null;
  readonly after: Person;
}

/** What a resident said and is called is to be erased (contract section 12). */
export interface ErasureChange extends Change {
  readonly kind: 'erasure';
  /** Of a resident with all their archived sheets, or of one sheet. */
  readonly of: 'person' | 'sheet';
  readonly reason: string;
  /** Whether complaints are among what is erased. */
  readonly complaints: boolean;
  readonly before: null;
  readonly after: null;
}

/** What is asked for, and of whom; whatever needs four eyes is a kind of it. */
export type WaitingChange = DirectoryChange | ErasureChange;

/** A change as it is kept: what became of it stays known for a time. */
export interface KeptChange<C extends WaitingChange = WaitingChange> {
  readonly change: C;
  readonly state: 'waiting' | 'confirmed' | 'dismissed';
}

/** A change that somebody asks for now. */
export function askedChange(asked: Omit<DirectoryChange, 'kind' | 'subject' | 'endsAt'>): DirectoryChange {
  return { ...asked, kind: 'person', subject: asked.after.id, endsAt: endOf(asked.at) };
}

/** An erasure that somebody asks for now. */
export function askedErasure(
  asked: Omit<ErasureChange, 'kind' | 'endsAt' | 'before' | 'after'>,
): ErasureChange {
  return { ...asked, kind: 'erasure', before: null, after: null, endsAt: endOf(asked.at) };
}

const endOf = (at: string): string => new Date(Date.parse(at) + WAITS_MS).toISOString();

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
  kept: KeptChange<DirectoryChange> | undefined,
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

/**
 * As whom somebody settles an erasure, or why not: another person of another role among those of section 2, of complaints
 * the overseer; whoever asked may dismiss.
 */
export function eraserOf(
  how: 'confirm' | 'dismiss',
  kept: KeptChange<ErasureChange> | undefined,
  reader: SettleContext['reader'],
  now: string,
): Actor | DomainError {
  const hidden = new DomainError('not-found', 'change-not-visible');
  if (kept === undefined || !seesChanges(reader, kept.change.site)) return hidden;
  const { change } = kept;
  const roles: readonly string[] = change.complaints ? ['overseer'] : SECOND_EYES;
  const isAnother = (actor: Actor) =>
    ![actor.id, actor.standInFor].includes(change.actor.id) && actor.role !== change.actor.role;
  const actors = actorsAt(reader, change.site);
  const confirmer =
    reader.person.role === change.actor.role
      ? undefined
      : actors.find((actor) => roles.includes(actor.role) && isAnother(actor));
  const asker = change.actor.id === reader.person.id ? change.actor : undefined;
  const settler = how === 'dismiss' ? (asker ?? confirmer) : confirmer;
  if (settler === undefined) return forbidden('other-eyes');
  return isWaiting(kept, now) ? settler : notAllowed('change-over');
}
