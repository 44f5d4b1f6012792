/** What the product promises of its speed: one entry a goal. */
import { BUDGETED } from './budgets.ts';
import type { Figures } from './measurement.ts';

export interface Goal {
  /** The figure that it is about. */
  readonly name: string;
  readonly unit: string;
  readonly bound: '>=' | '<=';
  readonly limit: number;
}

const HANDLER = 'x engine alone, p50';
const GROWTH = 'x the small table, p50';
const OPEN = 'x nothing to keep, p50';
const WAITS = 'waits for the table';
const BUDGET = 'of its budget';
const COLD = 'x bare client, median';
const COLD_LIMIT = 0.9;

// biome-ignore format: a table reads best with one row a line
export const GOALS: readonly Goal[] = [
  { name: 'http.intake.rate', unit: 'requests/s', bound: '>=', limit: 300 },
  { name: 'http.sign-off.rate', unit: 'requests/s', bound: '>=', limit: 300 },
  { name: 'http.read.rate', unit: 'requests/s', bound: '>=', limit: 800 },
  { name: 'http.list.rate', unit: 'requests/s', bound: '>=', limit: 300 },
  { name: 'public.page.rate', unit: 'requests/s', bound: '>=', limit: 1_000 },
  { name: 'handler.intake.ratio', unit: HANDLER, bound: '<=', limit: 1.3 },
  { name: 'handler.sign-off.ratio', unit: HANDLER, bound: '<=', limit: 1.3 },
  { name: 'handler.read.ratio', unit: HANDLER, bound: '<=', limit: 1.3 },
  { name: 'handler.list.ratio', unit: HANDLER, bound: '<=', limit: 1.3 },
  { name: 'scale.list.ratio', unit: GROWTH, bound: '<=', limit: 1.1 },
  { name: 'scale.read.ratio', unit: GROWTH, bound: '<=', limit: 1.1 },
  { name: 'scale.search.ratio', unit: GROWTH, bound: '<=', limit: 1.2 },
  { name: 'scale.tail.ratio', unit: GROWTH, bound: '<=', limit: 1.2 },
  { name: 'scale.name.ratio', unit: GROWTH, bound: '<=', limit: 1.2 },
  { name: 'scale.address.ratio', unit: GROWTH, bound: '<=', limit: 1.2 },
  { name: 'scale.words.ratio', unit: GROWTH, bound: '<=', limit: 1.2 },
  { name: 'scale.filter.ratio', unit: GROWTH, bound: '<=', limit: 1.2 },
  { name: 'scale.work.ratio', unit: GROWTH, bound: '<=', limit: 1.2 },
  { name: 'scale.registers.ratio', unit: GROWTH, bound: '<=', limit: 1.2 },
  { name: 'scale.public.ratio', unit: GROWTH, bound: '<=', limit: 1.2 },
  ...BUDGETED.map(({ name }) => ({ name: `bounded.${name}`, unit: BUDGET, bound: '<=', limit: 1 }) as const),
  { name: 'breach.seconds', unit: 's for each 1,000 breaches', bound: '<=', limit: 4.5 },
  { name: 'breach.ratio', unit: 'x each of 100, processor time', bound: '<=', limit: 1.2 },
  { name: 'breach.wrong', unit: 'sheets not broken, raised and mailed once', bound: '<=', limit: 0 },
  { name: 'breach.letters', unit: 'letters for each 4,000 breaches, the most to one person', bound: '<=', limit: 1 },
  { name: 'reconcile.seconds', unit: 's for 500 sites, 1,000 deadlines near, 5 ms a call', bound: '<=', limit: 30 },
  { name: 'reconcile.starved', unit: 'sites with a sheet that got no timer', bound: '<=', limit: 0 },
  { name: 'cost.units', unit: 'write units, the life of a repair', bound: '<=', limit: 160 },
  { name: 'cost.breach', unit: 'write units a breach, 5 or 50 at once', bound: '<=', limit: 32 },
  { name: 'cost.transitions', unit: 'state transitions, on time', bound: '<=', limit: 0 },
  { name: 'cost.invocations', unit: 'schedule invocations, on time', bound: '<=', limit: 0 },
  { name: 'rounds.read.idle', unit: WAITS, bound: '<=', limit: 1 },
  { name: 'rounds.ledger.idle', unit: WAITS, bound: '<=', limit: 1 },
  { name: 'rounds.list.idle', unit: WAITS, bound: '<=', limit: 1 },
  { name: 'rounds.managersList.idle', unit: WAITS, bound: '<=', limit: 2 },
  { name: 'rounds.me.idle', unit: WAITS, bound: '<=', limit: 1 },
  { name: 'rounds.work.idle', unit: WAITS, bound: '<=', limit: 1 },
  { name: 'rounds.commitments.idle', unit: WAITS, bound: '<=', limit: 1 },
  { name: 'rounds.intake.idle', unit: WAITS, bound: '<=', limit: 2 },
  { name: 'rounds.signOff.idle', unit: WAITS, bound: '<=', limit: 2 },
  { name: 'visibility.customer-service.ratio', unit: OPEN, bound: '<=', limit: 1.1 },
  { name: 'visibility.section.ratio', unit: OPEN, bound: '<=', limit: 1.1 },
  { name: 'staff.read.ratio', unit: 'x the small organisation, p50', bound: '<=', limit: 1.2 },
  { name: 'flood.ratio', unit: 'x the desk alone, p50', bound: '<=', limit: 1.5 },
  { name: 'flood.taken', unit: 'intakes beyond the limit', bound: '<=', limit: 0 },
  { name: 'assessment.p50', unit: 'ms, a month of 10,000 sheets', bound: '<=', limit: 300 },
  { name: 'cold.intake.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
  { name: 'cold.sign-off.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
  { name: 'cold.records.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
  { name: 'cold.organisation.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
  { name: 'cold.registers.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
  { name: 'cold.files.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
  { name: 'cold.cases.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
  { name: 'cold.public.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
  { name: 'cold.link.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
  { name: 'cold.console.ratio', unit: COLD, bound: '<=', limit: COLD_LIMIT },
];

export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
  readonly ok: boolean;
}

const DECIMALS = 3;

/**
 * Holds goals against figures.
 * @throws Error where a figure is missing or is no number: then something was not measured
 */
export function resultsOf(goals: readonly Goal[], figures: Figures): readonly Result[] {
  return goals.map(({ name, unit, bound, limit }) => {
    const value = figures[name];
    if (value === undefined || !Number.isFinite(value)) throw new Error(`nothing was measured for ${name}`);
    const ok = bound === '>=' ? value >= limit : value <= limit;
    return { name, value: Number(value.toFixed(DECIMALS)), unit, goal: `${bound} ${limit}`, ok };
  });
}
