import type { Category, Urgency } from '../model/sheet.ts';

/** Water, heating and gas are urgent whatever anybody says (B5.2.1b). */
const ALWAYS_URGENT: readonly Category[] = ['water', 'heating', 'gas'];

/** How urgent a repair is (B5.2.1b); takes its category and what the client said of it. */
export function urgencyOf(repair: { category?: Category; simple?: boolean; urgent?: boolean }): Urgency {
  if (repair.category !== undefined && ALWAYS_URGENT.includes(repair.category)) return 'urgent';
  if (repair.urgent === true) return 'urgent';
  return repair.simple === true ? 'simple' : 'ordinary';
}
