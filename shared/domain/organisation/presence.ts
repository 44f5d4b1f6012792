/** Who is there (contract section 2, "Present"; A1.4): leave, whoever stands in, and duty shifts. Pure. */

import type { Directory, Person, Shift } from '../model/directory.ts';

/** Whether an instant lies within a time, of which `to` is no part. */
export const covers = ({ from, to }: { readonly from: string; readonly to: string }, at: string): boolean =>
  from <= at && at < to;

/** Whether a person is on leave (离岗请假) at the directory's instant: by leave, or with somebody in their place. */
export function isOnLeave({ leave, standIn }: Person, { at }: Pick<Directory, 'at'>): boolean {
  return [leave, standIn].some((absence) => absence !== undefined && covers(absence, at));
}

/** Whether a person is active and not on leave at the directory's instant. */
export const isAvailable = (person: Person, directory: Pick<Directory, 'at'>): boolean =>
  person.active && !isOnLeave(person, directory);

/**
 * Who stands in for a person at the directory's instant: somebody active who is not on leave themselves, or undefined.
 * A stand-in who is absent counts as none.
 */
export function standInOf({ leave, standIn }: Person, directory: Directory): Person | undefined {
  const { at, staff } = directory;
  const byStandIn = standIn !== undefined && covers(standIn, at) ? standIn.person : undefined;
  const byLeave = leave !== undefined && covers(leave, at) ? leave.standIn : undefined;
  const named = byStandIn ?? byLeave;
  if (named === undefined) return undefined;
  return staff.find((person) => person.id === named && isAvailable(person, directory));
}

/** The shifts of a person's section that are not over, where they name anybody of the person's role. */
function shiftsFor({ section, role }: Person, { duty = {}, staff, at }: Directory): readonly Shift[] {
  const shifts = (section === undefined ? undefined : duty[section])?.filter(({ to }) => at < to) ?? [];
  const peers = new Set(
    staff.filter((each) => each.section === section && each.role === role).map(({ id }) => id),
  );
  return shifts.some(({ people }) => people.some((id) => peers.has(id))) ? shifts : [];
}

/**
 * Whether a person is present at the directory's instant: active, not on leave and, where the section's shifts name
 * anybody of their role, in a shift that runs.
 */
export function isPresent(person: Person, directory: Directory): boolean {
  if (!isAvailable(person, directory)) return false;
  const shifts = shiftsFor(person, directory);
  return shifts.length === 0 || shifts.some((shift) => covers(shift, directory.at) && isIn(person, shift));
}

const isIn = ({ id }: Person, { people }: Shift): boolean => people.includes(id);

/**
 * Among whom something is to be given or told: those who are present; where nobody is, those of the shift that begins
 * next; where there is none, whoever is active and not on leave. In the order given; nobody where all are away.
 */
export function presentAmong(people: readonly Person[], directory: Directory): readonly Person[] {
  const present = people.filter((person) => isPresent(person, directory));
  if (present.length > 0) return present;
  const available = people.filter((person) => isAvailable(person, directory));
  const begins = available.flatMap((person) => startsFor(person, directory));
  const first = begins.toSorted()[0];
  return first === undefined
    ? available
    : available.filter((person) => startsFor(person, directory).includes(first));
}

/** When the shifts of a person that are still to come begin. */
function startsFor(person: Person, directory: Directory): readonly string[] {
  return shiftsFor(person, directory)
    .filter((shift) => shift.from > directory.at && isIn(person, shift))
    .map(({ from }) => from);
}
