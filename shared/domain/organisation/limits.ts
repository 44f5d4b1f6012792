/** How often a person may do what others have to work off (contract section 1, "Limits a person"). Pure. */

import { DAY_MS, HOUR_MS, parseDuration } from '../kernel/duration.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Channel } from '../model/sheet.ts';

/** In any sixty minutes or twenty-four hours; `residentUrge` and `staffUrge` are the time between two of one sheet. */
export interface Limits {
  readonly intakesAnHour: number;
  readonly intakesADay: number;
  readonly staffIntakesADay: number;
  readonly residentUrge: string;
  readonly staffUrge: string;
  readonly filesAnHour: number;
  readonly bytesAnHour: number;
}

const MIB = 1024 * 1024;
export const DEFAULT_LIMITS: Limits = {
  ...{ intakesAnHour: 6, intakesADay: 30, staffIntakesADay: 20 },
  ...{ residentUrge: 'PT1H', staffUrge: 'PT10M' },
  ...{ filesAnHour: 60, bytesAnHour: 300 * MIB },
};

/** The limits as they are set: `off`, or those that hold; the contract's where nothing is set. */
export type SetLimits = Limits | 'off';

/** What somebody did that counts: when, and how much of it. */
export interface Use {
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** Of a file its bytes; of an intake nothing. */
  readonly bytes?: number;
}

interface Allowance {
  readonly within: number;
  readonly most: number;
  readonly amount: (use: Use) => number;
}

const once = () => 1;
const bytesOf = ({ bytes = 0 }: Use) => bytes;

/** What is kept of uses: older ones count for nothing any more. */
export const COUNTED_MS = DAY_MS;

/** How many sheets somebody may open by a channel; none where it has no limit, such as the desk's own. */
function intakeAllowances(channel: Channel, limits: Limits): readonly Allowance[] {
  if (channel === 'staff') return [{ within: DAY_MS, most: limits.staffIntakesADay, amount: once }];
  if (channel !== 'online') return [];
  return [
    { within: HOUR_MS, most: limits.intakesAnHour, amount: once },
    { within: DAY_MS, most: limits.intakesADay, amount: once },
  ];
}

/** Whether intakes by that channel are counted at all. */
export const isIntakeCounted = (channel: Channel): boolean =>
  intakeAllowances(channel, DEFAULT_LIMITS).length > 0;

/** Why an intake is one too many after the uses so far, or undefined. */
export function intakeLimit(
  channel: Channel,
  uses: readonly Use[],
  now: string,
  limits: SetLimits = DEFAULT_LIMITS,
): DomainError | undefined {
  return limits === 'off' ? undefined : beyond(intakeAllowances(channel, limits), uses, { at: now });
}

/** Why a file of so many bytes is too much after the uses so far, or undefined. */
export function fileLimit(
  uses: readonly Use[],
  use: Use,
  limits: SetLimits = DEFAULT_LIMITS,
): DomainError | undefined {
  if (limits === 'off') return undefined;
  const allowances = [
    { within: HOUR_MS, most: limits.filesAnHour, amount: once },
    { within: HOUR_MS, most: limits.bytesAnHour, amount: bytesOf },
  ];
  return beyond(allowances, uses, use);
}

/** The uses to keep with another one. */
export const withUse = (uses: readonly Use[], use: Use): readonly Use[] => [
  ...uses.filter(({ at }) => age(at, use.at) < COUNTED_MS),
  use,
];

/** How long somebody waits after urging a sheet before they may do so again, in milliseconds. */
export function urgeWait(isAsker: boolean, limits: SetLimits = DEFAULT_LIMITS): number {
  if (limits === 'off') return 0;
  const wait = parseDuration(isAsker ? limits.residentUrge : limits.staffUrge);
  if (wait === undefined) return 0;
  return 'days' in wait ? wait.days * DAY_MS : wait.minutes * (HOUR_MS / 60);
}

const age = (at: string, now: string) => Date.parse(now) - Date.parse(at);

/** The first allowance that another use would go beyond, with when it is free again. */
function beyond(allowances: readonly Allowance[], uses: readonly Use[], use: Use): DomainError | undefined {
  for (const { within, most, amount } of allowances) {
    const counted = uses.filter(({ at }) => age(at, use.at) < within);
    let sum = counted.reduce((all, each) => all + amount(each), amount(use));
    if (sum <= most) continue;
    // The oldest uses fall out first; so long it takes until what is left leaves room.
    let free = within;
    for (const each of counted) {
      if (sum <= most) break;
      sum -= amount(each);
      free = within - age(each.at, use.at);
    }
    return new DomainError('too-many-requests', 'limit-reached', { retryAfter: Math.ceil(free / 1000) });
  }
  return undefined;
}
