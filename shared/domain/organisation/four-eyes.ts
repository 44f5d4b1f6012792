/**
 * Four eyes (contract section 2): which changes of the directory wait for a second pair, and whose. Two tables: what is
 * watched, and who confirms. Pure.
 */
import { canonical } from '../kernel/ledger.ts';
import type { Actor, Directory, Person, StandIn } from '../model/directory.ts';
import { ORGANISERS, ROLE_ROWS, type Role, SECOND_EYES } from '../model/roles.ts';
import { isOverseen } from './directory-rules.ts';
import { isCustomerService } from './organisation.ts';
import { isAvailable } from './presence.ts';
import { standInDuring } from './stand-in.ts';

/** What of a person gives them power, or takes it away. */
const WATCHED = ['role', 'site', 'sites', 'section', 'email', 'active', 'leave', 'standIn'] as const;
type Watched = (typeof WATCHED)[number];

/** A change of somebody, with the directories of the sites to which they belong before and after it. */
export interface Alteration {
  readonly before: Person | undefined;
  readonly after: Person;
  /** Of the site before; undefined where nobody was there. */
  readonly former: Directory | undefined;
  readonly directory: Directory;
}

/** Who asked for a change, and about what. */
export interface Asked extends Alteration {
  readonly actor: Actor;
  /** Whether it is asked by the first person of the table, at a site that is not overseen yet. */
  readonly isFirst?: boolean;
}

/** `authorities`: it is of the office or an overseer. `any`: of hr, an administrator, or customer service. */
type Guard = 'authorities' | 'any' | 'none';

const isAtDesk = (person: Person | undefined, directory: Directory | undefined): boolean =>
  person !== undefined && directory !== undefined && isCustomerService(directory, person);

function guardOf(person: Person | undefined, directory: Directory | undefined): Guard {
  const guard = person === undefined ? 'none' : ROLE_ROWS[person.role].fourEyes;
  return guard === 'none' && isAtDesk(person, directory) ? 'any' : guard;
}

/** An absence that is over bears on nothing any more. */
const toCome = <A extends { readonly from: string; readonly to: string }>(
  absence: A | undefined,
  at: string,
) => (absence !== undefined && at < absence.to ? absence : undefined);

/** What is watched of a person, as it bears on the present. */
function watchedOf(person: Person | undefined, at: string): { readonly [W in Watched]?: unknown } {
  if (person === undefined) return {};
  const { leave, standIn } = person;
  return { ...person, leave: toCome(leave, at), standIn: toCome(standIn, at) };
}

/** Whether a stand-in is nobody at all, or of customer service already. */
const isOfDesk = (standIn: StandIn | undefined, directory: Directory): boolean =>
  standIn === undefined ||
  isAtDesk(
    directory.staff.find(({ id }) => id === standIn.person),
    directory,
  );

/** What of customer service needs no second pair of eyes: a receptionist's leave, and a stand-in of customer service. */
const AT_THE_DESK: { readonly [W in Watched]?: (alteration: Alteration) => boolean } = {
  leave: ({ after, directory }) =>
    after.role === 'receptionist' && isOfDesk(after.leave && standInDuring(after.leave), directory),
  standIn: ({ before, after, directory }) => isOfDesk(after.standIn ?? before?.standIn, directory),
};

/** Whose second pair of eyes a change needs once its site is overseen. */
export function guardOfChange(alteration: Alteration): Guard {
  const { before, after, former, directory } = alteration;
  const guards = [guardOf(before, former), guardOf(after, directory)];
  const guard = (['authorities', 'any'] as const).find((each) => guards.includes(each));
  if (guard === undefined) return 'none';
  const staysAtDesk = isAtDesk(before, former) && isAtDesk(after, directory);
  const isFree = (name: Watched) => staysAtDesk && AT_THE_DESK[name]?.(alteration) === true;
  return WATCHED.some((name) => differs(name, alteration) && !isFree(name)) ? guard : 'none';
}

/** Whether a change makes something else of a member, as it bears on the present. */
function differs(name: Watched, { before, after, directory: { at } }: Alteration): boolean {
  const [was, is] = [watchedOf(before, at), watchedOf(after, at)];
  return canonical([was[name] ?? null]) !== canonical([is[name] ?? null]);
}

const isOverseer = (person: Person | undefined): boolean =>
  person?.active === true && person.role === 'overseer';

/** Whether it gives a site an overseer that has none: the first, or one in place of an only one who left. */
function fillsTheChair({ before, after, directory }: Alteration): boolean {
  const others = directory.staff.filter(({ id }) => id !== after.id);
  return isOverseer(after) && !isOverseer(before) && !others.some(isOverseer);
}

/** At which site a change waits for a second pair of eyes; undefined where it holds at once. */
export function waitsAt(asked: Asked): string | undefined {
  const { before, after, former, directory, isFirst } = asked;
  if (guardOfChange(asked) === 'none') return undefined;
  if (former !== undefined && before?.site !== after.site && isOverseen(former)) return former.site.id;
  // One person is enough until the site is overseen; but nobody appoints their own overseer.
  const waits = isOverseen(directory) || (fillsTheChair(asked) && isFirst !== true);
  return waits ? directory.site.id : undefined;
}

/** Everybody whom a change is about: its subject, and who would stand in for them, or do so at other times. */
function concerned(alteration: Alteration): readonly string[] {
  const { id, standIn, leave } = alteration.after;
  return [
    id,
    ...(standIn !== undefined && differs('standIn', alteration) ? [standIn.person] : []),
    ...(leave?.standIn !== undefined && differs('leave', alteration) ? [leave.standIn] : []),
  ];
}

/** One row of who confirms: the first that applies holds. */
interface Row {
  readonly applies: (asked: Asked) => boolean;
  /** Groups of roles: where nobody of one is there, those of the next may, too. */
  readonly by: readonly (readonly Role[])[];
}

/** Who is there for whoever may not decide themselves. */
const INSTEAD: readonly (readonly Role[])[] = [['deputy-director'], ['hr']];

const CONFIRMED_BY: readonly Row[] = [
  {
    applies: (asked) => guardOfChange(asked) !== 'authorities',
    by: [SECOND_EYES],
  },
  { applies: fillsTheChair, by: [ORGANISERS] },
  { applies: ({ actor }) => actor.role === 'overseer', by: [['director'], ...INSTEAD] },
  { applies: isAboutTheOnlyOverseer, by: INSTEAD },
  { applies: () => true, by: [['overseer']] },
];

function isAboutTheOnlyOverseer({ before, directory, former = directory }: Asked): boolean {
  const others = former.staff.filter(({ id }) => id !== before?.id);
  return isOverseer(before) && !others.some(isOverseer);
}

/** Somebody with everybody as whom they act at the site where the change waits. */
export interface Confirmer {
  readonly person: Pick<Person, 'id' | 'role'>;
  readonly actors: readonly Actor[];
}

/**
 * As whom somebody may confirm a change, or undefined: another person, of another role than who asked, whom the change
 * is not about; the same holds of whoever they stand in for.
 * @param there the directory of the site where it waits, with the people above it
 */
export function confirmerAmong(
  asked: Asked,
  { person, actors }: Confirmer,
  there: Directory,
): Actor | undefined {
  const barred = [asked.actor.id, asked.actor.standInFor, ...concerned(asked)];
  const isAnother = (id: string | undefined, role: Role | 'system') =>
    id === undefined || (!barred.includes(id) && role !== asked.actor.role);
  const roles = rolesThatConfirm(asked, barred, there);
  if (!isAnother(person.id, person.role)) return undefined;
  return actors.find(
    (actor) =>
      roles.some((role) => role === actor.role) && isAnother(actor.standInFor ?? actor.id, actor.role),
  );
}

function rolesThatConfirm(asked: Asked, barred: readonly (string | undefined)[], there: Directory) {
  const groups = CONFIRMED_BY.find(({ applies }) => applies(asked))?.by ?? [];
  const isThere = (group: readonly Role[]) =>
    there.staff.some(
      (each) =>
        group.includes(each.role) &&
        each.role !== asked.actor.role &&
        !barred.includes(each.id) &&
        isAvailable(each, there),
    );
  const first = groups.findIndex(isThere);
  return (first === -1 ? groups : groups.slice(0, first + 1)).flat();
}
