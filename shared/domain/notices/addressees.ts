/** Who reads what somebody is to be told (contract section 3, "Mail"): they, or whoever stands in while they are away. Pure. */

import type { Actor, Directory, Person } from '../model/directory.ts';
import { standInOf } from '../organisation/presence.ts';

export interface Addressee {
  readonly person: Person;
  /** Who is away, and whose part the reader takes. */
  readonly insteadOf?: Person;
}

/**
 * The addressees of what these people are to be told, each once; who is told for themselves comes before who stands in.
 * Nobody inactive or kept from it reads, nor does anybody in their place; a stand-in who is kept from it counts as none.
 */
export function addresseesOf(
  told: readonly Person[],
  directory: Directory,
  isKept: (person: Person) => boolean,
): readonly Addressee[] {
  const readers = told
    .filter((person) => person.active && !isKept(person))
    .map((person): Addressee => {
      const standIn = standInOf(person, directory);
      return standIn === undefined || isKept(standIn) ? { person } : { person: standIn, insteadOf: person };
    });
  const own = readers.filter(({ insteadOf }) => insteadOf === undefined);
  const once = new Map<string, Addressee>();
  for (const reader of [...own, ...readers]) {
    if (!once.has(reader.person.id)) once.set(reader.person.id, reader);
  }
  return [...once.values()];
}

/** As whom a reader reads: in the role and section of who is away, and named beside them. */
export function partOfAddressee({
  person,
  insteadOf,
}: Addressee): Pick<Actor, 'id' | 'role' | 'section' | 'standInFor'> {
  if (insteadOf === undefined) return person;
  const { role, section, id: standInFor } = insteadOf;
  return { id: person.id, role, standInFor, ...(section === undefined ? {} : { section }) };
}

/** As whom somebody was told what they may have been told in another's place, whose id that then is. */
export function partAsTold(reader: Person, absent: string | undefined, { staff }: Pick<Directory, 'staff'>) {
  const insteadOf = staff.find(({ id }) => id === absent);
  return partOfAddressee({ person: reader, ...(insteadOf && { insteadOf }) });
}

/** How a notice says for whom its reader stands in. */
export function insteadOf({ insteadOf: absent }: Addressee): {
  readonly insteadOf?: { id: string; name: string };
} {
  return absent === undefined ? {} : { insteadOf: { id: absent.id, name: absent.name } };
}
