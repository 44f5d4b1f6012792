/** The figures of contract section 6 as a table: one row a figure, with the facts that it counts (B3c). Pure. */
import type { ClockName } from '../model/clock.ts';
import { CLOCK_NAMES } from '../model/clock.ts';
import type { Fact, FactKind } from './facts.ts';
import { REPEATED_WITHIN_MS } from './repeated.ts';

/** `yes` counts above and below the line, `no` below it alone, `excluded` in neither. */
export type Counts = 'yes' | 'no' | 'excluded';

const onTime = (clock: ClockName) => `onTime.${clock}` as const;
const ON_TIME = CLOCK_NAMES.map(onTime);

export const FIGURES = [
  ...ON_TIME,
  'answeredOnTheSpot',
  'resolvedAtFirstVisit',
  'satisfied',
  'attitude',
  'reopened',
  'repeatComplaints',
  'followUpDone',
  'breaches',
  'finalCases',
  'praised',
] as const;
/** A figure that is not that of a clock. */
export type OwnFigure = Exclude<(typeof FIGURES)[number], `onTime.${string}`>;
export type FigureName = ReturnType<typeof onTime> | OwnFigure;

/** What a figure is, beside what it counts. */
interface Nature {
  /** A share of things, or their number, which is counted over one. */
  readonly is: 'share' | 'number';
  /** Whether the score is the mean of it, too. */
  readonly inScore: boolean;
  /**
   * Whether it is everybody's business (A1.8): promises and what residents said. The score is not, from which and the
   * rest anybody could work out how many accountability cases of the section's staff became final.
   */
  readonly public: boolean;
}

interface Row extends Nature {
  readonly of: FactKind;
  /** How a fact of that kind counts; undefined: not at all. */
  readonly counts: (fact: Fact, repeated: Repeated) => Counts | undefined;
}

export interface FigureRow extends Row {
  readonly figure: FigureName;
}

/** Whether a complaint repeats an earlier one. */
export type Repeated = (fact: Fact) => boolean;

type Of<K extends FactKind> = Extract<Fact, { kind: K }>;

function row<K extends FactKind, N extends Nature>(
  of: K,
  nature: N,
  counts: (fact: Of<K>, repeated: Repeated) => Counts | undefined,
): Row & N {
  return { ...nature, of, counts: (fact, repeated) => counts(fact as Of<K>, repeated) };
}

const GOOD = 4;
const either = (yes: boolean): Counts => (yes ? 'yes' : 'no');
const good = (mark: number | undefined) => (mark === undefined ? undefined : either(mark >= GOOD));
const OUTCOMES = { kept: 'yes', broken: 'no', exempt: 'excluded' } as const;

/** A clock's name within its id, `follow-up-1-1`. */
const isOf = (id: string, name: ClockName) =>
  id.startsWith(`${name}-`) && /^\d+-\d+$/.test(id.slice(name.length + 1));

const SCORED = { is: 'share', inScore: true, public: true } as const;
const SCORED_INTERNALLY = { is: 'share', inScore: true, public: false } as const;
const PUBLIC = { is: 'share', inScore: false, public: true } as const;
const INTERNAL = { is: 'share', inScore: false, public: false } as const;
const NUMBER = { is: 'number', inScore: false, public: false } as const;

const onTimeRow = (name: ClockName) =>
  row('clock', SCORED, ({ clock, outcome }) => (isOf(clock, name) ? OUTCOMES[outcome] : undefined));

// biome-ignore format: a table reads best with one row a line
const OWN_ROWS = {
  answeredOnTheSpot: row('request', PUBLIC, ({ onTheSpot }) => either(onTheSpot)),
  resolvedAtFirstVisit: row('service', SCORED, ({ round, result }) => (round > 1 || result === undefined || result === 'unreachable' ? undefined : either(result === 'resolved'))),
  satisfied: row('service', SCORED, ({ satisfaction }) => good(satisfaction)),
  attitude: row('service', SCORED_INTERNALLY, ({ attitude }) => good(attitude)),
  reopened: row('service', INTERNAL, ({ result }) => (result === undefined || result === 'unreachable' ? undefined : either(result === 'unresolved'))),
  repeatComplaints: row('complaint', INTERNAL, (fact, repeated) => (fact.isBefore ? undefined : either(repeated(fact)))),
  followUpDone: row('follow-up', SCORED, ({ reached }) => either(reached)),
  breaches: row('breach', NUMBER, () => 'yes'),
  finalCases: row('final-case', NUMBER, () => 'yes'),
  praised: row('service', NUMBER, ({ praised }) => (praised === true ? 'yes' : undefined)),
} satisfies { readonly [F in OwnFigure]: Row };

/** Those of the figures beside the clocks' that the public is shown; the clocks' all are. */
export type PublicFigure = {
  [F in OwnFigure]: (typeof OWN_ROWS)[F]['public'] extends true ? F : never;
}[OwnFigure];

const isOwn = (figure: FigureName): figure is OwnFigure => Object.hasOwn(OWN_ROWS, figure);

export const FIGURE_ROWS: readonly FigureRow[] = [
  ...CLOCK_NAMES.map((name) => ({ figure: onTime(name), ...onTimeRow(name) })),
  ...FIGURES.filter(isOwn).map((figure) => ({ figure, ...OWN_ROWS[figure] })),
];

const those = (are: (row: FigureRow) => boolean): readonly FigureName[] =>
  FIGURE_ROWS.filter(are).map(({ figure }) => figure);

/** Figures that are numbers of things, not shares of them: they are counted over one. */
export const COUNTED = those(({ is }) => is === 'number');
/** What the mean of the score is of. */
export const IN_SCORE = those(({ inScore }) => inScore);
/** What everybody may know of a section's month. */
export const PUBLIC_FIGURES = those((each) => each.public);

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
