/** The language that was chosen on this device. */
import { LANGUAGES, type Language } from '../words/words.ts';

const KEPT = 'shoujie.language';

/** 中文 where nobody chose. */
export function keptLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  return LANGUAGES.find((language) => language === kept) ?? 'zh-CN';
}

export const keepLanguage = (language: Language): void => localStorage.setItem(KEPT, language);
