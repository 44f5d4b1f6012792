/** Who may have a file (contract section 4): whoever may see what it is attached to; before, its uploader alone. */

import type { CommandContext } from '../../shared/commands/command.ts';
import { seesCase } from '../../shared/domain/cases/visibility.ts';
import type { Owner, UploadedFile } from '../../shared/domain/kernel/files.ts';
import type { Directory, Person } from '../../shared/domain/model/directory.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { standsAt } from '../../shared/domain/organisation/reach.ts';
import {
  isFileHidden,
  isFileInternal,
  isGivenWithoutMetadata,
  isResidentHidden,
  readerOf,
} from '../../shared/domain/sheets/anonymity.ts';
import { readCase } from '../../shared/store/cases/cases.ts';
import { readDirectory } from '../../shared/store/organisation/organisation.ts';
import { readHead } from '../../shared/store/sheets/sheets.ts';
import type { Table } from '../../shared/store/table/table.ts';

/** As what somebody gets a file. */
export interface View {
  /** With the name that its uploader gave it, which may say who they are. */
  readonly isNamed: boolean;
  readonly isWithoutMetadata: boolean;
}

const WHOLE: View = { isNamed: true, isWithoutMetadata: false };

/** As what a directory lets somebody have a file of what it is attached to; undefined where it does not. */
type Judgement = (directory: Directory) => View | undefined;
type Gate = (table: Table, caller: Person, ownerId: string, file: Named, now: string) => Promise<Gated>;
type Named = Pick<UploadedFile, 'id' | 'type'>;

interface Gated {
  readonly judge: Judgement;
  /** A complaint against somebody is never judged by what is remembered (design rule 10). */
  readonly mayRemember: boolean;
  /** Where what it is attached to is; undefined where there is none. */
  readonly site: string | undefined;
}

const ofSheet: Gate = async (table, caller, ownerId, { id, type }, now) => {
  const sheet = (await readHead(table, ownerId))?.sheet;
  const judge: Judgement = (directory) => {
    if (sheet === undefined || sheet.erased === true) return undefined;
    const reader = readerOf(actorsOf(caller, directory, now), sheet, directory);
    if (reader === undefined || isFileHidden(type, reader, sheet, directory)) return undefined;
    if (isFileInternal(id, reader, sheet)) return undefined;
    return {
      isNamed: !isResidentHidden(reader, sheet, directory),
      isWithoutMetadata: isGivenWithoutMetadata(type, sheet),
    };
  };
  return { judge, mayRemember: sheet?.complaint?.against === undefined, site: sheet?.site };
};

const ofCase: Gate = async (table, caller, ownerId, _file, now) => {
  const state = (await readCase(table, ownerId))?.case;
  const judge: Judgement = (directory) => {
    if (state === undefined || state.erased === true) return undefined;
    const sees = actorsOf(caller, directory, now).some((actor) => seesCase(actor, state, directory.site.id));
    return sees ? WHOLE : undefined;
  };
  return { judge, mayRemember: true, site: state?.site };
};

const GATES: { readonly [K in Owner['kind']]: Gate } = { sheet: ofSheet, case: ofCase };

/**
 * As what somebody may have the file of an id; undefined where they may not, or there is none: what is not there costs as many
 * requests as what is hidden, so that nobody can tell the two apart by the time.
 */
export async function viewOf(
  { table, directory: remembered }: CommandContext,
  caller: Person,
  id: string,
  file: UploadedFile | undefined,
  now: string,
): Promise<View | undefined> {
  const { attachedTo, by, expiresAt, type } = file ?? NO_FILE;
  if (attachedTo === undefined && by === caller.id && now < expiresAt) return WHOLE;
  const { kind, id: owner } = attachedTo ?? { kind: 'sheet', id };
  const { judge, mayRemember, site } = await GATES[kind](table, caller, owner, { id, type }, now);
  const place = standsAt(caller, site);
  const known = await remembered.current(place, now);
  const view = mayRemember && known !== undefined ? judge(known) : undefined;
  if (view !== undefined) return view;
  const current = await readDirectory(table, place, now);
  return current && judge(current);
}

/** In the place of a file that is not there. */
const NO_FILE = { attachedTo: undefined, by: undefined, expiresAt: '', type: 'image/jpeg' } as const;
