import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { assessmentWords } from './assessment-words.ts';
import type { Reading } from './consequence-text.ts';

/** In which words and by which clocks the reader reads what bears on people. */
export function useReading(): Reading {
  const { me } = useReader();
  const { language } = useWords();
  return { language, words: usePageWords(assessmentWords), timeZone: me.site?.timeZone ?? 'UTC' };
}
