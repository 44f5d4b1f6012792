/**
 * Carries over ledgers that hold plain values, as version 0.1 wrote them: every entry is written anew with commitments in
 * the place of its values, which lie beside it from then on, and one more entry names the last hash that the plain chain had
 * (contract section 3). Each transaction leaves a ledger that is whole, so that it may be killed at any moment and goes on.
 */
import { carriedOver, caseCarriedOver } from '../domain/archive/carried-over.ts';
import { replay, replayCase } from '../domain/archive/replay.ts';
import type { Case, CaseEvent } from '../domain/cases/case.ts';
import { CASE_PLACES } from '../domain/cases/personal.ts';
import { DomainError } from '../domain/kernel/errors.ts';
import { type Carried, eventOf, inscribe, isWhole, type Written } from '../domain/kernel/inscribe.ts';
import { type Chained, canonical, GENESIS } from '../domain/kernel/ledger.ts';
import { isConcealed, type ValuePath } from '../domain/kernel/values.ts';
import type { SheetEvent } from '../domain/model/sheet.ts';
import { personalPlaces } from '../domain/sheets/personal.ts';
import { SYSTEM } from '../domain/sheets/watch.ts';
import { newSalt } from '../runtime/salt.ts';
import { caseHeadItem, caseRetentionItem, caseSealingItem } from '../store/cases/case-items.ts';
import { readCaseLedger } from '../store/cases/cases.ts';
import { headItem, retentionItem, sealingItem } from '../store/sheets/sheet-items.ts';
import { readLedger } from '../store/sheets/sheets.ts';
import {
  CARRIED,
  casePartition,
  entryKey,
  type Key,
  ledgerHeadKey,
  sheetPartition,
  writtenAt,
} from '../store/table/keys.ts';
import { UnreadableLedger } from '../store/table/readable.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Item, Table } from '../store/table/table.ts';
import { headPut, put, putNew, remove, transact, type Write } from '../store/table/transact.ts';
import { storedBytes, writtenAttributes } from '../store/table/written.ts';

/** So many entries go into one transaction, which takes a hundred items of 4 MB together. */
const ENTRIES_AT_ONCE = 80;
const BYTES_AT_ONCE = 2_000_000;

/** `broken`: somebody laid hands on the ledger, so it stays as it is for whoever looks into it. */
export type CarriedOver = 'done' | 'broken';

type AnyEvent = SheetEvent | CaseEvent;
type Entry = Chained<AnyEvent>;

/** A ledger as it is to be carried over, whichever kind it is of. */
interface Ledger {
  readonly state: { readonly version: number; readonly entries: number; readonly updatedAt: string };
  readonly hash: string;
  readonly isErased: boolean;
  readonly written: readonly Written<Entry>[];
  readonly carried: Carried | undefined;
  /** All its events as they stand from now on; only of a ledger that is whole. And what of them is a value. */
  readonly carriedOver: () => readonly AnyEvent[];
  readonly places: (event: AnyEvent) => readonly ValuePath[];
  readonly partition: string;
  /** What is written with the last part: the head that the events come to, and what hangs on it. */
  readonly ending: (
    events: readonly AnyEvent[],
    hash: string,
    bytes: number,
  ) => { head: Item; more: readonly Item[] };
}

type Load = (table: Table, id: string) => Promise<Ledger | undefined>;

/** Carries the ledger of a sheet over; the same again changes nothing. `now` is the present instant. */
export const carryOverSheet = (table: Table, id: string, now: string) => carryOver(table, loadSheet, id, now);

/** Carries the ledger of a case over, in the same manner. */
export const carryOverCase = (table: Table, id: string, now: string) => carryOver(table, loadCase, id, now);

async function loadSheet(table: Table, id: string): Promise<Ledger | undefined> {
  const found = await readLedger(table, id);
  if (found === undefined || found.head.bytes !== undefined) return undefined;
  const { sheet, hash } = found.head;
  return {
    ...{ state: sheet, hash, isErased: sheet.erased === true, carried: found.carried },
    written: found.entries as readonly Written<Entry>[],
    carriedOver: () => carriedOver(found.entries),
    places: (event) => personalPlaces(event, sheet),
    partition: sheetPartition(id),
    ending: (events, last, bytes) => {
      const after = replay(events as readonly SheetEvent[]);
      const sealing =
        after.status === 'archived' ? [sealingItem(after), retentionItem(after, archivedAt(events))] : [];
      return { head: headItem({ sheet: after, hash: last, bytes }), more: sealing };
    },
  };
}

async function loadCase(table: Table, id: string): Promise<Ledger | undefined> {
  const found = await readCaseLedger(table, id);
  if (found === undefined || found.head.bytes !== undefined) return undefined;
  const { case: state, hash } = found.head;
  return {
    ...{ state, hash, isErased: state.erased === true, carried: found.carried },
    written: found.entries as readonly Written<Entry>[],
    carriedOver: () => caseCarriedOver(found.entries),
    places: () => CASE_PLACES,
    partition: casePartition(id),
    ending: (events, last, bytes) => {
      const after: Case = replayCase(events as readonly CaseEvent[]);
      const sealing =
        after.status === 'archived'
          ? [caseSealingItem(after), caseRetentionItem(after, archivedAt(events))]
          : [];
      return { head: caseHeadItem({ case: after, hash: last, bytes }), more: sealing };
    },
  };
}

/** When a ledger was archived; the last entry stands for one that does not say so. */
const archivedAt = (events: readonly AnyEvent[]): string =>
  (events.find(({ step }) => step === 'archive') ?? events.at(-1))?.at ?? '';

async function carryOver(table: Table, load: Load, id: string, now: string): Promise<CarriedOver> {
  for (;;) {
    const done = await retryOnConflict(async (): Promise<CarriedOver | 'part' | 'conflict'> => {
      const ledger = await load(table, id).catch(brokenIfUnreadable);
      if (ledger === 'broken') return ledger;
      if (ledger === undefined) return 'done';
      const { written, hash, isErased, carried } = ledger;
      if (!isWhole(written, hash, isErased, carried)) return 'broken';
      return carryPart(table, ledger, now);
    });
    if (done instanceof DomainError) throw new Error(`${id} is being written all the time`);
    if (done !== 'part') return done;
  }
}

function brokenIfUnreadable(error: unknown): 'broken' {
  if (error instanceof UnreadableLedger) return 'broken';
  throw error;
}

/** Carries over as many entries as one transaction takes, from where the last one stopped. */
async function carryPart(
  { name, client }: Table,
  ledger: Ledger,
  now: string,
): Promise<'part' | 'done' | 'conflict'> {
  const { state, written, carried, partition } = ledger;
  const events = ledger.carriedOver();
  const from = carried?.seq ?? committedBefore(ledger, events);
  const upTo = from + partSize(written.slice(from));
  const isLast = upTo === written.length;
  const closing = isLast ? [closingOf(ledger, now)] : [];
  const start = carried?.hash ?? written[from - 1]?.entry.hash ?? GENESIS;
  const part = inscribe(
    [...events.slice(from, upTo), ...closing],
    start,
    ledger.places,
    newSalt,
  ) as Written<Entry>[];
  const place = { pk: partition, sk: CARRIED };
  const entries = part
    .slice(0, upTo - from)
    .map((each, nth) => entryWrite(name, partition, written[from + nth], each));
  const last = part.at(-1)?.entry.hash ?? start;
  const writes = isLast
    ? [...entries, ...endingWrites(name, ledger, part, last), remove(name, place)]
    : [
        ...entries,
        headUnmoved(name, partition, state.version, written.length, ledger.hash),
        put(name, { ...place, carried: JSON.stringify(carriedTo(upTo, last, written)) }),
      ];
  const outcome = await transact({ name, client }, writes);
  if (outcome !== 'committed') return 'conflict';
  return isLast ? 'done' : 'part';
}

/**
 * How many entries at the beginning are committed to already. They keep their hashes: a function of version 0.1 may have
 * written behind them, and they may be anchored by now.
 */
function committedBefore({ written, places }: Ledger, events: readonly AnyEvent[]): number {
  const first = written.findIndex(({ entry }, nth) => {
    const event = events[nth];
    const isOld =
      event === undefined || canonical(Object.keys(event).toSorted()) !== canonical(keysOf(entry));
    return isOld || !isConcealed(entry, places(event));
  });
  return first === -1 ? written.length : first;
}

/** The members of an entry without its links to the chain. */
const keysOf = ({ previousHash: _previousHash, hash: _hash, ...event }: Entry) =>
  Object.keys(event).toSorted();

const carriedTo = (seq: number, hash: string, written: Ledger['written']): Carried => ({
  ...{ seq, hash },
  was: written[seq - 1]?.entry.hash ?? GENESIS,
});

function partSize(written: Ledger['written']): number {
  let [count, bytes] = [0, 0];
  for (const each of written) {
    bytes += 2 * storedBytes(each);
    if (count > 0 && (count >= ENTRIES_AT_ONCE || bytes > BYTES_AT_ONCE)) break;
    count += 1;
  }
  return count;
}

/** The entry that closes the plain chain: it names its last hash. */
function closingOf({ state, written, hash }: Ledger, now: string): AnyEvent {
  return {
    ...{ step: 'carry-over', seq: written.length + 1, at: now > state.updatedAt ? now : state.updatedAt },
    ...{ actor: SYSTEM, version: state.version, lastHash: hash, result: {} },
  };
}

/** Writes an entry in its own place, unless it is another by now. */
function entryWrite(
  table: string,
  partition: string,
  before: Written<Entry> | undefined,
  after: Written<Entry>,
): Write {
  const { entry, values = null } = writtenAttributes(after) as { entry: string; values?: string };
  const was = before === undefined ? '' : String(writtenAttributes(before).entry);
  return {
    Update: {
      TableName: table,
      Key: { pk: partition, sk: entryKey('', after.entry.seq).sk },
      UpdateExpression:
        values === null ? 'SET entry = :entry REMOVE #values' : 'SET entry = :entry, #values = :values',
      ConditionExpression: 'entry = :was',
      ExpressionAttributeNames: { '#values': 'values' },
      ExpressionAttributeValues: {
        ':entry': entry,
        ':was': was,
        ...(values === null ? {} : { ':values': values }),
      },
    },
  };
}

function endingWrites(
  table: string,
  { state, written, partition, ending }: Ledger,
  part: readonly Written<Entry>[],
  hash: string,
): readonly Write[] {
  const closing = part.at(-1);
  if (closing === undefined) throw new Error('a ledger without entries');
  const before = written.slice(0, written.length + 1 - part.length);
  const whole = [...before, ...part];
  const bytes = whole.reduce((sum, each) => sum + storedBytes(each), 0);
  const { head, more } = ending(whole.map((each) => eventOf(each)) as AnyEvent[], hash, bytes);
  const closed: Key = { pk: partition, sk: entryKey('', closing.entry.seq).sk };
  return [
    putNew(table, { ...closed, ...writtenAt(closed, closing.entry.at), ...writtenAttributes(closing) }),
    headPut(table, head, state),
    ...more.map((item) => put(table, item)),
  ];
}

/** The head is still the one that was read. */
function headUnmoved(
  table: string,
  partition: string,
  version: number,
  entries: number,
  hash: string,
): Write {
  return {
    ConditionCheck: {
      TableName: table,
      Key: ledgerHeadKey(partition),
      ConditionExpression: 'version = :version AND entries = :entries AND headHash = :hash',
      ExpressionAttributeValues: { ':version': version, ':entries': entries, ':hash': hash },
    },
  };
}
