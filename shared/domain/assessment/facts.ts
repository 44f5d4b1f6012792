/**
 * What a sheet says of who keeps which promise (B3c): the facts that every figure of an assessment is counted from,
 * each in the local month to which it belongs (contract section 6). Pure.
 */
import { sectionOwing } from '../clocks/escalation.ts';
import { sha256 } from '../kernel/ledger.ts';
import { localMonth, monthAfter } from '../kernel/local-spans.ts';
import type { Clock } from '../model/clock.ts';
import type { Directory } from '../model/directory.ts';
import type { Sheet } from '../model/sheet.ts';
import { isRated } from '../sheets/closing.ts';
import { REPEATED_WITHIN_MS } from './repeated.ts';

/** Whom a fact is about: a person, their section, or a section alone. */
export interface About {
  readonly person?: string;
  readonly section?: string;
}

export const CLOCK_OUTCOMES = ['kept', 'broken', 'exempt'] as const;
export const FOLLOW_UP_RESULTS = ['resolved', 'unresolved', 'unreachable'] as const;

export type Fact = About &
  (
    | { readonly kind: 'clock'; readonly clock: string; readonly outcome: (typeof CLOCK_OUTCOMES)[number] }
    | { readonly kind: 'breach'; readonly clock: string }
    /** A request that could be answered on the spot (A1.6b). */
    | { readonly kind: 'request'; readonly onTheSpot: boolean }
    /**
     * What the resident said, about who did the work: the result at the follow-up; the marks a week later, the
     * resident's own, else what the desk wrote down. Facts of version 0.1 have both in one. Or praise, about whom it is of;
     * a version that does not know that counts nothing of it.
     */
    | {
        readonly kind: 'service';
        readonly round: number;
        readonly result?: (typeof FOLLOW_UP_RESULTS)[number];
        readonly satisfaction?: number;
        readonly attitude?: number;
        readonly praised?: true;
      }
    /** The follow-up itself, about the first contact, who owes it. */
    | { readonly kind: 'follow-up'; readonly round: number; readonly reached: boolean }
    /**
     * `number` is the sheet's, by which those of one instant have an order; `place` is a hash of the address;
     * `isBefore`: of an earlier month, kept for what it may be repeated by.
     */
    | {
        readonly kind: 'complaint';
        readonly at: string;
        readonly number: string;
        readonly place: string;
        readonly isBefore: boolean;
      }
    | { readonly kind: 'final-case'; readonly case: string; readonly at: string }
  );
export type FactKind = Fact['kind'];

/** Where facts come from: a sheet or, for `final-case`, a case. */
export type Source = { readonly sheet: string } | { readonly case: string };

/** The facts of one source in one month. */
export interface SourceFacts {
  readonly source: Source;
  /** Whether it may be a complaint against somebody. */
  readonly isAgainst?: boolean;
  readonly facts: readonly Fact[];
}

/** A fact that several sources have alike: a busy month has many facts and few different ones. */
export interface Repeats {
  readonly fact: Fact;
  readonly times: number;
}

/** Facts by the local month to which they belong, written `2026-11`. */
export type FactsByMonth = ReadonlyMap<string, readonly Fact[]>;

const DAY_MS = 86_400_000;
const MARKED_AFTER_MS = 7 * DAY_MS;

/** The facts of a sheet as it is now; of a clock that still runs nothing is known. */
export function factsOf(sheet: Sheet, directory: Directory): FactsByMonth {
  const { timeZone } = directory.site;
  const { broken, followUps } = sheet.history;
  const months = new Map<string, Fact[]>();
  const add = (month: string, fact: Fact) => months.set(month, [...(months.get(month) ?? []), fact]);
  const addAt = (at: string, fact: Fact) => add(localMonth(at, timeZone), fact);
  const person = (id: string): About => about({ person: id }, directory);

  for (const clock of sheet.clocks) {
    const outcome = outcomeOf(clock);
    const isBroken = outcome === 'broken' || clock.breachedAt !== undefined;
    const owed = (isBroken ? broken[clock.id] : undefined) ?? clock.owes;
    const owes = about({ ...(clock.answerable && { person: clock.answerable }), ...owed }, directory);
    if (outcome !== undefined) addAt(clock.dueAt, { kind: 'clock', clock: clock.id, outcome, ...owes });
    if (clock.breachedAt !== undefined && !isForgiven(clock))
      addAt(clock.breachedAt, { kind: 'breach', clock: clock.id, ...owes });
  }
  if (sheet.kind !== 'repair' && sheet.kind !== 'complaint') {
    addAt(sheet.openedAt, { kind: 'request', onTheSpot: onTheSpot(sheet), ...person(sheet.firstContact) });
  }
  for (const { at, round, outcome, objected, satisfaction, attitude, section, handler } of followUps) {
    // Whoever asked knows best whether it was resolved.
    const result = objected === true && outcome === 'resolved' ? 'unresolved' : outcome;
    const work =
      handler === undefined ? person(sheet.firstContact) : { person: handler, ...(section && { section }) };
    addAt(at, {
      ...{ kind: 'service', round, result },
      ...work,
    });
    // By a link that staff made for the resident, anybody may have rated (contract section 10).
    const own = sheet.followUp?.round === round && isRated(sheet) ? sheet.followUp.rated : undefined;
    const marks = own ?? { satisfaction, attitude };
    if (marks.satisfaction !== undefined || marks.attitude !== undefined) {
      // By then the resident has had their say.
      addAt(new Date(Date.parse(at) + MARKED_AFTER_MS).toISOString(), {
        ...{ kind: 'service', round },
        ...(marks.satisfaction === undefined ? {} : { satisfaction: marks.satisfaction }),
        ...(marks.attitude === undefined ? {} : { attitude: marks.attitude }),
        ...work,
      });
    }
    addAt(at, { kind: 'follow-up', round, reached: result !== 'unreachable', ...person(sheet.firstContact) });
  }
  if (sheet.praise !== undefined && sheet.answer !== undefined) {
    const { person: praised, section } = sheet.praise;
    const of: About = praised === undefined ? { ...(section && { section }) } : person(praised);
    addAt(sheet.answer.at, { kind: 'service', round: 1, praised: true, ...of });
  }
  const complaint = complaintOf(sheet);
  if (complaint !== undefined) {
    const first = localMonth(sheet.openedAt, timeZone);
    const last = localMonth(
      new Date(Date.parse(sheet.openedAt) + REPEATED_WITHIN_MS).toISOString(),
      timeZone,
    );
    for (let month = first; month <= last; month = monthAfter(month)) {
      add(month, { ...complaint, isBefore: month !== first });
    }
  }
  return months;
}

/** An accountability case that became final (A2.5). */
export interface FinalCase {
  readonly case: string;
  /** Whom it is about, and the section that they worked in then. */
  readonly person: string;
  readonly section?: string;
  /** When it became final, RFC 3339 in UTC. */
  readonly at: string;
}

/** The one fact that a final case is, in the month in which it became final; kept by `keepFacts` like a sheet's. */
export function factsOfFinalCase(final: FinalCase, timeZone: string): FactsByMonth {
  return new Map([[localMonth(final.at, timeZone), [{ kind: 'final-case', ...final }]]]);
}

/** The months in which a sheet may once have had facts that have moved on with a deadline since. */
export function leftMonths(sheet: Sheet, facts: FactsByMonth, timeZone: string): readonly string[] {
  const left = new Set<string>();
  for (const { originalDueAt, dueAt } of sheet.clocks) {
    if (originalDueAt === undefined) continue;
    const last = localMonth(dueAt, timeZone);
    for (let month = localMonth(originalDueAt, timeZone); month <= last; month = monthAfter(month)) {
      if (!facts.has(month)) left.add(month);
    }
  }
  return [...left].sort();
}

function about(owes: About, directory: Directory): About {
  const section = sectionOwing(owes, directory);
  return {
    ...(owes.person === undefined ? {} : { person: owes.person }),
    ...(section === undefined ? {} : { section }),
  };
}

/** What was done in time and recorded too late, as it was granted. */
const isForgiven = ({ exemption }: Clock): boolean =>
  exemption?.state === 'granted' && exemption.performedAt !== undefined;

function outcomeOf(clock: Clock): (typeof CLOCK_OUTCOMES)[number] | undefined {
  if (isForgiven(clock)) return 'exempt';
  const { state } = clock;
  switch (state) {
    case 'stopped':
      return 'kept';
    case 'breached':
    case 'late':
      return 'broken';
    case 'exempt':
      return 'exempt';
    case 'running':
      return undefined;
    default:
      return state satisfies never;
  }
}

/** What is opened with its answer never waits for a hand-over or, as praise would, for an answer. */
const onTheSpot = (sheet: Sheet): boolean =>
  sheet.answer !== undefined && !sheet.clocks.some(({ id }) => id === 'dispatch-1-1' || id === 'answer-1-1');

/** A complaint with the section that it is about: whoever has it, else whom it names. */
function complaintOf(sheet: Sheet): Omit<Extract<Fact, { kind: 'complaint' }>, 'isBefore'> | undefined {
  const section = sheet.section ?? sheet.complaint?.against?.section;
  const address = sheet.resident?.address;
  if (sheet.kind !== 'complaint' || section === undefined || address === undefined) return undefined;
  const place = sha256(address.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()).slice(0, 16);
  return {
    ...{ kind: 'complaint', at: sheet.openedAt, number: sheet.number, place, section },
    ...(sheet.handler === undefined ? {} : { person: sheet.handler }),
  };
}
