/**
 * Sanctions by who may impose them (A2.2, A2.3), and the order by which a review never makes an outcome heavier
 * (contract section 5). Pure.
 *
 * The order is partial on purpose. Of two sanctions one is heavier where the regulation ranks them: the section's in
 * the order of A2.2, every one of the office's above all of these. `administrative-sanction` and `transfer` are
 * of different kinds, and neither is heavier. A set of sanctions is no heavier than another where each of its
 * members can be set against a different member of the other that is at least as heavy: two light ones are no
 * lighter than one. No compensation is below any; of two in one currency the amounts decide; in two
 * currencies neither is heavier. An outcome is no heavier where its sanctions and its compensation both are not.
 */
import { isAtMost, type Money } from '../kernel/money.ts';

export const SECTION_SANCTIONS = [
  'verbal-warning',
  'criticism',
  'written-self-criticism',
  'public-self-criticism',
] as const;
export const OFFICE_SANCTIONS = ['administrative-sanction', 'transfer'] as const;
export const SANCTIONS = [...SECTION_SANCTIONS, ...OFFICE_SANCTIONS] as const;
export type Sanction = (typeof SANCTIONS)[number];

/** Those that the subject carries out, by a text of their own (A2.2). */
export const SELF_CRITICISMS: readonly Sanction[] = ['written-self-criticism', 'public-self-criticism'];

/** What an accountability case comes to. */
export interface Outcome {
  readonly sanctions: readonly Sanction[];
  readonly compensation?: Money;
}

const ranks: readonly Sanction[] = SECTION_SANCTIONS;
const isOffices = (sanction: Sanction) => !ranks.includes(sanction);

/** Whether a sanction is the same as another or ranked below it. */
export function isNoHeavierSanction(one: Sanction, other: Sanction): boolean {
  if (one === other) return true;
  if (isOffices(one)) return false;
  return isOffices(other) || ranks.indexOf(one) < ranks.indexOf(other);
}

/** Whether each of these can be set against one of its own of the others that is at least as heavy. */
export function areNoHeavier(these: readonly Sanction[], others: readonly Sanction[]): boolean {
  const [first, ...rest] = these;
  if (first === undefined) return true;
  return others.some(
    (other, place) =>
      isNoHeavierSanction(first, other) &&
      areNoHeavier(rest, [...others.slice(0, place), ...others.slice(place + 1)]),
  );
}

function isNoHeavierMoney(one: Money | undefined, other: Money | undefined): boolean {
  return one === undefined || (other !== undefined && isAtMost(one, other));
}

/** Whether an outcome is no heavier than another (contract section 5: "never heavier than before"). */
export function isNoHeavier(one: Outcome, other: Outcome): boolean {
  return (
    areNoHeavier(one.sanctions, other.sanctions) && isNoHeavierMoney(one.compensation, other.compensation)
  );
}
