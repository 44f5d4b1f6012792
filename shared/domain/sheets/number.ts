/** Sheet numbers: per site and local day, without gaps (contract section 3). */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The local day of an instant, as `2026-11-23`; `timeZone` is an IANA name. */
export function localDay(at: string, timeZone: string): string {
  return formatOf(timeZone).format(new Date(at));
}

/** The local month in which a sheet with that number was opened: `2026-11`. */
export function monthOfNumber(number: string): string {
  const [, year = '', month = ''] = /^KF-(\d{4})(\d{2})/.exec(number) ?? [];
  return `${year}-${month}`;
}

/** The number of the nth sheet (from 1) of a local day: `KF-20261123-0001`. */
export function sheetNumber(day: string, nth: number): string {
  return `KF-${day.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`;
}
