/** Money, counted exactly: amounts are decimal text, and whole hundredths where they are compared. Pure. */

export interface Money {
  /** A decimal of at most twelve digits before the point and two behind it, such as `120.00`. */
  readonly amount: string;
  /** ISO 4217, such as `CNY`. */
  readonly currency: string;
}

export const AMOUNT_FORM = /^(?:0|[1-9]\d{0,11})(?:\.\d{1,2})?$/;
export const CURRENCY_FORM = /^[A-Z]{3}$/;
const PLACES = 2;

/**
 * An amount in whole hundredths.
 * @throws RangeError when the text is no amount
 */
export function hundredths({ amount }: Pick<Money, 'amount'>): bigint {
  if (!AMOUNT_FORM.test(amount)) throw new RangeError(`${amount} is no amount`);
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(PLACES, '0'));
}

/** Money of so many hundredths, at least none, with two decimals. */
export function moneyOf(count: bigint, currency: string): Money {
  const digits = String(count).padStart(PLACES + 1, '0');
  return { amount: `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`, currency };
}

export const isPositive = (money: Money): boolean => hundredths(money) > 0n;

/** Whether one sum is at most the other. Sums of different currencies cannot be compared, so neither is. */
export function isAtMost(one: Money, other: Money): boolean {
  return one.currency === other.currency && hundredths(one) <= hundredths(other);
}
