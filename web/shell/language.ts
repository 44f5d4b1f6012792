/** The language that was chosen on this device. */
import { LANGUAGES, type Language } from '../words/words.ts';

const KEPT = 'shoujie.language';

/** Undefined where nobody chose. */
export function keptLanguage(): Language | undefined {
  const kept = localStorage.getItem(KEPT);
  return LANGUAGES.find((language) => language === kept);
}

export const keepLanguage = (language: Language): void => localStorage.setItem(KEPT, language);
export const forgetLanguage = (): void => localStorage.removeItem(KEPT);
