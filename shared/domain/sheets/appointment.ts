/** Appointments for a repair that is not urgent (contract section 3). Pure. */

import { DAY_MS } from '../kernel/duration.ts';
import { type DomainError, invalid } from '../kernel/errors.ts';
import type { Appointment } from '../model/sheet.ts';

const FORTNIGHT_MS = 14 * DAY_MS;

/** An appointment is in the next fortnight (contract section 3). */
export function appointmentFault(
  appointment: Appointment | undefined,
  now: string,
  pointer: string,
): DomainError | undefined {
  if (appointment === undefined) return undefined;
  const last = new Date(Date.parse(now) + FORTNIGHT_MS).toISOString();
  if (appointment.from < now) return invalid(`${pointer}/from`, 'appointment-past');
  return appointment.to > last ? invalid(`${pointer}/to`, 'appointment-too-far') : undefined;
}
