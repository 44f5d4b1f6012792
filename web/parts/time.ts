/** Instants and spans as people read them. Pure. */
import { localDay, localTime, stretchesOf } from '../../shared/domain/kernel/local-time.ts';
import type { Language, Words } from '../words/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span in its two largest units, such as `2天3小时`. */
export function spanIn(
  ms: number,
  { words, language }: { readonly words: Words; readonly language: Language },
): string {
  const { day, hour, minute, under } = words.duration;
  if (ms < MINUTE) return under;
  const [days, hours, minutes] = [
    Math.floor(ms / DAY),
    Math.floor((ms % DAY) / HOUR),
    Math.floor((ms % HOUR) / MINUTE),
  ];
  const parts = [
    [days, day],
    [hours, hour],
    [minutes, minute],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  const gap = language === 'en' ? ' ' : '';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${gap}${unit}`)
    .join(gap);
}

/** An instant as a control for local times writes it, by the site's clocks. */
export const typedTime = (at: string, timeZone: string): string => localTime(at, timeZone).replace(' ', 'T');

/**
 * The instant that was typed by the site's clocks: of a time that they show twice the first, and of one that they skip
 * as much later as they skip.
 * @param typed such as `2026-11-23T16:00`
 */
export function instantTyped(typed: string, timeZone: string): string {
  const shown = Date.parse(`${typed}Z`);
  const utcDay = Math.floor(shown / DAY);
  // No zone is further than a day from UTC.
  const stretches = [utcDay - 1, utcDay, utcDay + 1].flatMap((day) => stretchesOf(day, timeZone));
  const found =
    stretches.find(({ from, to, offset }) => shown - offset >= from && shown - offset < to) ??
    stretches.findLast(({ to, offset }) => shown - offset >= to);
  return new Date(shown - (found?.offset ?? 0)).toISOString();
}

/** An instant as the site's clocks show it: by `now`, the day left out where it is today's, the year told where it is another. */
export function instantIn(
  at: string,
  {
    language,
    timeZone,
    now,
  }: { readonly language: Language; readonly timeZone: string; readonly now?: number },
): string {
  const day = localDay(at, timeZone);
  const today = now === undefined ? undefined : localDay(new Date(now).toISOString(), timeZone);
  const isThisYear = today === undefined || today.slice(0, 4) === day.slice(0, 4);
  return new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(isThisYear ? {} : { year: 'numeric' }),
    // Of two numbers not every reader of English takes the first for the month.
    ...(day === today ? {} : { month: language === 'en' ? 'short' : 'numeric', day: 'numeric' }),
  }).format(Date.parse(at));
}
