/** What a step comes to: the events that it writes, or why it is refused. Pure. */

import { exemptionBarrier, exemptionFault } from '../clocks/exemption.ts';
import { isAuthority, isRecused, maySectionReceive } from '../complaints/recusal.ts';
import { rerouting } from '../complaints/rerouting.ts';
import { asAnyOf, DomainError, forbidden, invalid, notAllowed } from '../kernel/errors.ts';
import { type FoundFiles, filesFault, hashesOf } from '../kernel/files.ts';
import type { Actor, Directory, Person } from '../model/directory.ts';
import type { AmendedFields, Command, Sheet, SheetEvent } from '../model/sheet.ts';
import { isSignatureOwed } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import { isCustomerService, sectionOf, staffOf } from '../organisation/organisation.ts';
import { withOwes } from './owing.ts';
import { accusedFault, residentFault } from './references.ts';
import type { SaidStep } from './results.ts';
import { bringsDebt } from './signatures.ts';
import { rowsFor, type StepRow, takesPart } from './steps.ts';
import { timed } from './timed.ts';
import { sees } from './visibility.ts';

/** At most so many entries; from then on only steps that end something (contract section 3). */
export const MOST_ENTRIES = 1000;
/** Room for opinions and messages on one head, in characters, so that it stays far below the table's 400 KB. */
export const MOST_TEXT = 60_000;
const HOUR_MS = 3_600_000;

export interface StepContext {
  readonly now: string;
  /** Versions one of which the sheet must be in (`If-Match`); none: any. */
  readonly expected?: readonly number[] | undefined;
  /** Whom an amended `resident.id` names, if the directory knows them. */
  readonly resident?: Person | undefined;
  /** What was found of the files that the command names. */
  readonly files?: FoundFiles | undefined;
}

/**
 * Decides a step of somebody who may act as several, themselves first: as the first who may sign it. Otherwise as
 * `decide`.
 */
export function decideAs(
  sheet: Sheet,
  command: Command,
  actors: readonly Actor[],
  directory: Directory,
  context: StepContext,
): readonly SheetEvent[] | DomainError {
  const nobody = new DomainError('not-found', 'not-visible');
  return asAnyOf(actors, (actor) => decide(sheet, command, actor, directory, context), nobody);
}

/**
 * Decides a step on a sheet.
 *
 * Takes the sheet, the command in proper form, who signs it, the site's directory and the present instant;
 * gives the events to append, in order, all of one new version, or a DomainError. Checked in the contract's
 * order: `not-found` (may not see it), `forbidden`, `version-conflict`, `validation-failed`, `step-not-allowed`,
 * `too-many-requests`.
 */
export function decide(
  stored: Sheet,
  command: Command,
  actor: Actor,
  directory: Directory,
  context: StepContext,
): readonly SheetEvent[] | DomainError {
  if (!sees(actor, stored, directory)) return new DomainError('not-found', 'not-visible');
  const sheet = 'clock' in command ? withOwes(stored, directory) : stored;
  const { now, expected } = context;
  const rows = rowsFor(sheet, command, directory);
  const mine = rows.filter((row) => takesPart(row, actor, sheet, directory, command));
  if (mine.length === 0) return forbidden(whoElse(rows));
  if (expected !== undefined && !expected.includes(sheet.version)) {
    return new DomainError('version-conflict', 'version-moved-on');
  }
  const bad = fault(sheet, command, actor, directory, context);
  if (bad !== undefined) return bad;
  const row = mine.find(({ kinds, from }) => kinds.includes(sheet.kind) && from.includes(sheet.status));
  if (row === undefined) return notAllowed('not-in-this-state');
  const said = saidOf(sheet, command, actor, directory, context);
  if (row.ends !== true && isFull(sheet, said.length)) return notAllowed('ledger-full');
  return (
    recusalBarrier(sheet, command, directory) ??
    barrier(sheet, command, actor, now) ??
    timed(stored, said, directory)
  );
}

/** Whoever a complaint is against neither handles it nor leads who does (B5.2.2c). */
function recusalBarrier(sheet: Sheet, command: Command, directory: Directory): DomainError | undefined {
  if (command.step === 'hand-over' && !maySectionReceive(command.section, sheet, directory)) {
    return notAllowed('section-complained-of');
  }
  if (command.step !== 'accept' && command.step !== 'assign') return undefined;
  const { handler } = command;
  return handler !== undefined && isRecused({ id: handler }, sheet, directory)
    ? notAllowed('handler-complained-of')
    : undefined;
}

/** Bad input that shows only against the sheet and the directory. */
function fault(
  sheet: Sheet,
  command: Command,
  actor: Actor,
  directory: Directory,
  { resident, now, files }: StepContext,
): DomainError | undefined {
  const unfit = filesFault(command.files, files, actor.id, now);
  if (unfit !== undefined) return unfit;
  if ('adopted' in command && command.adopted !== undefined && sheet.kind !== 'suggestion') {
    return invalid('/adopted', 'not-for-this-kind');
  }
  switch (command.step) {
    case 'hand-over':
      if (sectionOf(directory, command.section) === undefined) return invalid('/section', 'unknown-section');
      if (staffOf(directory, command.section).length === 0) return invalid('/section', 'nobody-to-receive');
      return undefined;
    case 'accept':
      return acceptFault(sheet, command.handler, actor, directory);
    case 'assign':
      return sheet.section === undefined ? undefined : handlerFault(sheet, command.handler, directory);
    case 'complete':
      return command.noVisit === true && sheet.kind !== 'repair'
        ? invalid('/noVisit', 'not-for-this-kind')
        : undefined;
    case 'amend':
      return (
        amendFault(sheet, command.fields) ??
        residentFault(command.fields.resident, resident, directory, '/fields/resident') ??
        accusedFault(command.fields.complaint, directory, '/fields/complaint')
      );
    case 'countersign':
      // At the desk the resident draws; who is logged in as themselves need not.
      return command.signature === undefined &&
        sheet.resident?.id !== actor.id &&
        isCustomerService(directory, actor)
        ? invalid('/signature', 'required')
        : undefined;
    case 'request-exemption':
    case 'grant-exemption':
    case 'refuse-exemption':
      return exemptionFault(sheet, command, now);
    case 'answer':
    case 'dispute':
    case 'reply':
    case 'arrive':
    case 'return':
    case 'receive':
    case 'follow-up':
    case 'urge':
    case 'write-off':
    case 'withdraw':
    case 'archive':
      return undefined;
    default:
      return command satisfies never;
  }
}

/** A repair needs a handler unless a worker accepts, who then is it (B5.2.1a). */
function acceptFault(
  sheet: Sheet,
  handler: string | undefined,
  actor: Actor,
  directory: Directory,
): DomainError | undefined {
  if (sheet.kind === 'repair' && actor.role === 'worker') {
    return handler === undefined || handler === partOf(actor)
      ? undefined
      : invalid('/handler', 'worker-handles-it');
  }
  if (handler === undefined) return sheet.kind === 'repair' ? invalid('/handler', 'required') : undefined;
  if (sheet.section !== undefined) return handlerFault(sheet, handler, directory);
  // An authority that accepts a complaint has no section, and handles it itself (B5.2.2c).
  const isSomebodyElse = handler !== partOf(actor) && isAuthority(actor, sheet, directory);
  return isSomebodyElse ? invalid('/handler', 'not-staff-of-section') : undefined;
}

function handlerFault(sheet: Sheet, handler: string, directory: Directory): DomainError | undefined {
  const known = staffOf(directory, sheet.section).some((person) => person.id === handler);
  return known ? undefined : invalid('/handler', 'not-staff-of-section');
}

function amendFault(sheet: Sheet, fields: AmendedFields): DomainError | undefined {
  if (sheet.kind !== 'repair') {
    for (const name of ['category', 'simple', 'urgent'] as const) {
      if (fields[name] !== undefined) return invalid(`/fields/${name}`, 'not-for-this-kind');
    }
  }
  if (sheet.kind !== 'complaint' && fields.complaint !== undefined) {
    return invalid('/fields/complaint', 'not-for-this-kind');
  }
  if (fields.resident !== undefined && sheet.requester !== undefined) {
    return invalid('/fields/resident', 'either-resident-or-requester');
  }
  return undefined;
}

/** Why somebody whose part it usually is may not sign it this time. */
function whoElse(rows: readonly StepRow[]): 'manager-hands-over' | 'not-your-step' {
  return rows.some((row) => row.when === 'disputed') ? 'manager-hands-over' : 'not-your-step';
}

/** Whether so many more entries find no room; passing a returned sheet on writes two. */
function isFull(sheet: Sheet, more: number): boolean {
  const text = [...sheet.opinions, ...sheet.replies].reduce((sum, each) => sum + each.text.length, 0);
  return sheet.entries + more > MOST_ENTRIES || text >= MOST_TEXT;
}

/** Rules about what came before on this very sheet. */
function barrier(sheet: Sheet, command: Command, actor: Actor, now: string): DomainError | undefined {
  if (command.step === 'dispute' && sheet.status === 'handed-over') {
    if (sheet.binding) return notAllowed('binding-hand-over');
    if (sheet.disputedBy.includes(sheet.section)) return notAllowed('disputed-before');
  }
  if (command.step === 'receive' && sheet.status === 'returned' && sheet.received) {
    return notAllowed('already-received');
  }
  if (command.step === 'archive' && (isSignatureOwed(sheet) || bringsDebt(sheet, command))) {
    return notAllowed('signature-owed');
  }
  if ((command.step === 'countersign' || command.step === 'write-off') && !isSignatureOwed(sheet)) {
    return notAllowed('no-signature-owed');
  }
  if (
    command.step === 'request-exemption' ||
    command.step === 'grant-exemption' ||
    command.step === 'refuse-exemption'
  ) {
    return exemptionBarrier(sheet, command);
  }
  if (command.step === 'urge' && actor.role === 'resident' && sheet.urgedAt !== undefined) {
    const wait = Date.parse(sheet.urgedAt) + HOUR_MS - Date.parse(now);
    if (wait > 0) {
      return new DomainError('too-many-requests', 'urged-within-the-hour', {
        retryAfter: Math.ceil(wait / 1000),
      });
    }
  }
  return undefined;
}

/** What the step's entries say, before the rules make anything of it. */
function saidOf(
  sheet: Sheet,
  command: Command,
  actor: Actor,
  directory: Directory,
  { now, files }: StepContext,
): readonly SaidStep[] {
  const at = now > sheet.updatedAt ? now : sheet.updatedAt;
  const version = sheet.version + 1;
  const bare = { seq: sheet.entries + 1, at, actor, version };
  const fileHashes = hashesOf(command.files, files);
  const base = fileHashes.length === 0 ? bare : { ...bare, fileHashes };
  switch (command.step) {
    case 'accept':
      return [{ ...base, ...command, handler: command.handler ?? partOf(actor) }];
    case 'countersign':
      return [{ ...base, ...command, of: [...sheet.signable, ...fileHashes] }];
    case 'amend':
      return [
        {
          ...base,
          ...command,
          fields: keepingId(sheet, command.fields),
          old: oldValues(sheet, command.fields),
          ...rerouting(sheet, command.fields.complaint, directory),
        },
      ];
    case 'hand-over':
    case 'follow-up': {
      const passing = {
        ...base,
        ...command,
        ...(returnsToAccused(sheet, command, directory) ? { takenBack: true as const } : {}),
      };
      // Passing a returned sheet on signs for its return as well (B5.2b).
      return sheet.status === 'returned' && !sheet.received
        ? [
            { ...bare, step: 'receive' },
            { ...passing, seq: base.seq + 1 },
          ]
        : [passing];
    }
    default:
      return [{ ...base, ...command }];
  }
}

/** Whether a follow-up would reopen it for a section whose leaders have come to be complained of since (B5.2.2c). */
function returnsToAccused(sheet: Sheet, command: Command, directory: Directory): boolean {
  if (command.step !== 'follow-up' || !command.reached || command.resolved === true) return false;
  return sheet.section !== undefined && !maySectionReceive(sheet.section, sheet, directory);
}

/** Whose sheet it is stays, unless the amendment names another resident. */
function keepingId(sheet: Sheet, fields: AmendedFields): AmendedFields {
  const id = fields.resident?.id ?? sheet.resident?.id;
  return fields.resident === undefined || id === undefined
    ? fields
    : { ...fields, resident: { ...fields.resident, id } };
}

function oldValues(sheet: Sheet, fields: AmendedFields): AmendedFields {
  const names = Object.keys(fields) as (keyof AmendedFields)[];
  return Object.fromEntries(
    names.filter((name) => sheet[name] !== undefined).map((name) => [name, sheet[name]]),
  );
}
