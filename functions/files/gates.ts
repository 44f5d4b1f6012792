/** Who may have a file (contract section 4): whoever may see what it is attached to; before, its uploader alone. */

import type { CommandContext } from '../../shared/commands/command.ts';
import { currentDirectoryFor, directoryFor } from '../../shared/commands/directory.ts';
import { seesCase } from '../../shared/domain/cases/visibility.ts';
import type { Owner, UploadedFile } from '../../shared/domain/kernel/files.ts';
import type { Person } from '../../shared/domain/model/directory.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import {
  isFileHidden,
  isFileInternal,
  isGivenWithoutMetadata,
  isResidentHidden,
  readerOf,
} from '../../shared/domain/sheets/anonymity.ts';
import { readCase } from '../../shared/store/cases/cases.ts';
import { readHead } from '../../shared/store/sheets/sheets.ts';

/** As what somebody gets a file. */
export interface View {
  /** With the name that its uploader gave it, which may say who they are. */
  readonly isNamed: boolean;
  readonly isWithoutMetadata: boolean;
}

const WHOLE: View = { isNamed: true, isWithoutMetadata: false };

type Gate = (
  context: CommandContext,
  caller: Person,
  owner: Owner,
  file: UploadedFile,
  now: string,
) => Promise<View | undefined>;

const ofSheet: Gate = async (context, caller, { id }, { type, id: fileId }, now) => {
  const sheet = (await readHead(context.table, id))?.sheet;
  if (sheet === undefined || sheet.erased === true) return undefined;
  // Whom the remembered directory would refuse is judged by the current one before they are refused.
  for (const look of [directoryFor, currentDirectoryFor]) {
    const site = await look(context, caller.site, now, sheet);
    const reader = site && readerOf(actorsOf(caller, site, now), sheet, site);
    if (site === undefined || reader === undefined) continue;
    if (isFileHidden(type, reader, sheet, site) || isFileInternal(fileId, reader, sheet)) return undefined;
    return {
      isNamed: !isResidentHidden(reader, sheet, site),
      isWithoutMetadata: isGivenWithoutMetadata(type, sheet),
    };
  }
  return undefined;
};

const ofCase: Gate = async (context, caller, { id }, _file, now) => {
  const [state, directory] = await Promise.all([
    readCase(context.table, id),
    context.directory.directory(caller.site, now),
  ]);
  if (state === undefined || state.case.erased === true || directory === undefined) return undefined;
  const actors = actorsOf(caller, directory, now);
  return actors.some((actor) => seesCase(actor, state.case, directory.site.id)) ? WHOLE : undefined;
};

const GATES: { readonly [K in Owner['kind']]: Gate } = { sheet: ofSheet, case: ofCase };

/** As what somebody may have a file; undefined where they may not. */
export async function viewOf(
  context: CommandContext,
  caller: Person,
  file: UploadedFile,
  now: string,
): Promise<View | undefined> {
  const { attachedTo, by, expiresAt } = file;
  if (attachedTo !== undefined) return GATES[attachedTo.kind](context, caller, attachedTo, file, now);
  return by === caller.id && now < expiresAt ? WHOLE : undefined;
}
