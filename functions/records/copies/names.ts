/** Who an id is on paper: as the directory has them, else as they signed in the ledger, else the id itself. */
import {
  type Actor,
  customerServiceOf,
  type Directory,
  sectionOf,
} from '../../../shared/domain/organisation.ts';

export interface Names {
  readonly person: (id: string) => string;
  readonly phone: (id: string) => string | undefined;
  readonly section: (id: string) => string;
  readonly customerService: string;
  /** Who signed; a stand-in with whom they stand in for. */
  readonly signer: (actor: Actor) => string;
}

/** The names for one sheet or case, from its site's directory and its ledger. */
export function namesOf(directory: Directory, entries: readonly { readonly actor: Actor }[]): Names {
  const staff = new Map(directory.staff.map((one) => [one.id, one]));
  const signers = new Map(entries.map(({ actor }) => [actor.id, actor.name]));
  const person = (id: string) => staff.get(id)?.name ?? signers.get(id) ?? id;
  return {
    person,
    phone: (id) => staff.get(id)?.phone,
    section: (id) => sectionOf(directory, id)?.zh ?? id,
    customerService: customerServiceOf(directory)?.zh ?? '客服部',
    signer: ({ id, standInFor }) =>
      standInFor === undefined ? person(id) : `${person(id)}（代${person(standInFor)}）`,
  };
}
