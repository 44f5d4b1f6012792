/** Characters that turn the direction of reading, so that a text seems to say something else than it does. Pure. */

const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const EACH = new RegExp(TURNS.source, 'gu');
/** What stands for a character that cannot be shown. */
const REPLACEMENT = '\ufffd';

/** Whether a text holds any of them. */
export const turnsAround = (text: string): boolean => TURNS.test(text);

/** The text with something harmless in the place of each. */
export const withoutTurns = (text: string, instead = REPLACEMENT): string => text.replace(EACH, instead);
