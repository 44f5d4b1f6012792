/**
 * The promises of a sheet computed anew from nothing but its ledger, by the table of contract section 3 and the
 * slow, obvious count of working time. None of the product's ways are used.
 */

import type { Calendar } from '../../../shared/domain/calendar/calendar.ts';
import type { LedgerEntry } from '../../../shared/domain/model/sheet.ts';
import { endOfNthWorkingDay, passed } from '../domain/minute-by-minute.ts';

/** A promise as the ledger tells it; instants are milliseconds since 1970. */
export interface Promised {
  /** `name-round-n`. */
  readonly id: string;
  readonly startedAt: number;
  readonly dueAt: number;
  readonly endedAt: number | undefined;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ARRIVAL = { ordinary: 60 * MINUTE, simple: 20 * MINUTE, urgent: 15 * MINUTE };

type Opened = Extract<LedgerEntry, { step: 'open' }>;
type Name = 'answer' | 'dispatch' | 'acceptance' | 'arrival' | 'return' | 'handling' | 'follow-up';

/** When a promise is due that starts then. */
function dueAt(name: Name, startedAt: number, { kind, urgency }: Opened, calendar: Calendar): number {
  const isRepair = kind === 'repair';
  const isUrgent = urgency === 'urgent';
  const inService = (hours: number) => passed(startedAt, hours * HOUR, calendar);
  switch (name) {
    case 'answer':
    case 'return':
      return startedAt + 24 * HOUR;
    case 'dispatch':
      return isRepair ? startedAt + (isUrgent ? 3 : 10) * MINUTE : inService(2);
    case 'acceptance':
      return isRepair ? startedAt + (isUrgent ? 5 : 30) * MINUTE : inService(2);
    case 'arrival':
      return startedAt + ARRIVAL[urgency ?? 'ordinary'];
    case 'handling':
      return endOfNthWorkingDay(startedAt, 5, calendar);
    case 'follow-up':
      return isRepair ? startedAt + 24 * HOUR : endOfNthWorkingDay(startedAt, 2, calendar);
    default:
      return name satisfies never;
  }
}

interface Run {
  readonly name: Name;
  readonly round: number;
  readonly startedAt: number;
  endedAt: number | undefined;
}

/** Every promise of a sheet's life, in the order in which they began. */
export function promisesOf(entries: readonly LedgerEntry[], calendar: Calendar): readonly Promised[] {
  const [first] = entries;
  if (first?.step !== 'open') throw new Error('a ledger begins with the opening');
  const isRepair = first.kind === 'repair';
  const runs: Run[] = [];
  let round = 1;
  let unreached = 0;
  const begin = (at: number, ...names: readonly Name[]) => {
    for (const name of names) runs.push({ name, round, startedAt: at, endedAt: undefined });
  };
  const end = (at: number, ...names: readonly Name[]) => {
    for (const run of runs) if (run.endedAt === undefined && names.includes(run.name)) run.endedAt = at;
  };
  const endAll = (at: number) => end(at, ...runs.map(({ name }) => name));

  for (const entry of entries) {
    const at = Date.parse(entry.at);
    switch (entry.step) {
      case 'open':
        begin(at, isRepair ? 'return' : 'answer', 'dispatch');
        break;
      case 'hand-over':
        end(at, 'dispatch');
        begin(at, 'acceptance');
        break;
      case 'dispute':
        end(at, 'acceptance');
        begin(at, 'dispatch');
        break;
      case 'accept':
        end(at, 'acceptance');
        begin(at, isRepair ? 'arrival' : 'handling');
        break;
      case 'assign':
        end(at, 'arrival');
        if (isRepair) begin(at, 'arrival');
        break;
      case 'arrive':
        end(at, 'arrival');
        break;
      case 'reply':
        end(at, 'answer');
        break;
      case 'return':
        end(at, 'return', 'handling');
        begin(at, 'follow-up');
        break;
      case 'follow-up':
        unreached += entry.reached ? 0 : 1;
        if (entry.reached) end(at, 'answer');
        if (entry.reached || unreached === 3) endAll(at);
        if (entry.reached && !entry.resolved) {
          round += 1;
          unreached = 0;
          begin(at, isRepair ? 'return' : 'answer', 'acceptance');
        }
        break;
      case 'withdraw':
        endAll(at);
        break;
      case 'complete':
      case 'receive':
      case 'archive':
      case 'warning':
      case 'breach':
      case 'escalate':
        break;
      default:
        throw new Error(`the busy site knows no ${entry.step}`);
    }
  }
  return runs.map(({ name, round: of, startedAt, endedAt }, place) => {
    const nth = runs.slice(0, place + 1).filter((run) => run.name === name && run.round === of).length;
    return { id: `${name}-${of}-${nth}`, startedAt, endedAt, dueAt: dueAt(name, startedAt, first, calendar) };
  });
}

/**
 * What is wrong with the breaches in a ledger that was read at an instant; nothing where all is as promised. A breach is
 * noticed within `lateBy` milliseconds of when it was due.
 */
export function mismatches(
  entries: readonly LedgerEntry[],
  calendar: Calendar,
  now: number,
  lateBy = MINUTE,
): readonly string[] {
  const promises = promisesOf(entries, calendar);
  const broken = entries.flatMap((entry) => (entry.step === 'breach' ? entry : []));
  const expected = promises.filter(({ dueAt: due, endedAt }) => (endedAt ?? now - MINUTE) > due);
  const wrong: string[] = [];
  for (const { id, dueAt: due, endedAt } of expected) {
    const found = broken.filter(({ clock }) => clock === id);
    const [breach] = found;
    if (breach === undefined || found.length > 1) {
      wrong.push(`${id}: ${found.length} breaches of ${new Date(due).toISOString()}`);
      continue;
    }
    if (Date.parse(breach.dueAt) !== due)
      wrong.push(`${id}: due ${breach.dueAt}, not ${new Date(due).toISOString()}`);
    const noticed = Date.parse(breach.at);
    if (noticed <= due || noticed > due + lateBy) wrong.push(`${id}: noticed at ${breach.at}`);
    if (endedAt !== undefined && noticed > endedAt) wrong.push(`${id}: noticed after it ended`);
  }
  const known = new Set(
    promises.filter(({ dueAt: due, endedAt }) => (endedAt ?? now) > due).map(({ id }) => id),
  );
  for (const { clock } of broken) if (!known.has(clock)) wrong.push(`${clock}: a breach of what was kept`);
  return wrong;
}
