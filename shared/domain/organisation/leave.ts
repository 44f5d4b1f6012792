/** Leave (离岗请假, A1.4; contract section 2): who grants it, and what it may say. Pure. */

import { MINUTE_MS } from '../kernel/duration.ts';
import { DomainError, forbidden, invalid } from '../kernel/errors.ts';
import type { Actor, Directory, Leave, Person } from '../model/directory.ts';
import { isStaff } from '../model/roles.ts';
import { altererOf, versionBarrier, versionOf, versionRequired } from './directory-rules.ts';
import { covers } from './presence.ts';
import type { OrganisationReader } from './reach.ts';
import { standInDuring, unfitToStandIn } from './stand-in.ts';
import { leadAmong, seesPerson } from './visibility.ts';

export interface LeaveContext {
  readonly reader: OrganisationReader;
  /** Whose leave it is, as the directory has them; undefined where it has nobody of that id. */
  readonly before: Person | undefined;
  /** Of the person's own site, at the present instant. */
  readonly directory: Directory | undefined;
  readonly expected: readonly number[] | undefined;
}

/**
 * The person with that leave, or without any where `leave` is undefined; or why not. In the contract's order:
 * `not-found`, `forbidden`, `precondition-required`, `version-conflict`, `validation-failed`.
 */
export function withLeave(leave: Leave | undefined, context: LeaveContext): Person | DomainError {
  const { reader, before, directory, expected } = context;
  if (before === undefined || directory === undefined || !seesPerson(reader, before)) {
    return new DomainError('not-found', 'person-not-visible');
  }
  const after = leave === undefined ? back(before, directory) : { ...before, leave };
  const granter = granterOf(before, after, reader, directory);
  if (granter instanceof DomainError) return granter;
  return (
    versionRequired(expected) ??
    versionBarrier(versionOf(before), expected) ??
    (leave === undefined ? undefined : leaveFault(leave, before, directory)) ??
    after
  );
}

/**
 * As whom somebody grants leave, or `forbidden`: as who leads the section, also to themselves, or as who may alter the
 * person.
 */
export function granterOf(
  before: Person,
  after: Person,
  reader: OrganisationReader,
  directory: Directory,
): Actor | DomainError {
  if (!isStaff(before)) return forbidden('not-for-this-role');
  const lead = leadAmong(reader, before);
  if (lead !== undefined) return lead;
  const alterer = altererOf(after, { reader, before, directory });
  return alterer instanceof DomainError && alterer.reason === 'organisers-only'
    ? forbidden('leave-granters')
    : alterer;
}

/** Nobody is put on leave for a time that is over; only a leave that runs keeps its beginning. */
function leaveFault(leave: Leave, before: Person, directory: Directory): DomainError | undefined {
  const { at } = directory;
  const running = before.leave !== undefined && covers(before.leave, at) ? before.leave.from : undefined;
  // Who writes "from now" has a little time to send it.
  const earliest = new Date(Date.parse(at) - MINUTE_MS).toISOString();
  if (leave.from < earliest && leave.from !== running) return invalid('/from', 'leave-past');
  const standIn = standInDuring(leave);
  const reason = standIn && unfitToStandIn(standIn, before, directory);
  return reason && invalid('/standIn', reason);
}

/** Whoever is back has neither leave nor anybody in their place; who is to stand in for them later stays named. */
function back({ leave: _leave, standIn, ...person }: Person, { at }: Directory): Person {
  return standIn === undefined || covers(standIn, at) ? person : { ...person, standIn };
}
