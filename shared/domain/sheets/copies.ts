/** The four copies of a sheet (四联单, B4a): what each shows beside the sheet's common fields, and whose it is. Pure. */

import type { Actor, Directory } from '../model/directory.ts';
import { isOffice } from '../model/roles.ts';
import type { Sheet } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import { isCustomerService } from '../organisation/organisation.ts';
import { sees } from './visibility.ts';

export const COPIES = ['resident', 'customer-service', 'section', 'archive'] as const;
export type Copy = (typeof COPIES)[number];

type Holder = (actor: Actor, sheet: Sheet, directory: Directory) => boolean;

/** Staff who ask for something themselves hold the copy of the resident whom the sheet has not (B5.2.1a). */
const asker: Holder = (actor, sheet) =>
  sheet.resident?.id === actor.id || sheet.requester?.person === partOf(actor);
const customerService: Holder = (actor, _sheet, directory) => isCustomerService(directory, actor);
const itsSections: Holder = (actor, sheet) =>
  actor.section !== undefined && sheet.sections.includes(actor.section);
const office: Holder = isOffice;

interface CopyRow {
  /** Whether it shows opinions, hand-overs and the telephone numbers of staff. */
  readonly internal: boolean;
  /** Whether it shows the ledger's last hash, and whether the ledger is intact. */
  readonly sealed: boolean;
  readonly holders: readonly Holder[];
}

// biome-ignore format: a table reads best with one row a line
export const COPY_ROWS: { readonly [C in Copy]: CopyRow } = {
  resident: { internal: false, sealed: false, holders: [asker, customerService] },
  'customer-service': { internal: true, sealed: false, holders: [customerService] },
  section: { internal: true, sealed: false, holders: [itsSections] },
  archive: { internal: true, sealed: true, holders: [office, customerService] },
};

/** The name for all copies together. */
export const ALL_COPIES = 'all';

/** The copy of that name, for `all` every one; none where there is no such copy. */
export function copiesNamed(name: string | undefined): readonly Copy[] {
  return name === ALL_COPIES ? COPIES : COPIES.filter((copy) => copy === name);
}

/** Whether that copy of a sheet is the actor's; never where they may not see the sheet itself. */
export function holds(copy: Copy, actor: Actor, sheet: Sheet, directory: Directory): boolean {
  return (
    sees(actor, sheet, directory) && COPY_ROWS[copy].holders.some((holder) => holder(actor, sheet, directory))
  );
}
