/**
 * Measurements of the product's own promises, as lines of the log in CloudWatch's embedded metric format. They
 * name sites, sections and clocks, never a sheet or a person.
 */

/** What is measured, and in which of CloudWatch's units. */
export const UNITS = {
  /** One for each promise that was broken, by site, section that owed it and clock. */
  Breaches: 'Count',
  /** From a deadline to the entry that says it was missed. */
  BreachNoticedAfter: 'Seconds',
  /** Items that a run of reconcile found due and not done. */
  FoundLate: 'Count',
  /** How long the notice that waits longest is past its minute; 0 where none is. */
  OldestNotice: 'Seconds',
  /** Sites whose calendar has no data for a year that is near or here. */
  CalendarsMissing: 'Count',
  /** Ledgers that are not what was anchored of them, sheets and cases that are not what theirs comes to, and checkpoints. */
  LedgersDiffering: 'Count',
  /** Items of the table that cannot be read, one for each time that one was met. */
  ItemsUnreadable: 'Count',
} as const;

export type Measure = keyof typeof UNITS;
type Measured = Partial<Readonly<Record<Measure, number>>>;

/** By what the breaches of a stage are told apart. */
export const BREACH_DIMENSIONS = ['site', 'section', 'clock'] as const;

/** Notes what was measured at an instant: over the whole stage, and by the dimensions that are given. */
export type Note = (at: string, measured: Measured, dimensions?: Readonly<Record<string, string>>) => void;

/** The namespace in which nothing is measured: the local cloud has no CloudWatch. */
export const UNMEASURED = 'none';

// The runtime wraps what goes through `console` into a line of its own, in which CloudWatch finds no metric.
const toLog = (line: string): void => void process.stdout.write(`${line}\n`);

/** Measures into a namespace. */
export function measureInto(namespace: string, write: (line: string) => void = toLog): Note {
  if (namespace === UNMEASURED) return () => {};
  return (at, measured, dimensions = {}) => {
    const names = Object.keys(dimensions);
    const Metrics = (Object.keys(measured) as Measure[]).map((Name) => ({ Name, Unit: UNITS[Name] }));
    const directive = {
      Namespace: namespace,
      Dimensions: names.length === 0 ? [[]] : [[], names],
      Metrics,
    };
    const _aws = { Timestamp: Date.parse(at), CloudWatchMetrics: [directive] };
    write(JSON.stringify({ _aws, ...dimensions, ...measured }));
  };
}
