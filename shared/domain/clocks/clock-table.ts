/**
 * The clocks of contract section 3 as a table: one row a promise, with the clause behind it, what it runs for,
 * how long by default, how it is counted, in which states it runs and who owes it. Pure.
 */
import type { TimeBasis } from '../calendar/working-time.ts';
import { CLOCK_NAMES, type ClockName } from '../model/clock.ts';
import { isSignatureOwed, KINDS, type Kind, type Sheet, type Urgency } from '../model/sheet.ts';
/** Whom a clock's row names; a section is its supervisors and managers. */
export type Ower =
  | 'first contact'
  | 'first contact, customer service where they handled it'
  | 'customer service'
  | 'section'
  | 'handler'
  | 'handler, once completed the section'
  | 'section once handed over, before it first contact';

export interface ClockRow {
  readonly name: ClockName;
  readonly clause: string;
  readonly kinds: readonly Kind[];
  readonly urgency?: Urgency;
  /** ISO 8601; a plan may be stricter. */
  readonly duration: string;
  readonly counted: TimeBasis;
  readonly owedBy: Ower;
}

type Row = Omit<ClockRow, 'name'>;

const REPAIR: readonly Kind[] = ['repair'];
/** Praise has the answer alone. */
const HANDLED: readonly Kind[] = KINDS.filter((kind) => kind !== 'praise');
const OTHER: readonly Kind[] = HANDLED.filter((kind) => kind !== 'repair');
const COMPLAINT: readonly Kind[] = ['complaint'];
const NEITHER: readonly Kind[] = OTHER.filter((kind) => kind !== 'complaint');

/** A clock without a row does not compile. */
// biome-ignore format: a table reads best with one row a line
const ROWS: { readonly [N in ClockName]: readonly [Row, ...Row[]] } = {
  answer: [{ clause: 'A1.6c', kinds: [...OTHER, 'praise'], duration: 'PT24H', counted: 'always', owedBy: 'first contact' }],
  dispatch: [
    { clause: 'B5.2a', kinds: REPAIR, urgency: 'urgent', duration: 'PT3M', counted: 'always', owedBy: 'first contact' },
    { clause: 'B5.2a', kinds: REPAIR, duration: 'PT10M', counted: 'always', owedBy: 'first contact' },
    { clause: 'B5.2.2b', kinds: COMPLAINT, duration: 'PT2H', counted: 'working', owedBy: 'customer service' },
    { clause: 'B5.2a', kinds: NEITHER, duration: 'PT2H', counted: 'working', owedBy: 'first contact' },
  ],
  acceptance: [
    { clause: 'B5.2b', kinds: REPAIR, urgency: 'urgent', duration: 'PT5M', counted: 'always', owedBy: 'section' },
    { clause: 'B5.2b', kinds: REPAIR, duration: 'PT30M', counted: 'always', owedBy: 'section' },
    { clause: 'B5.2b', kinds: OTHER, duration: 'PT2H', counted: 'working', owedBy: 'section' },
  ],
  arrival: [
    { clause: 'B5.2.1b', kinds: REPAIR, urgency: 'ordinary', duration: 'PT60M', counted: 'always', owedBy: 'handler' },
    { clause: 'B5.2.1b', kinds: REPAIR, urgency: 'simple', duration: 'PT20M', counted: 'always', owedBy: 'handler' },
    { clause: 'B5.2.1b', kinds: REPAIR, urgency: 'urgent', duration: 'PT15M', counted: 'always', owedBy: 'handler' },
  ],
  return: [{ clause: 'B5.2.1c', kinds: REPAIR, duration: 'PT24H', counted: 'always', owedBy: 'section once handed over, before it first contact' }],
  handling: [{ clause: 'B5.2.2d', kinds: OTHER, duration: 'P5D', counted: 'working', owedBy: 'handler, once completed the section' }],
  countersign: [{ clause: 'B5.1d', kinds: HANDLED, duration: 'P7D', counted: 'always', owedBy: 'first contact' }],
  'follow-up': [
    { clause: 'B5.2.1c', kinds: REPAIR, duration: 'PT24H', counted: 'always', owedBy: 'first contact, customer service where they handled it' },
    { clause: 'B5.2.2d', kinds: OTHER, duration: 'P2D', counted: 'working', owedBy: 'first contact, customer service where they handled it' },
  ],
};

/** The rows of all clocks, each with the clock's name. */
export const CLOCKS: readonly ClockRow[] = CLOCK_NAMES.flatMap((name) =>
  ROWS[name].map((row) => ({ name, ...row })),
);

/** The row of a clock for that sheet, or undefined where its kind has no such clock. */
export function rowOf(name: ClockName, sheet: Pick<Sheet, 'kind' | 'urgency'>): ClockRow | undefined {
  return CLOCKS.find(
    (row) =>
      row.name === name &&
      row.kinds.includes(sheet.kind) &&
      (row.urgency === undefined || row.urgency === sheet.urgency),
  );
}

type Runs = { readonly [N in ClockName]: (sheet: Sheet) => boolean };

const inHand: readonly Sheet['status'][] = ['accepted', 'on-site', 'completed'];
const untilReturned: readonly Sheet['status'][] = ['registered', 'handed-over', ...inHand];

/** In which states a clock runs: it starts when a sheet comes into one and stops when it leaves them. */
export const RUNS: Runs = {
  answer: (sheet) =>
    !sheet.askerInformed && [...untilReturned, 'returned', 'answered'].includes(sheet.status),
  dispatch: (sheet) => sheet.status === 'registered',
  acceptance: (sheet) => sheet.status === 'handed-over',
  arrival: (sheet) => sheet.status === 'accepted',
  return: (sheet) => untilReturned.includes(sheet.status),
  handling: (sheet) => inHand.includes(sheet.status),
  countersign: isSignatureOwed,
  'follow-up': (sheet) => sheet.status === 'returned' || sheet.status === 'answered',
};
