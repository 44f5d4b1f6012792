/** Words and sentences in both languages of the product. */
import type { Language } from '../domain/model/directory.ts';

export type Said = { readonly [L in Language]: string };

/** What codes of the contract are called, in both languages. English words begin small, as within a sentence. */
export type Words<T extends string> = { readonly [W in T]: Said };

export const said = (zh: string, en: string): Said => ({ 'zh-CN': zh, en });

/** The text with its first letter as at the beginning of a sentence. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A table of words in one language. */
export const wordsIn = <T extends string>(
  words: Words<T>,
  language: Language,
): { readonly [W in T]: string } =>
  Object.fromEntries(Object.entries<Said>(words).map(([code, each]) => [code, each[language]])) as {
    readonly [W in T]: string;
  };
