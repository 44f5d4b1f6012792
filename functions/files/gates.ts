/** Who may have a file (contract section 4): whoever may see what it is attached to; before, its uploader alone. */
import { actorsOf } from '../../shared/domain/acting.ts';
import { isResidentHidden } from '../../shared/domain/anonymity.ts';
import { isAudio } from '../../shared/domain/file-types.ts';
import type { Owner, UploadedFile } from '../../shared/domain/files.ts';
import type { Person } from '../../shared/domain/organisation.ts';
import { sees } from '../../shared/domain/visibility.ts';
import type { House } from '../../shared/handle.ts';
import { readHead } from '../../shared/store/sheets.ts';

/** `nameless`: its bytes, but not the name that its uploader gave it. */
export type View = 'whole' | 'nameless' | 'none';

type Gate = (house: House, caller: Person, owner: Owner, file: UploadedFile, now: string) => Promise<View>;

const ofSheet: Gate = async ({ table, directory }, caller, { id }, file, now) => {
  const [head, site] = await Promise.all([readHead(table, id), directory.directory(caller.site)]);
  if (head === undefined || site === undefined) return 'none';
  const seeing = actorsOf(caller, site, now).filter((actor) => sees(actor, head.sheet, site));
  if (seeing.length === 0) return 'none';
  const isHidden = seeing.every((actor) =>
    isResidentHidden({ ...actor, role: actor.role as Person['role'] }, head.sheet, site),
  );
  if (!isHidden) return 'whole';
  return isAudio(file.type) ? 'none' : 'nameless';
};

/** Nobody sees a case until cases are there. */
const ofCase: Gate = async () => 'none';

const GATES: { readonly [K in Owner['kind']]: Gate } = { sheet: ofSheet, case: ofCase };

/** What of a file somebody may have. */
export async function viewOf(house: House, caller: Person, file: UploadedFile, now: string): Promise<View> {
  const { attachedTo, by, expiresAt } = file;
  if (attachedTo !== undefined) return GATES[attachedTo.kind](house, caller, attachedTo, file, now);
  return by === caller.id && now < expiresAt ? 'whole' : 'none';
}
