/** How near a deadline is that still runs. Pure. */
export type Nearness = 'late' | 'soon' | 'left';

/** @param now milliseconds since 1970, by the server's clock */
export function nearness({
  dueAt,
  warnAt,
  now,
}: {
  readonly dueAt: string;
  readonly warnAt?: string | undefined;
  readonly now: number;
}): Nearness {
  if (now > Date.parse(dueAt)) return 'late';
  return warnAt !== undefined && now >= Date.parse(warnAt) ? 'soon' : 'left';
}
