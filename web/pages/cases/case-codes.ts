/** What the codes of cases are called, as they begin a line. */
import {
  CASE_STATUS_WORDS,
  CASE_STEP_WORDS,
  DELIVERY_WORDS,
  GRADE_WORDS,
  REVIEW_WORDS,
  SANCTION_WORDS,
} from '../../../shared/words/case-words.ts';
import { begun } from '../../words/codes.ts';
import type { Language } from '../../words/words.ts';

export const caseCodesIn = (language: Language) => ({
  statuses: begun(CASE_STATUS_WORDS, language),
  steps: begun(CASE_STEP_WORDS, language),
  grades: begun(GRADE_WORDS, language),
  sanctions: begun(SANCTION_WORDS, language),
  means: begun(DELIVERY_WORDS, language),
  outcomes: begun(REVIEW_WORDS, language),
});

export type CaseCodes = ReturnType<typeof caseCodesIn>;
