/** What a ledger entry says to a reader. Pure. */
import { CLOCK_NAMES } from '../../shared/domain/model/clock.ts';
import type { Schemas } from '../session/api.ts';

type Entry = Schemas['LedgerEntry'];
type Values = Schemas['LedgerValues'];
type ClockName = Schemas['Clock']['name'];

/** What people wrote on signing, in this order; who and what stands elsewhere on the sheet. */
const WORDS = [
  ...['/allegation', '/findings', '/conclusion', '/statement', '/report'],
  ...['/opinion', '/reason', '/message', '/question', '/text', '/outcome', '/answer', '/feedback'],
];

/** The texts of an entry that the reader may see. */
export function saidIn({ seq }: Entry, values: Values): readonly string[] {
  const shown = values[seq] ?? {};
  return WORDS.flatMap((pointer) => {
    const value = shown[pointer]?.value;
    return typeof value === 'string' ? [value] : [];
  });
}

/** What its actor is called; undefined where that is hidden from the reader. */
export function shownName({ seq, actor }: Entry, values: Values): string | undefined {
  if (actor === undefined) return undefined;
  if (typeof actor.name === 'string') return actor.name;
  const value = values[seq]?.['/actor/name']?.value;
  return typeof value === 'string' ? value : undefined;
}

export interface DrawnSignature {
  readonly path: string;
  readonly signer: string;
}

/** The signature that was drawn for it, as far as the reader may see it: the sheet itself keeps its digest alone. */
export function drawnIn({ seq }: Entry, values: Values): DrawnSignature | undefined {
  const [path, signer] = ['/signature/path', '/signature/signer'].map(
    (pointer) => values[seq]?.[pointer]?.value,
  );
  return typeof path === 'string' ? { path, signer: typeof signer === 'string' ? signer : '' } : undefined;
}

/** Which clock it is about, such as the one that a breach broke. */
export function clockNameOf({ clock }: Entry): ClockName | undefined {
  const name = typeof clock === 'string' ? clock.replace(/-\d+-\d+$/, '') : undefined;
  return CLOCK_NAMES.find((each) => each === name);
}
