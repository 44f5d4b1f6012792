/** Opening a sheet: who may take which request in, who is first contact, what the intake comes to. Pure. */

import { startClocks } from '../clocks/clocks.ts';
import { responsibilityAt } from '../clocks/responsibility.ts';
import { accusedOf, type Complained, isRecused, lastResortOf } from '../complaints/recusal.ts';
import { asAnyOf, type DomainError, forbidden, invalid, notAllowed } from '../kernel/errors.ts';
import { attachmentsOf, type FoundFiles, filesFault, hashesOf } from '../kernel/files.ts';
import { localDay } from '../kernel/local-time.ts';
import type { Actor, Directory, Person } from '../model/directory.ts';
import { isResident, isStaff } from '../model/roles.ts';
import type { Channel, OpenCommand, Praise, Resident, SheetEvent } from '../model/sheet.ts';
import { partOf } from '../organisation/acting.ts';
import {
  customerServiceOf,
  isCustomerService,
  isRepairSection,
  managersOf,
  sectionOf,
  staffOf,
} from '../organisation/organisation.ts';
import { presentAmong } from '../organisation/presence.ts';
import { reaches } from '../organisation/reach.ts';
import { appointmentFault } from './appointment.ts';
import { evolve } from './evolve.ts';
import { sheetNumber } from './number.ts';
import { accusedFault, residentFault } from './references.ts';
import { openedWithResult } from './results.ts';
import { signerFault } from './signatures.ts';
import { urgencyOf } from './urgency.ts';

export type OpenEvent = Extract<SheetEvent, { step: 'open' }>;

/** For each receptionist the turn in which they were last chosen; who is missing never was. */
export type Turns = { readonly [receptionist: string]: number };

export interface OpenContext {
  readonly now: string;
  /** The new sheet's id, a ULID. */
  readonly id: string;
  /** Which sheet of the site's local day it is, from 1. */
  readonly nth: number;
  readonly turns: Turns;
  /** The caller as the directory has them. */
  readonly caller: Person;
  /** Whom `resident.id` names, if the directory knows them. */
  readonly resident: Person | undefined;
  /** What was found of the files that the intake names. */
  readonly files?: FoundFiles | undefined;
}

type Admission = (actor: Actor, command: OpenCommand, directory: Directory) => boolean;

const atTheDesk: Admission = (actor, _command, directory) => isCustomerService(directory, actor);

/** Who may open by which channel (contract section 3; B5.1a, B5.2.1a). */
const ADMISSION: { readonly [C in Channel]: Admission } = {
  'walk-in': atTheDesk,
  phone: atTheDesk,
  letter: atTheDesk,
  online: isResident,
  // Staff ask for themselves alone.
  staff: (actor, { requester }) =>
    isStaff(actor) && (requester === undefined || requester.person === actor.id),
  direct: (actor, command, directory) =>
    actor.role === 'worker' && isRepairSection(directory, actor.section) && command.kind === 'repair',
};

/** Decides an intake of somebody who may act as several, themselves first: as the first who may. Otherwise as `open`. */
export function openAs(
  command: OpenCommand,
  actors: readonly Actor[],
  directory: Directory,
  context: OpenContext,
): OpenEvent | DomainError {
  return asAnyOf(actors, (actor) => open(command, actor, directory, context), forbidden('channel-not-yours'));
}

/**
 * Decides an intake; gives its one `open` event, or a DomainError: `forbidden` by channel, `validation-failed` for people, sections or
 * files that the directory does not know, `step-not-allowed` where nobody is there
 * to be first contact.
 */
export function open(
  command: OpenCommand,
  actor: Actor,
  directory: Directory,
  context: OpenContext,
): OpenEvent | DomainError {
  if (!reaches(context.caller, directory.site.id)) return forbidden('other-site');
  if (!ADMISSION[command.channel](actor, command, directory)) return forbidden('channel-not-yours');
  if (praisesThemselves(command, actor)) return forbidden('own-praise');
  const bad = fault(command, actor, directory, context);
  if (bad !== undefined) return bad;
  const resident =
    command.channel === 'online' ? asDirectoryHas(context.caller, command.resident) : command.resident;
  if (command.channel === 'online' && resident === undefined) return invalid('/resident', 'required');
  const unsigned = signerFault(command.signature, resident);
  if (unsigned !== undefined) return unsigned;
  const requester = command.channel === 'staff' ? { person: actor.id } : command.requester;
  const accused = accusedOf(command, directory);
  const complained = { complaint: command.complaint, accused };
  const firstContact = takesTurn(command)
    ? nextReceptionist(directory, context.turns, complained)
    : partOf(actor);
  if (firstContact === undefined) return notAllowed('nobody-to-receive');

  const attachments = attachmentsOf(command.files, context.files);
  const fileHashes = hashesOf(command.files, context.files);
  const event = openedWithResult({
    step: 'open',
    seq: 1,
    at: context.now,
    actor,
    version: 1,
    ...command,
    ...(resident === undefined ? {} : { resident }),
    ...(requester === undefined ? {} : { requester }),
    id: context.id,
    number: sheetNumber(localDay(context.now, directory.site.timeZone), context.nth),
    firstContact,
    ...(command.kind === 'repair' ? { urgency: urgencyOf(command) } : {}),
    ...(command.channel === 'direct' && actor.section !== undefined ? { section: actor.section } : {}),
    ...(fileHashes.length === 0 ? {} : { fileHashes }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(accused.length === 0 ? {} : { accused }),
  });
  const started = startClocks(evolve(undefined, event), event, responsibilityAt(directory));
  return started.length === 0 ? event : { ...event, clocks: started };
}

/** Whether whoever asks, or answers on the spot, is whom they praise. */
function praisesThemselves({ channel, requester, praise, answer }: OpenCommand, actor: Actor): boolean {
  if (praise?.person === undefined) return false;
  const isAnswering = answer !== undefined && [actor.id, actor.standInFor].includes(praise.person);
  return isAnswering || (channel === 'staff' ? actor.id : requester?.person) === praise.person;
}

/** Whether the desk is to choose a first contact: nobody there took the request in. */
export const takesTurn = ({ channel }: Pick<OpenCommand, 'channel'>): boolean =>
  channel === 'online' || channel === 'staff';

function fault(
  command: OpenCommand,
  actor: Actor,
  directory: Directory,
  context: OpenContext,
): DomainError | undefined {
  const { files, requester, resident, complaint } = command;
  const unfit = filesFault(files, context.files, actor.id, context.now);
  if (unfit !== undefined) return unfit;
  if (requester !== undefined && !isActiveStaff(directory, requester.person)) {
    return invalid('/requester/person', 'unknown-person');
  }
  // An online intake is the caller's own, whatever id it names.
  const named = command.channel === 'online' ? undefined : resident;
  return (
    appointmentFault(command.appointment, context.now, '/appointment') ??
    praiseFault(command.praise, directory) ??
    residentFault(named, context.resident, directory, '/resident') ??
    accusedFault(complaint, directory, '/complaint')
  );
}

function praiseFault(praise: Praise | undefined, directory: Directory): DomainError | undefined {
  if (praise?.person !== undefined && !isActiveStaff(directory, praise.person)) {
    return invalid('/praise/person', 'unknown-person');
  }
  if (praise?.section !== undefined && sectionOf(directory, praise.section) === undefined) {
    return invalid('/praise/section', 'unknown-section');
  }
  return undefined;
}

const isActiveStaff = (directory: Directory, id: string) =>
  directory.staff.some((person) => person.id === id && person.active);

/** An online intake names the resident as the directory does; only what it lacks is taken from the body. */
function asDirectoryHas(caller: Person, given: Resident | undefined): Resident | undefined {
  const phone = caller.phone ?? given?.phone;
  const address = caller.address ?? given?.address;
  if (phone === undefined || address === undefined) return undefined;
  return { id: caller.id, name: caller.name, phone, address };
}

/**
 * The first contact of an online request (A1.6a): the present receptionist longest not chosen whom the complaint is
 * not against, ties by id; where there is none customer service's manager, else the authority: whose the complaint
 * is (B5.2.2c), of all else the director.
 */
export function nextReceptionist(
  directory: Directory,
  turns: Turns,
  complained: Complained = {},
): string | undefined {
  const desk = customerServiceOf(directory)?.id;
  const isKept = (person: Person) => isRecused(person, complained, directory);
  const isFree = (person: Person) => !isKept(person);
  const receptionists = staffOf(directory, desk).filter((person) => person.role === 'receptionist');
  const there = presentAmong(receptionists.filter(isFree), directory);
  const waited = there.toSorted((a, b) => (turns[a.id] ?? 0) - (turns[b.id] ?? 0));
  const [last] = lastResortOf(complained, directory);
  return (waited[0] ?? managersOf(directory, desk, isKept).find(isFree) ?? last)?.id;
}
