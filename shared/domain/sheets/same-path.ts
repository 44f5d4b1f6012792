/**
 * Who is told that a drawn path was used before on another sheet (contract section 1, "sameAs"). Whoever signs twice
 * never draws the same path to the last digit, so the second was copied. Pure.
 */
import type { Actor, Directory } from '../model/directory.ts';
import { isOffice } from '../model/roles.ts';
import type { Sheet } from '../model/sheet.ts';
import { isCustomerService } from '../organisation/organisation.ts';
import { readerOf } from './anonymity.ts';

/** The first use of a path. */
export interface PathUse {
  readonly sheet: string;
  /** `seq` of the ledger entry that holds it. */
  readonly entry: number;
}

/** Whether the paths of a sheet are compared with others: those of an anonymous complaint would tell whose it is. */
export const isPathKept = ({ complaint }: Sheet): boolean => complaint?.anonymous !== true;

/** Whether somebody is told of other uses at all: customer service and the office are. */
export const isToldOfUses = (reader: Actor, directory: Directory): boolean =>
  isCustomerService(directory, reader) || isOffice(reader);

/** Whether they are told that the first use was on that sheet: they see it, and it has not become anonymous since. */
export const mayTellFirstUse = (actors: readonly Actor[], first: Sheet, directory: Directory): boolean =>
  isPathKept(first) && readerOf(actors, first, directory) !== undefined;
