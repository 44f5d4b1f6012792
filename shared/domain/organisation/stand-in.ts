/** Whom somebody may name to stand in for them (contract section 2). Pure. */

import { type DomainError, invalid, type Reason } from '../kernel/errors.ts';
import { canonical } from '../kernel/ledger.ts';
import type { Directory, Leave, Person, StandIn } from '../model/directory.ts';
import { isStaff } from '../model/roles.ts';

const ABSENCES = ['standIn', 'leave'] as const;

/** Who stands in for somebody during a leave, and how long; undefined where the leave names nobody. */
export function standInDuring({ standIn, from, to }: Leave): StandIn | undefined {
  return standIn === undefined ? undefined : { person: standIn, from, to };
}

/** Everybody whom a person names to stand in for them. */
function standInsOf({ standIn, leave }: Person): readonly StandIn[] {
  return [standIn, leave && standInDuring(leave)].filter((each) => each !== undefined);
}

/**
 * What is wrong with a person's stand-in or leave, or undefined. Only what the directory does not have already is asked:
 * else nothing of a person could be changed any more once whoever stands in for them has left.
 */
export function standInFault(person: Person, directory: Directory): DomainError | undefined {
  const absences = ABSENCES.filter((name) => person[name] !== undefined);
  const [first] = absences;
  if (first !== undefined && !isStaff(person)) return invalid(`/${first}`, 'not-for-this-role');
  const kept = directory.staff.find(({ id }) => id === person.id);
  const isNew = (name: (typeof ABSENCES)[number]) =>
    canonical(kept?.[name] ?? {}) !== canonical(person[name] ?? {});
  const fault = (pointer: string, standIn: StandIn | undefined) => {
    const reason = standIn && unfitToStandIn(standIn, person, directory);
    return reason && invalid(pointer, reason);
  };
  const { standIn, leave } = person;
  return (
    (isNew('standIn') ? fault('/standIn/person', standIn) : undefined) ??
    (isNew('leave') ? fault('/leave/standIn', leave && standInDuring(leave)) : undefined)
  );
}

/** Why somebody may not stand in for a person, or undefined: it is other, active staff of the site, and in no circle. */
export function unfitToStandIn(
  standIn: StandIn,
  { id: absent }: Person,
  { staff }: Directory,
): Reason | undefined {
  if (standIn.person === absent) return 'stands-in-for-self';
  const named = staff.find(({ id }) => id === standIn.person);
  if (named === undefined) return 'unknown-person';
  if (!named.active) return 'stand-in-not-there';
  const others = staff.filter(({ id }) => id !== absent);
  return comesBack(standIn, absent, others) ? 'stands-in-in-a-circle' : undefined;
}

/** Whether, at some instant of a time, whoever stands in is themselves stood in for, and so on, back to `absent`. */
function comesBack({ person, from, to }: StandIn, absent: string, others: readonly Person[]): boolean {
  if (person === absent) return true;
  const named = others.find(({ id }) => id === person);
  const rest = others.filter(({ id }) => id !== person);
  return (named === undefined ? [] : standInsOf(named)).some((next) => {
    const both = {
      person: next.person,
      from: next.from > from ? next.from : from,
      to: next.to < to ? next.to : to,
    };
    return both.from < both.to && comesBack(both, absent, rest);
  });
}
