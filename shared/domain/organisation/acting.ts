/** Standing in (contract section 2): a person acts as themselves, and for whoever is absent. Pure. */
import { type Actor, asOf, type Directory, type Person } from '../model/directory.ts';
import { actorOf } from './organisation.ts';
import { isAvailable, standInOf } from './presence.ts';

/**
 * Everybody as whom a person may act at an instant: themselves first, then each active colleague whom they stand in
 * for. An actor who stands in has the role and section of the absent, and names them in `standInFor`.
 */
export function actorsOf(person: Person, directory: Directory, now: string): readonly Actor[] {
  const then = asOf(directory, now);
  const absent = directory.staff.filter(
    (each) => each.active && each.id !== person.id && standInOf(each, then)?.id === person.id,
  );
  return [actorOf(newerOf(person, directory)), ...absent.map((each) => standingIn(person, each))];
}

/** A person as who stands in for somebody: with the role and section of the absent. */
export const standingIn = ({ id, name }: Person, absent: Person): Actor => ({
  ...actorOf(absent),
  ...{ id, name, standInFor: absent.id },
});

/** Who takes a person's part at the directory's instant: they themselves or, while they are away, who stands in. */
export function actorFor(person: Person, directory: Directory): Actor | undefined {
  if (isAvailable(person, directory)) return actorOf(person);
  const standIn = person.active ? standInOf(person, directory) : undefined;
  return standIn && standingIn(standIn, person);
}

/** Parts as they were made out for a directory: a sheet's clocks and steps ask for them again and again. */
const madeOut = new WeakMap<Directory, readonly Actor[]>();

/** Every part of a site's staff that somebody takes at the directory's instant. */
export function actorsThere(directory: Directory): readonly Actor[] {
  const there =
    madeOut.get(directory) ?? directory.staff.flatMap((person) => actorFor(person, directory) ?? []);
  madeOut.set(directory, there);
  return there;
}

/** What is known of a person and of their site may differ in age: the newer says who they are. */
function newerOf(person: Person, directory: Directory): Person {
  const listed = directory.staff.find(({ id }) => id === person.id);
  return listed !== undefined && (listed.version ?? 1) > (person.version ?? 1) ? listed : person;
}

/** Whose part in a sheet somebody takes: that of the absent where they stand in, else their own. */
export function partOf(actor: Pick<Actor, 'id' | 'standInFor'>): string {
  return actor.standInFor ?? actor.id;
}
