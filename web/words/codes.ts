/** What the codes of the contract are called here: as everywhere in the product, the English ones with a capital where they begin. */

import { CASE_STEP_WORDS } from '../../shared/words/case-words.ts';
import { capital, type Words, wordsIn } from '../../shared/words/said.ts';
import {
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  CLOCK_WORDS,
  KIND_WORDS,
  MEANS_WORDS,
  STATUS_WORDS,
  STEP_WORDS,
  URGENCY_WORDS,
} from '../../shared/words/sheet-words.ts';

type Language = 'zh-CN' | 'en';
type Called<T extends string> = { readonly [W in T]: string };

/** Words of a table in a language, each as a text begins. */
export const begun = <T extends string>(words: Words<T>, language: Language): Called<T> =>
  Object.fromEntries(
    Object.entries<string>(wordsIn(words, language)).map(([code, text]) => [code, capital(text)]),
  ) as Called<T>;

/** Their words in a language. */
export const codesIn = (language: Language) => ({
  kinds: begun(KIND_WORDS, language),
  channels: wordsIn(CHANNEL_WORDS, language),
  categories: begun(CATEGORY_WORDS, language),
  urgencies: wordsIn(URGENCY_WORDS, language),
  statuses: wordsIn(STATUS_WORDS, language),
  clocks: begun(CLOCK_WORDS, language),
  steps: begun(STEP_WORDS, language),
  means: wordsIn(MEANS_WORDS, language),
  caseSteps: begun(CASE_STEP_WORDS, language) as Readonly<Record<string, string>>,
});
