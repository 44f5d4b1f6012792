/** The four copies of a sheet (四联单, B4a): what each shows beside the sheet's common fields, and whose it is. */

import type { Actor, Directory } from '../../../shared/domain/model/directory.ts';
import type { Sheet } from '../../../shared/domain/model/sheet.ts';
import { partOf } from '../../../shared/domain/organisation/acting.ts';
import { isCustomerService, OFFICE_ROLES } from '../../../shared/domain/organisation/organisation.ts';
import { sees } from '../../../shared/domain/sheets/visibility.ts';

export const COPIES = ['resident', 'customer-service', 'section', 'archive'] as const;
export type Copy = (typeof COPIES)[number];

type Holder = (actor: Actor, sheet: Sheet, directory: Directory) => boolean;

/** Staff who ask for something themselves are the sheet's resident, as it were (B5.2.1a). */
const asker: Holder = (actor, sheet) =>
  sheet.resident?.id === actor.id || sheet.requester?.person === partOf(actor);
const customerService: Holder = (actor, _sheet, directory) => isCustomerService(directory, actor);
const itsSections: Holder = (actor, sheet) =>
  actor.section !== undefined && sheet.sections.includes(actor.section);
const office: Holder = (actor) => OFFICE_ROLES.some((role) => role === actor.role);

interface CopyRow {
  /** Its name as it is printed on it. */
  readonly zh: string;
  /** Whether it shows opinions, hand-overs and the telephone numbers of staff. */
  readonly internal: boolean;
  /** Whether it shows the ledger's last hash, and whether the ledger is intact. */
  readonly sealed: boolean;
  readonly holders: readonly Holder[];
}

// biome-ignore format: a table reads best with one row a line
export const COPY_ROWS: { readonly [C in Copy]: CopyRow } = {
  resident: { zh: '第一联　业主（住户）联', internal: false, sealed: false, holders: [asker, customerService] },
  'customer-service': { zh: '第二联　客服联', internal: true, sealed: false, holders: [customerService] },
  section: { zh: '第三联　部门联', internal: true, sealed: false, holders: [itsSections] },
  archive: { zh: '第四联　存档联', internal: true, sealed: true, holders: [office, customerService] },
};

/** The copy that a path names, or undefined where there is no such copy. */
export function copyNamed(name: string | undefined): Copy | undefined {
  return COPIES.find((copy) => copy === name);
}

/** Whether that copy of a sheet is the actor's; never where they may not see the sheet itself. */
export function holds(copy: Copy, actor: Actor, sheet: Sheet, directory: Directory): boolean {
  return (
    sees(actor, sheet, directory) && COPY_ROWS[copy].holders.some((holder) => holder(actor, sheet, directory))
  );
}
