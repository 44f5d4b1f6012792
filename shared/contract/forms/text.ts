/** Pieces that the bodies are made of. A failed check carries a `reason` whose words are in `messages.ts`. */
import * as z from 'zod';

import { turnsAround } from '../../domain/kernel/directions.ts';
import { draws } from '../../domain/kernel/drawn-path.ts';
import { PHONE } from './patterns.ts';

/** Control characters have no place in text that is printed, mailed and exported; line breaks and tabs have. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused
const CONTROL_OR_BREAK = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

/** Characters as a reader counts them: code points, so that a rare Hanzi is one. */
function length(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function within(text: string, min: number, max: number): boolean {
  if (text.length < min || text.length > max * 2) return false;
  const count = length(text);
  return count >= min && count <= max;
}

/**
 * Text within bounds. All checks are given at once and the bounds are registered, because each further step of a
 * chain would build the schema anew, and schemas are built at every start of a function.
 */
const bounded = (
  min: number,
  max: number,
  forbidden: RegExp,
  reason: string,
  ...more: z.core.$ZodCheck<string>[]
) =>
  z
    .string()
    .check(
      z.refine((value) => within(value.trim(), min, max), { params: { reason: 'text-length', min, max } }),
      z.refine((value) => value.isWellFormed() && !forbidden.test(value), { params: { reason } }),
      z.refine((value) => !turnsAround(value), { params: { reason: 'no-direction-characters' } }),
      ...more,
    )
    .register(z.globalRegistry, { minLength: min, maxLength: max });

const MOST_CHARACTERS = 4000;

/** Blanks around a text are kept as they were typed, so they count. */
const blanksCount = z.refine<string>(
  (value) => !within(value.trim(), 1, MOST_CHARACTERS) || within(value, 1, MOST_CHARACTERS),
  { params: { reason: 'text-length', min: 1, max: MOST_CHARACTERS } },
);

/** Text of several lines, up to 4,000 characters (contract section 1), not blank. */
export const text = bounded(1, MOST_CHARACTERS, CONTROL, 'no-control-characters', blanksCount);

/** Text on one line, within bounds in characters. */
export const line = (min: number, max: number) =>
  bounded(min, max, CONTROL_OR_BREAK, 'one-line', z.overwrite(trimmed));

const trimmed = (value: string) => value.trim();

/** An instant, RFC 3339 in UTC, brought into the one form that is stored, so that instants compare as text. */
export const instant = z.iso
  .datetime()
  .overwrite((value) => (Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString()));

/** A telephone number as people write it. */
export const phone = z.string().regex(PHONE);

/** An id of what the product made: a sheet, a clock, a file, a notice; visible ASCII characters, and only so many. */
export const madeId = (most = 64) => z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${most}}$`));

/** Ids of uploaded files: at most 20, each once. */
export const files = z
  .array(madeId())
  .max(20)
  .refine((ids) => new Set(ids).size === ids.length, { params: { reason: 'each-once' } });

/** Most bytes of a drawn signature's path: 8 KiB (contract section 3). */
const MOST_PATH_BYTES = 8192;

/** A drawn signature (B5.1c): who signs, and SVG path data, which holds nothing that could be markup. */
export const drawnSignature = z
  .strictObject({
    signer: line(1, 100),
    path: z
      .string()
      .max(MOST_PATH_BYTES, { abort: true })
      .regex(/^ *[Mm][MmZzLlHhVvCcSsQqTtAaEe0-9,.+\- ]*$/, { abort: true })
      .refine(draws, { params: { reason: 'drawn-path' } }),
    onBehalf: z.strictObject({ name: line(1, 100), relation: line(1, 100) }).optional(),
  })
  .meta({ id: 'DrawnSignature' });
