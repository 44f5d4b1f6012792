/** Who an id is on paper: as the directory has them, else as they signed in the ledger, else the id itself. */

import type { Actor, Directory, Language } from '../../../shared/domain/model/directory.ts';
import { customerServiceOf, sectionOf } from '../../../shared/domain/organisation/organisation.ts';
import type { RedactedEntry } from '../../../shared/domain/sheets/anonymity.ts';

const OFFICE = '办公室';
/** In place of who complains, where that is kept from the reader. */
export const ANONYMOUS = '匿名';

export interface Names {
  readonly person: (id: string) => string;
  readonly phone: (id: string) => string | undefined;
  readonly section: (id: string) => string;
  readonly customerService: string;
  /** Who signed; a stand-in with whom they stand in for, and nobody by name where that is kept from the reader. */
  readonly signer: (actor: Actor | undefined) => string;
}

/** The names for one sheet or case, from its site's directory and its ledger. */
export function namesOnPaper(
  directory: Directory,
  entries: readonly Pick<RedactedEntry, 'actor'>[],
  language: Language = 'zh-CN',
): Names {
  const staff = new Map(directory.staff.map((one) => [one.id, one]));
  const signers = new Map(entries.flatMap(({ actor }) => (actor ? [[actor.id, actor.name] as const] : [])));
  const person = (id: string) => staff.get(id)?.name ?? signers.get(id) ?? id;
  return {
    person,
    phone: (id) => staff.get(id)?.phone,
    // An authority that handles a complaint itself does so in no section.
    section: (id) => {
      const found = sectionOf(directory, id);
      return id === '' ? OFFICE : ((language === 'en' ? found?.name : found?.zh) ?? id);
    },
    customerService: customerServiceOf(directory)?.zh ?? '客服部',
    signer: (actor) => {
      if (actor === undefined) return ANONYMOUS;
      const { id, standInFor } = actor;
      return standInFor === undefined ? person(id) : `${person(id)}（代${person(standInFor)}）`;
    },
  };
}
