/** Whom somebody may name to stand in for them (contract section 2). Pure. */

import { type DomainError, invalid } from '../kernel/errors.ts';
import type { Directory, Person, StandIn } from '../model/directory.ts';
import { isStaff } from '../model/roles.ts';

/** What is wrong with a person's stand-in, or undefined. */
export function standInFault(person: Person, directory: Directory): DomainError | undefined {
  const { standIn } = person;
  if (standIn === undefined) return undefined;
  if (!isStaff(person)) return invalid('/standIn', 'not-for-this-role');
  if (standIn.person === person.id) return invalid('/standIn/person', 'stands-in-for-self');
  const named = directory.staff.find(({ id }) => id === standIn.person);
  if (named === undefined) return invalid('/standIn/person', 'unknown-person');
  if (!named.active) return invalid('/standIn/person', 'stand-in-not-there');
  const others = directory.staff.filter(({ id }) => id !== person.id);
  return comesBack(standIn, person.id, others)
    ? invalid('/standIn/person', 'stands-in-in-a-circle')
    : undefined;
}

/** Whether, at some instant of a time, whoever stands in is themselves stood in for, and so on, back to `absent`. */
function comesBack({ person, from, to }: StandIn, absent: string, others: readonly Person[]): boolean {
  if (person === absent) return true;
  const next = others.find(({ id }) => id === person)?.standIn;
  if (next === undefined) return false;
  const both = {
    person: next.person,
    from: next.from > from ? next.from : from,
    to: next.to < to ? next.to : to,
  };
  if (both.from >= both.to) return false;
  const rest = others.filter(({ id }) => id !== person);
  return comesBack(both, absent, rest);
}
