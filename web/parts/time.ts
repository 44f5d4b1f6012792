/** Instants and spans as people read them. Pure. */
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

/** An instant as the site's clocks show it: the day left out where it is today's, by `now`. */
export function instantIn(
  at: string,
  {
    language,
    timeZone,
    now,
  }: { readonly language: Language; readonly timeZone: string; readonly now?: number },
): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const isToday = now !== undefined && day.format(Date.parse(at)) === day.format(now);
  return new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(isToday ? {} : { month: 'numeric', day: 'numeric' }),
  }).format(Date.parse(at));
}
