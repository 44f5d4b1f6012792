/**
 * Text as attributes keep it: deflated with a dictionary, since a write is paid by the kilobyte and texts of one kind are much
 * alike. What earlier versions wrote as plain text is read as it is.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { settingOr } from '../../runtime/env.ts';
import { DICTIONARIES } from './dictionaries.ts';

const BEST = { level: 9, memLevel: 9 } as const;

/** Whether functions of an earlier version, which read nothing but plain text, may answer beside this one. */
export const isPlain = (): boolean => settingOr('TABLE_FORM', 'present') === 'plain';

const dictionary = (number: number, beside: string): Uint8Array => {
  const common = DICTIONARIES[number - 1];
  if (common === undefined) throw new Error(`no dictionary has the number ${number}`);
  return beside === '' ? common : Buffer.concat([common, Buffer.from(beside)]);
};

/**
 * A text for an attribute: the number of its dictionary in one byte, then the text, deflated.
 * @param beside what stands beside it and says much of the same; whoever reads it has to have that
 */
export function deflated(text: string, beside = ''): string | Uint8Array {
  if (isPlain()) return text;
  const number = DICTIONARIES.length;
  const body = deflateRawSync(text, { ...BEST, dictionary: dictionary(number, beside) });
  return Buffer.concat([Buffer.of(number), body]);
}

/**
 * The text that an attribute keeps, whichever version wrote it.
 * @throws Error where it was not deflated so
 */
export function inflated(kept: unknown, beside = ''): string {
  if (!(kept instanceof Uint8Array)) return String(kept);
  const [number = 0] = kept;
  return inflateRawSync(kept.subarray(1), { dictionary: dictionary(number, beside) }).toString('utf8');
}
