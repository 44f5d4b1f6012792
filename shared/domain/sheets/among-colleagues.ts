/** Which steps colleagues sign among themselves: what they say and attach there is no resident's to read (contract section 3). Pure. */

import type { SaidEvent } from '../model/sheet.ts';

const AMONG_COLLEAGUES: readonly SaidEvent['step'][] = [
  ...(['note', 'consult', 'advise'] as const),
  ...(['request-exemption', 'grant-exemption', 'refuse-exemption'] as const),
];

/** Whether what a step says, and the files that it brings, stay among colleagues: nobody signs for them either. */
export const isAmongColleagues = (step: string): boolean => AMONG_COLLEAGUES.some((each) => each === step);
