/**
 * How much may be kept on a sheet's head, which is one item of the table and so at most 400 KB. What people say ends at a
 * limit far below that; the rest is for the steps that end something and for what the system must be able to write, above
 * all that a promise was broken (docs/decisions/0060-room-for-what-must-be-written.md). Pure.
 */
import type { Command, Sheet } from '../model/sheet.ts';

/**
 * Up to so many bytes a head takes whatever is said. The longest intake takes 130 KB of them. Beyond, what ends a sheet adds
 * seven texts of 16,000 bytes at most, and breaches, escalations and exemptions decided take what is left.
 */
export const MOST_HEAD_BYTES = 192 * 1024;

/** How often a sheet may still be signed once nothing but what ends something comes: on paper, and with a withdrawal. */
const SIGNATURES_TO_COME = 2;

/**
 * How many bytes a head takes, with what the next signatures will add to it: each keeps all that it is bound to. The
 * history counts twice, since it stands there under its name of version 0.1 as well.
 */
export function headBytes(sheet: Sheet): number {
  const members = Object.entries(sheet).filter(([, value]) => value !== undefined);
  // As `{"name":value,…}` has them.
  const whole = members.reduce((sum, [name, value]) => sum + bytesOf(name) + bytesOf(value) + 2, 1);
  return whole + bytesOf(sheet.history) + SIGNATURES_TO_COME * bytesOf(sheet.signable);
}

/** Parts as they were measured: most of a sheet is the very same after a step, and steps are tried by the hundred. */
const measured = new WeakMap<object, number>();

function bytesOf(part: unknown): number {
  const known = typeof part === 'object' && part !== null ? measured.get(part) : undefined;
  if (known !== undefined) return known;
  const bytes = Buffer.byteLength(JSON.stringify(part));
  if (typeof part === 'object' && part !== null) measured.set(part, bytes);
  return bytes;
}

/**
 * Whether a step may come after another without end, so that it needs room on the head: not what ends something, unless it
 * brings files along or a follow-up opens the sheet anew.
 */
export function takesRoom(command: Command, ends: boolean): boolean {
  const bringsFiles = (command.files ?? []).length > 0;
  const opensAnew = command.step === 'follow-up' && command.reached && command.resolved !== true;
  return !ends || bringsFiles || opensAnew;
}
