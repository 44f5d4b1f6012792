/** What waits for a second pair of eyes, and what was changed: settled, listed, read (contract section 2). */
import { DomainError } from '../domain/kernel/errors.ts';
import type { Actor, Person } from '../domain/model/directory.ts';
import {
  type DirectoryChange,
  eraserOf,
  type KeptChange,
  listBarrier,
  settlerOf,
  type WaitingChange,
} from '../domain/organisation/changes.ts';
import type { LedgerOf } from '../domain/organisation/directory-ledger.ts';
import { leavesWork, stateBarrier, versionOf } from '../domain/organisation/directory-rules.ts';
import { personLedgerBarrier, siteLedgerBarrier } from '../domain/organisation/visibility.ts';
import { readDirectoryLedger, readLedgerEnd } from '../store/organisation/directory-ledger.ts';
import { readDirectory, readPerson, readSites } from '../store/organisation/organisation.ts';
import { writePerson } from '../store/organisation/organisation-writes.ts';
import {
  readChange,
  readWaiting,
  type ShowChanges,
  settlingWrites,
} from '../store/organisation/waiting-changes.ts';
import { readInHand } from '../store/sheets/work-in-hand.ts';
import type { CommandResponse, Rendered } from '../store/table/idempotency.ts';
import { type FilledPage, pageOfSeveral } from '../store/table/merged-page.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import { transact } from '../store/table/transact.ts';
import { awardLedgerBarrier } from './awards.ts';
import { type CommandRequest, refusal, respondOnce } from './command.ts';
import { erasureFor } from './erasures.ts';
import { placesOf, readerNow, tellingInHand } from './organisation.ts';

/** Who asks, as the table has them now. */
type Reader = Awaited<ReturnType<typeof readerNow>>;

/** Which change of whom. */
interface WhichChange {
  readonly person: string;
  readonly change: string;
}

/** A change with whoever settles it, and all that it is decided by. */
async function settlementOf(
  table: Table,
  request: CommandRequest,
  how: 'confirm' | 'dismiss',
  which: WhichChange,
  asking?: Reader,
) {
  const [known, person, end] = await Promise.all([
    readChange(table, which.person, which.change),
    readPerson(table, which.person),
    readLedgerEnd(table, { of: 'person', id: which.person }),
  ]);
  const kept = known === undefined ? undefined : ofPerson(known);
  const reader = asking ?? (await readerNow(table, request));
  const { before = null, after } = kept?.change ?? {};
  const places = after && (await placesOf(table, before ?? undefined, after, request.now));
  const { directory, former } = places ?? {};
  const hidden = new DomainError('not-found', 'change-not-visible');
  if (kept === undefined || directory === undefined) return { refused: hidden };
  const settler = settlerOf(how, kept, { reader, person, former, directory, now: request.now });
  if (settler instanceof DomainError) return { refused: settler };
  return { kept, person, end, directory, former, settler, reader };
}

/** A change of a person; undefined where it is of another kind, which is settled elsewhere. */
function ofPerson({ change, state }: KeptChange): KeptChange<DirectoryChange> | undefined {
  return change.kind === 'person' ? { change, state } : undefined;
}

/** Whether the caller, who is that reader, may confirm a change that waits. */
export async function mayConfirm(
  table: Table,
  request: CommandRequest,
  reader: Reader,
  change: WaitingChange,
): Promise<boolean> {
  if (change.kind === 'erasure') {
    return !(eraserOf('confirm', { change, state: 'waiting' }, reader, request.now) instanceof DomainError);
  }
  const which = { person: change.subject, change: change.id };
  return (await settlementOf(table, request, 'confirm', which, reader)).refused === undefined;
}

/**
 * Confirms a change, which holds from then on; gives the response that is rendered for the person, or why not. What stood
 * against it when it was asked for may have come about since.
 */
export function confirmChange(
  table: Table,
  request: CommandRequest,
  which: WhichChange,
  render: (person: Person) => Rendered,
): Promise<CommandResponse | DomainError> {
  return retryOnConflict(async () => {
    const found = await settlementOf(table, request, 'confirm', which);
    if (found.refused !== undefined) return refusal(table, request, found.refused);
    const { kept, person: before, end, directory, former, settler, reader } = found;
    const { change } = kept;
    const [inHand, sites] = await Promise.all([
      leavesWork(before, change.after) && former !== undefined
        ? readInHand(table, change.subject, former)
        : [],
      change.after.sites === undefined ? [] : readSites(table),
    ]);
    const facts = { before, directory, former, sites, hasInHand: inHand.length > 0 };
    const barrier = stateBarrier(change.after, facts);
    if (barrier !== undefined) {
      return refusal(table, request, tellingInHand(asConflict(barrier), inHand, reader));
    }
    const after = { ...change.after, version: (versionOf(before) ?? 0) + 1 };
    const others = former?.site.id === directory.site.id ? undefined : former;
    const event = eventOf(change, settler, request.now, before, after);
    return respondOnce(table, request, await render(after), (record) =>
      writePerson(
        table,
        { before, after, directory, former: others },
        { event, end },
        settlingWrites(table.name, change, 'confirmed', record),
        record,
      ),
    );
  });
}

/** What the change names is bad by now; nothing in the request is, so it is no bad input. */
const asConflict = ({ reason }: DomainError) => new DomainError('step-not-allowed', reason);

const eventOf = (
  { actor, subject }: DirectoryChange,
  confirmedBy: Actor,
  at: string,
  before: Person | undefined,
  after: Person,
) => ({ at, actor, confirmedBy, kind: 'person', subject, before, after }) as const;

/** Dismisses a change; gives the response that is rendered for the person as they stay, or why not. */
export function dismissChange(
  table: Table,
  request: CommandRequest,
  which: WhichChange,
  render: (person: Person) => Rendered,
): Promise<CommandResponse | DomainError> {
  return retryOnConflict(async () => {
    const found = await settlementOf(table, request, 'dismiss', which);
    if (found.refused !== undefined) return refusal(table, request, found.refused);
    const { kept, person } = found;
    return respondOnce(table, request, await render(person ?? nobodyYet(kept)), (record) =>
      transact(table, settlingWrites(table.name, kept.change, 'dismissed', record), record),
    );
  });
}

/** Somebody who was asked for and is not there: in version 0, as duty that was never set. */
const nobodyYet = ({ change }: KeptChange<DirectoryChange>): Person => ({
  ...change.after,
  active: false,
  version: 0,
});

/** A page of what waits, and at which of the sites that were asked for it was looked for. */
interface WaitingPage extends FilledPage<WaitingChange> {
  readonly sites: readonly string[];
}

/** A page of what waits at these sites, oldest first, as the caller is shown it; why they may not list it where they may at none. */
export async function waitingFor(
  table: Table,
  request: CommandRequest,
  sites: readonly string[],
  limit: number,
  after: string | undefined,
): Promise<WaitingPage | DomainError> {
  const { now } = request;
  const reader = await readerNow(table, request);
  const barriers = await Promise.all(
    sites.map(async (site) => listBarrier(reader, await readDirectory(table, site, now))),
  );
  // Of several, a site whose changes are not the reader's to see adds nothing.
  const open = sites.filter((_site, nth) => barriers[nth] === undefined);
  const [barrier] = barriers;
  if (open.length === 0 && barrier !== undefined) return barrier;
  const shown: ShowChanges = async (changes) => {
    const found = changes.map((each) =>
      each.kind === 'erasure' ? erasureFor(table, reader, each, now) : each,
    );
    return (await Promise.all(found)).flatMap((each) => each ?? []);
  };
  const lists = open.map(
    (site) => (most: number, from: string | undefined) => readWaiting(table, site, now, shown, most, from),
  );
  const oldestFirst = (a: string, b: string) => a < b;
  return { ...(await pageOfSeveral(lists, { limit, after }, ({ id }) => id, oldestFirst)), sites: open };
}

/** A ledger of the directory or of an award, its chain recomputed, and how far it is anchored, or why not. */
export async function getDirectoryLedger(
  table: Table,
  request: CommandRequest,
  ledger: LedgerOf,
): Promise<Awaited<ReturnType<typeof readDirectoryLedger>> | DomainError> {
  const { id } = ledger;
  const barriers = {
    person: async () => personLedgerBarrier(await readerNow(table, request), await readPerson(table, id)),
    site: async () =>
      siteLedgerBarrier(await readerNow(table, request), await readDirectory(table, id, request.now)),
    award: () => awardLedgerBarrier(table, request, id),
  };
  return (await barriers[ledger.of]()) ?? readDirectoryLedger(table, ledger);
}
