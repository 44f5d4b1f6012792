/** Instants as the site's clocks show them. */

export type LocalTime = (at: string) => string;

/** Prints instants in an IANA time zone, as `2026-11-23 16:00`. */
export function localTimeIn(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
    const [year, month, day, hour, minute] = FIELDS.map((field) => parts.get(field));
    return `${year}-${month}-${day} ${hour}:${minute}`;
  };
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute'] as const;
