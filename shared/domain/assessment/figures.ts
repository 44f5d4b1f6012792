/** The figures of contract section 6 as a table: one row a figure, with the facts that it counts (B3c). Pure. */
import type { ClockName } from '../model/clock.ts';
import { CLOCK_NAMES } from '../model/clock.ts';
import { type Fact, type FactKind, REPEATED_WITHIN_MS } from './facts.ts';

/** `yes` counts above and below the line, `no` below it alone, `excluded` in neither. */
export type Counts = 'yes' | 'no' | 'excluded';

export const FIGURES = [
  ...CLOCK_NAMES.map((name) => `onTime.${name}` as const),
  'answeredOnTheSpot',
  'resolvedAtFirstVisit',
  'satisfied',
  'attitude',
  'reopened',
  'repeatComplaints',
  'followUpDone',
  'breaches',
  'finalCases',
] as const;
export type FigureName = `onTime.${ClockName}` | Exclude<(typeof FIGURES)[number], `onTime.${string}`>;

export interface FigureRow {
  readonly figure: FigureName;
  readonly of: FactKind;
  /** How a fact of that kind counts; undefined: not at all. */
  readonly counts: (fact: Fact, repeated: Repeated) => Counts | undefined;
}

/** Whether a complaint repeats an earlier one. */
export type Repeated = (fact: Fact) => boolean;

type Of<K extends FactKind> = Extract<Fact, { kind: K }>;

function row<K extends FactKind>(
  figure: FigureName,
  of: K,
  counts: (fact: Of<K>, repeated: Repeated) => Counts | undefined,
): FigureRow {
  return { figure, of, counts: (fact, repeated) => counts(fact as Of<K>, repeated) };
}

const GOOD = 4;
const either = (yes: boolean): Counts => (yes ? 'yes' : 'no');
const good = (mark: number | undefined) => (mark === undefined ? undefined : either(mark >= GOOD));
const OUTCOMES = { kept: 'yes', broken: 'no', exempt: 'excluded' } as const;

/** A clock's name within its id, `follow-up-1-1`. */
const isOf = (id: string, name: ClockName) =>
  id.startsWith(`${name}-`) && /^\d+-\d+$/.test(id.slice(name.length + 1));

// biome-ignore format: a table reads best with one row a line
export const FIGURE_ROWS: readonly FigureRow[] = [
  ...CLOCK_NAMES.map((name) => row(`onTime.${name}`, 'clock', ({ clock, outcome }) => (isOf(clock, name) ? OUTCOMES[outcome] : undefined))),
  row('answeredOnTheSpot', 'request', ({ onTheSpot }) => either(onTheSpot)),
  row('resolvedAtFirstVisit', 'service', ({ round, result }) => (round > 1 || result === 'unreachable' ? undefined : either(result === 'resolved'))),
  row('satisfied', 'service', ({ satisfaction }) => good(satisfaction)),
  row('attitude', 'service', ({ attitude }) => good(attitude)),
  row('reopened', 'service', ({ result }) => (result === 'unreachable' ? undefined : either(result === 'unresolved'))),
  row('repeatComplaints', 'complaint', (fact, repeated) => (fact.isBefore ? undefined : either(repeated(fact)))),
  row('followUpDone', 'follow-up', ({ reached }) => either(reached)),
  row('breaches', 'breach', () => 'yes'),
  row('finalCases', 'final-case', () => 'yes'),
];

/** Figures that are numbers of things, not shares of them: they are counted over one. */
export const COUNTED: readonly FigureName[] = ['breaches', 'finalCases'];
/** What the mean of the score is of. */
export const IN_SCORE: readonly FigureName[] = [
  ...CLOCK_NAMES.map((name) => `onTime.${name}` as const),
  'resolvedAtFirstVisit',
  'satisfied',
  'followUpDone',
];

const rowsByKind = new Map<FactKind, FigureRow[]>();
for (const each of FIGURE_ROWS) rowsByKind.set(each.of, [...(rowsByKind.get(each.of) ?? []), each]);

/** The rows that a fact of that kind counts in. */
export const figureRowsOf = (kind: FactKind): readonly FigureRow[] => rowsByKind.get(kind) ?? [];

/**
 * Which complaints of a month repeat one from the same address about the same section in the 30 days before. Of those
 * opened at one instant the one with the lower number is the earlier.
 */
export function repeatedIn(month: Iterable<Fact>): Repeated {
  const groups = new Map<string, Map<string, Of<'complaint'>>>();
  const groupOf = ({ place, section }: Of<'complaint'>) => `${place} ${section}`;
  const whichOf = ({ at, number }: Of<'complaint'>) => `${at} ${number}`;
  for (const fact of month) {
    if (fact.kind !== 'complaint') continue;
    const group = groups.get(groupOf(fact));
    if (group === undefined) groups.set(groupOf(fact), new Map([[whichOf(fact), fact]]));
    else group.set(whichOf(fact), fact);
  }
  const repeated = new Set<string>();
  for (const [group, known] of groups) {
    let before = Number.NEGATIVE_INFINITY;
    for (const fact of [...known.values()].sort(inOrder)) {
      const instant = Date.parse(fact.at);
      if (instant - before <= REPEATED_WITHIN_MS) repeated.add(`${group} ${whichOf(fact)}`);
      before = instant;
    }
  }
  return (fact) => fact.kind === 'complaint' && repeated.has(`${groupOf(fact)} ${whichOf(fact)}`);
}

/** By instant, then by number: those of one day differ in their count alone, which may have grown a digit. */
function inOrder(a: Of<'complaint'>, b: Of<'complaint'>): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.number.length !== b.number.length) return a.number.length - b.number.length;
  return a.number < b.number ? -1 : 1;
}
