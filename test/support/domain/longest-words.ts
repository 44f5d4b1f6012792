/** Commands whose words are as long as the contract allows: 4,000 characters of four bytes each in UTF-8. */
import type { Worded } from './random-lives.ts';

const FOUR_BYTES = '𠮷';
export const LONGEST_TEXT = FOUR_BYTES.repeat(4000);
const LONGEST_LINE = FOUR_BYTES.repeat(200);
const LONGEST_NAME = FOUR_BYTES.repeat(100);

/** What each member may come to. Whom something is of must stay who it is. */
const LONGEST: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    ['details', 'answer', 'opinion', 'reason', 'message', 'question', 'text', 'outcome', 'feedback'].map(
      (name) => [name, LONGEST_TEXT],
    ),
  ),
  ...{ words: LONGEST_TEXT, cause: LONGEST_TEXT, course: LONGEST_TEXT },
  ...{ subject: LONGEST_LINE, place: LONGEST_LINE, address: LONGEST_LINE },
  persons: Array.from({ length: 50 }, () => LONGEST_LINE),
  relation: LONGEST_NAME,
};

function longest(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map(longest);
  const members = Object.entries(node).map(([name, value]) => [name, LONGEST[name] ?? longest(value)]);
  return Object.fromEntries(members);
}

/** A command with every text at its longest, and with the texts that it might have as well. */
export const atTheirLongest: Worded = (command) => {
  const isRated =
    'step' in command && (command.step === 'rate' || (command.step === 'follow-up' && command.reached));
  const more = {
    ...('channel' in command
      ? { details: '', ...(command.channel === 'phone' ? { record: RECORD } : {}) }
      : {}),
    ...(isRated ? { feedback: '' } : {}),
  };
  return longest({ ...command, ...more }) as typeof command;
};

const RECORD = { at: '2026-11-23T08:00:00.000Z', words: '' };
