/**
 * An assessment computed anew from nothing but ledgers, in the slow and obvious way: by the words of contract section
 * 6, one figure after the other, each over all sheets. None of the product's ways are used.
 */
import type { SheetEvent } from '../../../shared/domain/model/sheet.ts';
import { DIRECTORY } from '../factories.ts';
import type { HeldByHand } from './bearing-by-hand.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The site keeps China's time, eight hours ahead and never another. */
export const monthOf = (at: string) => new Date(Date.parse(at) + 8 * HOUR).toISOString().slice(0, 7);

interface Owes {
  readonly person?: string;
  readonly section?: string;
}

interface Promised {
  readonly id: string;
  readonly name: string;
  dueAt: string;
  original?: string;
  owes: Owes;
  endedAt?: string;
  brokenAt?: string | undefined;
  brokenBy?: Owes;
  /** Nobody could be told, or nobody came to sign. */
  isExcused?: true;
  asked?: { readonly until: string; readonly inTime: boolean } | undefined;
}

interface Visit {
  readonly at: string;
  readonly round: number;
  readonly result: 'resolved' | 'unresolved' | 'unreachable';
  readonly satisfaction?: number | undefined;
  readonly attitude?: number | undefined;
  readonly work: Owes;
}

interface Story {
  readonly kind: string;
  readonly openedAt: string;
  readonly first: string;
  readonly onTheSpot: boolean;
  readonly address: string;
  readonly promises: readonly Promised[];
  readonly visits: readonly Visit[];
  readonly section: string | undefined;
  readonly handler: string | undefined;
  /** When praise was answered, and whom it names. */
  readonly praised: { readonly at: string; readonly of: Owes } | undefined;
}

/** Who answers for what a section owes. */
const MANAGERS: Readonly<Record<string, string>> = {
  'customer-service': 'cs-manager-li',
  engineering: 'engineering-manager-wang',
  security: 'security-manager-chen',
  cleaning: 'cleaning-manager-kong',
};
const DESK = { section: 'customer-service', person: MANAGERS['customer-service'] } as Owes;
const answering = (owes: Owes): Owes =>
  owes.person === undefined ? ({ ...owes, person: MANAGERS[owes.section ?? ''] } as Owes) : owes;

const sectionOf = (person: string) => DIRECTORY.staff.find(({ id }) => id === person)?.section;

/** Which promises end with a step, whatever else it does. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  answer: ['answer', 'dispatch'],
  'hand-over': ['dispatch', 'follow-up'],
  accept: ['acceptance'],
  dispute: ['acceptance'],
  assign: ['arrival'],
  arrive: ['arrival'],
  complete: ['arrival'],
  reply: ['answer'],
  return: ['return', 'handling'],
  countersign: ['countersign'],
  'write-off': ['countersign'],
};

/** The story that a ledger tells. */
function storyOf(entries: readonly SheetEvent[]): Story {
  const [opening] = entries;
  if (opening?.step !== 'open') throw new Error('a ledger begins with the opening');
  const promises: Promised[] = [];
  const visits: Visit[] = [];
  let section = opening.section;
  let handler = opening.channel === 'direct' ? opening.actor.id : undefined;
  let round = 1;
  let unreached = 0;
  let praised: Story['praised'];
  let [isDisputed, isCompleted] = [false, false];
  const isComplaint = opening.kind === 'complaint';
  const first = { person: opening.firstContact };
  /** Who answers for a promise as things are: whom the table names, where they may do anything about it. */
  const owing = (name: string): Owes | undefined => {
    const theirs = section === undefined ? undefined : answering({ section });
    const mayFirstPass = !isComplaint && !isDisputed;
    if (name === 'dispatch') return isComplaint || isDisputed ? DESK : first;
    if (name === 'acceptance') return theirs;
    if (name === 'return') return theirs ?? (mayFirstPass ? first : DESK);
    // Nobody answers praise of themselves.
    const isOfFirst = opening.praise?.person === opening.firstContact;
    if (name === 'answer') return (section === undefined && isComplaint) || isOfFirst ? DESK : first;
    if (name === 'handling')
      return isCompleted ? theirs : handler === undefined ? theirs : { person: handler };
    if (name === 'follow-up') return handler === opening.firstContact ? DESK : first;
    return undefined;
  };
  const live = () => promises.filter(({ endedAt }) => endedAt === undefined);
  const end = (at: string, which: readonly Promised[]) => {
    for (const promise of which) promise.endedAt = at;
  };
  for (const entry of entries) {
    const { at, step } = entry;
    const isAnswer = step === 'answer' || (step === 'open' && entry.answer !== undefined);
    if (isAnswer && opening.kind === 'praise') praised = { at, of: opening.praise ?? {} };
    end(
      at,
      live().filter(({ name }) => ENDS[step]?.includes(name)),
    );
    if (step === 'withdraw') end(at, live());
    if (step === 'write-off') excuse(promises, 'countersign', at);
    if (step === 'hand-over') [section, handler, isDisputed] = [entry.section, undefined, false];
    if (step === 'dispute') [section, handler, isDisputed] = [undefined, undefined, true];
    if (step === 'complete') isCompleted = true;
    if (['hand-over', 'accept', 'assign', 'follow-up'].includes(step)) isCompleted = false;
    if (step === 'accept' || step === 'assign') handler = entry.handler;
    if (step === 'breach') {
      const broken = promises.find(({ id }) => id === entry.clock);
      if (broken !== undefined) [broken.brokenAt, broken.brokenBy] = [entry.dueAt, answering(entry.owes)];
    }
    if (step === 'request-exemption') {
      const promise = promises.find(({ id }) => id === entry.clock);
      if (promise !== undefined) {
        const inTime = promise.brokenAt === undefined && at <= promise.dueAt;
        promise.asked = { until: entry.until, inTime };
      }
    }
    if (step === 'grant-exemption') grant(promises.find(({ id }) => id === entry.clock));
    if (step === 'follow-up') {
      unreached += entry.reached ? 0 : 1;
      if (entry.reached || unreached === 3) {
        if (!entry.reached) excuse(promises, 'answer', at);
        end(
          at,
          live().filter(({ name }) => name !== 'countersign'),
        );
        visits.push({
          ...{ at, round },
          result: entry.reached ? (entry.resolved ? 'resolved' : 'unresolved') : 'unreachable',
          ...{ satisfaction: entry.satisfaction, attitude: entry.attitude },
          work:
            handler === undefined
              ? { person: opening.firstContact, section: sectionOf(opening.firstContact) ?? '' }
              : { person: handler, section: section ?? '' },
        });
        unreached = 0;
        if (entry.reached && !entry.resolved) [round, handler] = [round + 1, undefined];
      }
    }
    for (const clock of entry.clocks ?? []) {
      promises.push({ id: clock.id, name: clock.name, dueAt: clock.dueAt, owes: clock.owes });
    }
    for (const promise of live()) promise.owes = owing(promise.name) ?? answering(promise.owes);
  }
  return {
    kind: opening.kind,
    openedAt: opening.at,
    first: opening.firstContact,
    onTheSpot: opening.answer !== undefined,
    address: (opening.resident?.address ?? '').replaceAll(' ', ''),
    ...{ promises, visits, section, handler, praised },
  };
}

/** Of what ran until then nobody is to blame. */
function excuse(promises: readonly Promised[], which: string, at: string): void {
  for (const promise of promises) {
    const isOpen = promise.endedAt === undefined || promise.endedAt === at;
    if (promise.name === which && isOpen) promise.isExcused = true;
  }
}

/** The new deadline counts; only where it was asked for in time, and kept by, is a breach lifted. */
function grant(promise: Promised | undefined): void {
  if (promise?.asked === undefined) return;
  const { until, inTime } = promise.asked;
  promise.original ??= promise.dueAt;
  promise.dueAt = until;
  promise.asked = undefined;
  const isKept = promise.endedAt === undefined || promise.endedAt <= until;
  if (inTime && isKept) promise.brokenAt = undefined;
}

export interface ByHand {
  numerator: number;
  denominator: number;
  excluded: number;
}

/**
 * Every figure of everybody in a month that is not 0 of 0, by `<figure> <person or section>`: from the ledgers of sheets, and
 * what those of cases come to.
 */
export function byHand(
  ledgers: readonly (readonly SheetEvent[])[],
  month: string,
  held: readonly HeldByHand[] = [],
): Map<string, ByHand> {
  const stories = ledgers.filter((entries) => entries.length > 0).map(storyOf);
  const figures = new Map<string, ByHand>();
  const add = (figure: string, about: Owes, how: 'yes' | 'no' | 'excluded' | 'one') => {
    const section = about.section ?? (about.person === undefined ? undefined : sectionOf(about.person));
    for (const who of [about.person, section]) {
      if (who === undefined || who === '') continue;
      const key = `${figure} ${who}`;
      const sum = figures.get(key) ?? { numerator: 0, denominator: 0, excluded: 0 };
      figures.set(key, sum);
      if (how === 'yes' || how === 'one') sum.numerator += 1;
      if (how === 'yes' || how === 'no') sum.denominator += 1;
      if (how === 'excluded') sum.excluded += 1;
    }
  };
  for (const { promises } of stories) {
    for (const { name, dueAt, original, owes, endedAt, brokenAt, brokenBy, isExcused } of promises) {
      if (brokenAt !== undefined && monthOf(brokenAt) === month) add('breaches', brokenBy ?? owes, 'one');
      if (monthOf(dueAt) !== month) continue;
      if (brokenAt !== undefined) add(`onTime.${name}`, brokenBy ?? owes, 'no');
      else if (endedAt !== undefined)
        add(`onTime.${name}`, owes, original === undefined && !isExcused ? 'yes' : 'excluded');
    }
  }
  for (const { kind, openedAt, first, onTheSpot } of stories) {
    if (kind === 'repair' || kind === 'complaint' || monthOf(openedAt) !== month) continue;
    add('answeredOnTheSpot', { person: first }, onTheSpot ? 'yes' : 'no');
  }
  for (const { praised } of stories) {
    if (praised !== undefined && monthOf(praised.at) === month) add('praised', praised.of, 'one');
  }
  for (const { person, section, finalAt } of held) {
    if (monthOf(finalAt) === month) add('finalCases', { person, section: section ?? '' }, 'one');
  }
  for (const { visits, first } of stories) {
    for (const { at, round, result, work } of visits) {
      if (monthOf(at) !== month) continue;
      const isReached = result !== 'unreachable';
      if (isReached && round === 1) add('resolvedAtFirstVisit', work, result === 'resolved' ? 'yes' : 'no');
      if (isReached) add('reopened', work, result === 'unresolved' ? 'yes' : 'no');
      add('followUpDone', { person: first }, isReached ? 'yes' : 'no');
    }
    // Whoever asked may set marks of their own for a week, so that is when marks are counted.
    for (const { at, satisfaction, attitude, work } of visits) {
      if (monthOf(new Date(Date.parse(at) + 7 * DAY).toISOString()) !== month) continue;
      if (satisfaction !== undefined) add('satisfied', work, satisfaction >= 4 ? 'yes' : 'no');
      if (attitude !== undefined) add('attitude', work, attitude >= 4 ? 'yes' : 'no');
    }
  }
  const complaints = stories.filter(({ kind, section }) => kind === 'complaint' && section !== undefined);
  for (const complaint of complaints) {
    if (monthOf(complaint.openedAt) !== month) continue;
    const isRepeated = complaints.some(
      ({ address, section, openedAt }) =>
        address === complaint.address &&
        section === complaint.section &&
        Date.parse(openedAt) < Date.parse(complaint.openedAt) &&
        Date.parse(complaint.openedAt) - Date.parse(openedAt) <= 30 * DAY,
    );
    const { section = '', handler } = complaint;
    add('repeatComplaints', { section, ...(handler && { person: handler }) }, isRepeated ? 'yes' : 'no');
  }
  return figures;
}

/** The score of what somebody's figures come to, and its grade. */
export function scoreByHand(
  figures: ReadonlyMap<string, ByHand>,
  who: string,
): readonly [number, string] | undefined {
  const clocks = [
    'answer',
    'dispatch',
    'acceptance',
    'arrival',
    'return',
    'handling',
    'countersign',
    'follow-up',
  ];
  const names = [
    ...clocks.map((name) => `onTime.${name}`),
    ...['resolvedAtFirstVisit', 'satisfied', 'attitude', 'followUpDone'],
  ];
  const ratios: number[] = [];
  for (const name of names) {
    const figure = figures.get(`${name} ${who}`);
    if (figure !== undefined && figure.denominator > 0) ratios.push(figure.numerator / figure.denominator);
  }
  if (ratios.length === 0) return undefined;
  let sum = 0;
  for (const ratio of ratios) sum += ratio;
  const finalCases = figures.get(`finalCases ${who}`)?.numerator ?? 0;
  const score = Math.max(0, (100 * sum) / ratios.length - 2 * finalCases);
  return [score, score >= 90 ? 'A' : score >= 75 ? 'B' : score >= 60 ? 'C' : 'D'];
}

/** On how many of these ledgers any figure of somebody in a month stands, each ledger by itself. */
export const sheetsByHand = (
  ledgers: readonly (readonly SheetEvent[])[],
  month: string,
  who: string,
): number =>
  ledgers.filter((ledger) => [...byHand([ledger], month).keys()].some((key) => key.endsWith(` ${who}`)))
    .length;
