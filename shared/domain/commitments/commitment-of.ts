/** Which published plan a sheet is under: that of the section that has it. Pure. */

import type { Commitment } from '../model/plan.ts';
import type { Sheet } from '../model/sheet.ts';
import { commitmentIn } from './commitments.ts';

/** Clocks that customer service owes while no section has the sheet. */
const AT_THE_DESK: readonly string[] = ['dispatch', 'follow-up'];

/**
 * The plan, in force when the sheet was opened, of the section that has it, or of customer service where none has;
 * undefined where that section had published none. Read from the clocks, which keep what they were computed from:
 * taking a sheet over always starts one.
 */
export function commitmentOf({ section, clocks }: Pick<Sheet, 'section' | 'clocks'>): Commitment | undefined {
  if (section === undefined) {
    const last = clocks.findLast(({ name }) => AT_THE_DESK.includes(name));
    return last && commitmentIn(last.plan);
  }
  return clocks.map(({ plan }) => commitmentIn(plan)).findLast((plan) => plan?.section === section);
}
