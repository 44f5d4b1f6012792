/** What one page alone says: its words come with it, so that a first load has only those that every page has. */
import { type Context, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from './words.ts';

export interface PageWords<W> {
  /** @throws where the words cannot be fetched */
  load(language: Language): Promise<W>;
  readonly context: Context<W | undefined>;
}

/** @param load the words by language, each from a file of its own; the Chinese ones say which there are */
export function pageWords<W>(load: Readonly<Record<Language, () => Promise<W>>>): PageWords<W> {
  return { load: (language) => load[language](), context: createContext<W | undefined>(undefined) };
}

/** The words of the page that asks, inside that page. */
export function usePageWords<W>({ context }: PageWords<W>): W {
  const words = useContext(context);
  if (words === undefined) throw new Error('the page has no words yet');
  return words;
}
