/** What the console says, in the reader's language: one set of words is loaded, and one that lacks any does not compile. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Words } from './zh.ts';

export type { Words } from './zh.ts';
export type Language = 'zh-CN' | 'en';

export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** Loads the words of a language. */
export async function loadWords(language: Language): Promise<Words> {
  return language === 'en' ? (await import('./en.ts')).en : (await import('./zh.ts')).zh;
}

/** What a site or a section is called. */
export const called = ({ name, zh }: { readonly name: string; readonly zh: string }, language: Language) =>
  language === 'en' ? name : zh;

export interface Said {
  readonly language: Language;
  readonly words: Words;
}

export const SaidContext = createContext<Said | undefined>(undefined);

/** The words of the page that asks. */
export function useWords(): Said {
  const said = useContext(SaidContext);
  if (said === undefined) throw new Error('no words are loaded yet');
  return said;
}
