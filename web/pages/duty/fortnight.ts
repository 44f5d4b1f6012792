/** Shifts and leave of two weeks. Pure. */
import type { Schemas } from '../../session/api.ts';

export type Shift = Schemas['DutyBody']['shifts'][number];
type Person = Schemas['Organisation']['people'][number];

export const FORTNIGHT_MS = 14 * 86_400_000;

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Whether two spans have an instant in common. */
export const overlaps = (a: Span, b: Span): boolean =>
  Date.parse(a.from) < Date.parse(b.to) && Date.parse(b.from) < Date.parse(a.to);

/** The shifts that reach into the two weeks from then on, the earliest first. @param from in ms */
export function within(shifts: readonly Shift[], from: number): readonly Shift[] {
  const span = { from: new Date(from).toISOString(), to: new Date(from + FORTNIGHT_MS).toISOString() };
  return shifts
    .filter((shift) => overlaps(shift, span))
    .toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

/** When somebody is on leave (离岗请假), whether somebody stands in or not. */
export const leaveOf = ({ leave, standIn }: Person): Span | undefined => leave ?? standIn;

export const isAway = (person: Person, span: Span): boolean => {
  const leave = leaveOf(person);
  return leave !== undefined && overlaps(leave, span);
};
