const SHOWN_FIRST = 3;
const SHOWN_LAST = 4;

/** A phone number as lists and letters show it: `138****5678`; of a short one only the last two digits. */
export function maskedPhone(phone: string): string {
  return phone.length > SHOWN_FIRST + SHOWN_LAST
    ? `${phone.slice(0, SHOWN_FIRST)}****${phone.slice(-SHOWN_LAST)}`
    : `****${phone.slice(-2)}`;
}
