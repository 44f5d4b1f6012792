/** Who is told what of an entry of the directory's ledger (contract section 2: "each change is mailed"). Pure. */
import { defined } from '../kernel/defined.ts';
import { isResident } from '../model/roles.ts';
import { changedIn, type KeptEntry, type PersonField } from '../organisation/directory-ledger.ts';
import type { Notice } from './notices.ts';

/** A resident is told of these alone, and not when they are entered. */
const OF_RESIDENTS: readonly PersonField[] = ['email', 'phone'];

/**
 * The notice for the person whose ledger it is, or undefined where nothing of the entry is to be told. It goes to the
 * address before, too, where that was another.
 */
export function noticeOfEntry(kept: KeptEntry): Notice | undefined {
  const { seq, at, actor, confirmedBy, subject: person, before } = kept.entry;
  const { fields, formerEmail, after } = changedIn(kept);
  const ofResident = before === null ? [] : fields.filter((field) => OF_RESIDENTS.includes(field));
  const told = isResident(after) ? ofResident : fields;
  if (told.length === 0) return undefined;
  return {
    person,
    kind: 'directory',
    // The notice is about no sheet. It is known by this id, so that the same entry is told once.
    sheet: `directory-${person}`,
    number: person,
    site: after.site,
    subject: after.name,
    changed: told,
    changedBy: [actor, confirmedBy].flatMap((each) => each?.name ?? []),
    // Once it is erased, nobody knows it.
    ...defined({ alsoTo: formerEmail || undefined }),
    path: '/me',
    ...{ at, seq },
  };
}
