const DAY_MS = 86_400_000;

/** How many days are left until then, a day begun counted as one. Pure. @param now in ms */
export const daysLeft = (until: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(until) - now) / DAY_MS));
