/** Leave (离岗请假, A1.4; contract section 2): who grants it, and what it may say. Pure. */

import { MINUTE_MS } from '../kernel/duration.ts';
import { DomainError, forbidden, invalid } from '../kernel/errors.ts';
import type { Directory, Leave, Person } from '../model/directory.ts';
import { isStaff } from '../model/roles.ts';
import { administratorBarrier, organiserAmong, versionBarrier, versionOf } from './directory-rules.ts';
import { covers } from './presence.ts';
import { standInDuring, unfitToStandIn } from './stand-in.ts';
import { leadsThem, type OrganisationReader, seesPerson } from './visibility.ts';

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
  return (
    grantBarrier(before, after, reader) ??
    (expected === undefined ? new DomainError('precondition-required', 'which-version') : undefined) ??
    versionBarrier(versionOf(before), expected) ??
    (leave === undefined ? undefined : leaveFault(leave, before, directory)) ??
    after
  );
}

/** Leave is granted by whoever leads the section, also to themselves, and by whoever may alter the person. */
function grantBarrier(before: Person, after: Person, reader: OrganisationReader): DomainError | undefined {
  if (!isStaff(before)) return forbidden('not-for-this-role');
  if (leadsThem(reader, before)) return undefined;
  const { actors } = reader;
  if (organiserAmong(actors) === undefined) return forbidden('leave-granters');
  return administratorBarrier(after, { actors, before, isDirected: true });
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
