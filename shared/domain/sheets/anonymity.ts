/**
 * Anonymity of a complaint (contract section 3, "Recusal"): who is shown who complains, and what is left of a sheet
 * and its ledger for everybody else. What people write in their own words is theirs and stays. Pure.
 */

import { type Complained, isAuthority, isRecused } from '../complaints/recusal.ts';
import { defined } from '../kernel/defined.ts';
import { type FileType, isPicture, type PictureType } from '../kernel/file-types.ts';
import type { Written } from '../kernel/inscribe.ts';
import { reveal, withoutPlain, withoutValues } from '../kernel/values.ts';
import type { Actor, Directory, Person } from '../model/directory.ts';
import { isResident } from '../model/roles.ts';
import type { LedgerEntry, Sheet, SheetAttachment } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import { isCustomerService } from '../organisation/organisation.ts';
import { internalPlaces } from './among-colleagues.ts';
import { withOwes } from './owing.ts';
import { TELLING } from './personal.ts';
import { sees } from './visibility.ts';

/** Who reads: a person, or an actor who may stand in for somebody. */
export type Reader = Pick<Person, 'id' | 'section'> & Pick<Actor, 'role' | 'standInFor'>;

/** What tells who complains: of a sheet, or of its summary. */
type Complaining = Complained & {
  readonly resident?: { readonly id?: string } | undefined;
  readonly requester?: { readonly person: string } | undefined;
};

/** Whether that reader is kept from learning who the resident is. */
export function isResidentHidden(reader: Reader, sheet: Complaining, directory: Directory): boolean {
  if (sheet.complaint?.anonymous !== true || reader.role === 'system') return false;
  if ([sheet.resident?.id, sheet.requester?.person].includes(reader.id)) return false;
  if (isRecused(reader, sheet, directory)) return true;
  return !isCustomerService(directory, reader) && !isAuthority(reader, sheet, directory);
}

/**
 * Whether that reader gets no file of that type: a recording tells who speaks, and what was written is signed. Of
 * pictures everybody is given what `isGivenWithoutMetadata` says.
 */
export function isFileHidden(
  type: FileType,
  reader: Reader,
  sheet: Complaining,
  directory: Directory,
): boolean {
  return !isPicture(type) && isResidentHidden(reader, sheet, directory);
}

/** Whether a file is given without metadata (contract section 4): a picture that is attached to a complaint. */
export function isGivenWithoutMetadata(type: FileType, { kind }: Pick<Sheet, 'kind'>): type is PictureType {
  return kind === 'complaint' && isPicture(type);
}

/** As whom somebody reads a sheet: of those who may see it the one who is shown most; undefined where none may. */
export function readerOf(actors: readonly Actor[], sheet: Sheet, directory: Directory): Actor | undefined {
  const readers = actors.filter((actor) => sees(actor, sheet, directory));
  return readers.find((reader) => !isResidentHidden(reader, sheet, directory)) ?? readers[0];
}

/** The sheet as that reader is shown it, with who owes each clock now. */
export function redactFor(reader: Reader, stored: Sheet, directory: Directory): Sheet {
  const sheet = withoutInternals(reader, withOwes(stored, directory));
  if (!isResidentHidden(reader, sheet, directory)) return sheet;
  const { resident: _resident, requester: _requester, record: _record, ...shown } = sheet;
  const attachments = sheet.attachments
    ?.filter(({ type }) => !isFileHidden(type, reader, sheet, directory))
    .map(withoutName);
  // Objections bear the id of whoever objects.
  return { ...shown, ...defined({ attachments }), signatures: [], signable: [], objections: [] };
}

function withoutName({ name: _name, ...attachment }: SheetAttachment): SheetAttachment {
  return attachment;
}

/** What colleagues say among themselves is no resident's to read (contract section 3); names and times stay. */
function withoutInternals(reader: Reader, sheet: Sheet): Sheet {
  if (!isResident(reader)) return sheet;
  const clocks = sheet.clocks.map((clock) => {
    if (clock.exemption === undefined) return clock;
    const { reason: _reason, ...exemption } = clock.exemption;
    return { ...clock, exemption };
  });
  const internal = sheet.attachments?.filter(isInternal) ?? [];
  if (internal.length === 0) return { ...sheet, opinions: [], consultations: [], clocks };
  const attachments = sheet.attachments?.filter((each) => !isInternal(each));
  const files = sheet.files.filter((file) => !internal.some(({ id }) => id === file));
  return { ...sheet, opinions: [], consultations: [], clocks, files, ...defined({ attachments }) };
}

const isInternal = ({ internal }: SheetAttachment): boolean => internal === true;

/** Whether a reader is kept from a file because colleagues attached it among themselves. */
export const isFileInternal = (
  file: string,
  reader: Pick<Actor, 'role'>,
  { attachments = [] }: Pick<Sheet, 'attachments'>,
) => isResident(reader) && attachments.some((each) => each.id === file && isInternal(each));

type Without<E, K extends PropertyKey> = E extends unknown ? Omit<E, K> : never;

/** A ledger entry as a reader is shown it: as it is hashed, unless it says that it is redacted. It may lack its actor. */
export type RedactedEntry = Without<LedgerEntry, 'actor'> & {
  readonly actor?: Actor;
  readonly redacted?: true;
};

/** An entry of the sheet's ledger as that reader is shown it, with such of its values as they may see. */
export function entryFor(
  reader: Reader,
  { entry, values }: Written<LedgerEntry>,
  sheet: Sheet,
  directory: Directory,
): Written<RedactedEntry> {
  // Somebody laid hands on it, and nobody knows what it holds.
  if (entry.step === undefined || entry.actor === undefined)
    return { entry: { redacted: true } as unknown as RedactedEntry, values: {} };
  const isHidden = isResidentHidden(reader, sheet, directory);
  const isActorHidden = isHidden && isOfResident(entry.actor, sheet);
  const hidden = [
    ...(isResident(reader) ? internalPlaces(entry.step) : []),
    ...(isHidden ? TELLING : []),
    ...(isActorHidden ? [['actor']] : []),
  ];
  const kept: RedactedEntry = withoutPlain(entry, hidden);
  const { actor, ...rest } = kept;
  const shown = isActorHidden ? (rest as RedactedEntry) : kept;
  return {
    entry: shown === entry ? shown : { ...shown, redacted: true },
    values: sheet.erased === true ? {} : withoutValues(values, hidden),
  };
}

/** What that reader is shown of the event that an entry keeps; what they are not shown is not there. */
export function eventFor(
  reader: Reader,
  written: Written<LedgerEntry>,
  sheet: Sheet,
  directory: Directory,
): RedactedEntry {
  const { entry, values } = entryFor(reader, written, sheet, directory);
  return reveal(entry, values, undefined);
}

/** Steps of the resident, whoever that was when they were signed: an amendment may have named another since. */
function isOfResident(actor: Actor, { resident, requester }: Sheet): boolean {
  const own = [resident?.id, requester?.person];
  return isResident(actor) || own.includes(actor.id) || own.includes(partOf(actor));
}
