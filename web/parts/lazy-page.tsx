/** Pages in chunks of their own. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageWords } from '../words/page-words.ts';
import { type Language, useWords } from '../words/words.ts';
import { guarded } from './guarded.tsx';
import { Failed, Loading } from './states.tsx';

/** What the address gives a page, such as the id of a sheet. */
export interface PageProps {
  readonly id?: string;
  readonly site?: string;
  readonly section?: string;
  readonly month?: string;
  readonly name?: string;
}

const RELOADED = 'shoujie.reloaded';

/**
 * A chunk that is missing is most often one of an earlier version: the page is loaded anew, once. What that does not
 * cure is told to the reader.
 */
async function orReload<T>(chunk: Promise<T>): Promise<T> {
  try {
    const loaded = await chunk;
    sessionStorage.removeItem(RELOADED);
    return loaded;
  } catch (failure) {
    if (navigator.onLine && sessionStorage.getItem(RELOADED) === null) {
      sessionStorage.setItem(RELOADED, location.pathname);
      location.reload();
    }
    throw failure;
  }
}

interface Loaded<W> {
  readonly language: Language;
  readonly Page: ComponentType<PageProps>;
  readonly words: W;
}

/**
 * A page that is loaded when it is first looked at, together with its words.
 * @param words what it says in both languages
 * @param load the module that has it as `Page`
 */
export function lazyPage<W>(
  words: PageWords<W>,
  load: () => Promise<{ readonly Page: ComponentType<PageProps> }>,
): ComponentType<PageProps> {
  const { Provider } = words.context;
  return guarded(function LazyPage(props: PageProps) {
    const { language } = useWords();
    const [loaded, setLoaded] = useState<Loaded<W>>();
    const [failed, setFailed] = useState(false);
    const [tries, setTries] = useState(0);
    useEffect(() => {
      setFailed(false);
      let isWanted = true;
      orReload(Promise.all([load(), words.load(language)])).then(
        ([{ Page }, said]) => isWanted && setLoaded({ language, Page, words: said }),
        () => isWanted && setFailed(true),
      );
      return () => {
        isWanted = false;
      };
    }, [language, tries]);
    if (failed) return <Failed again={() => setTries(tries + 1)} />;
    if (loaded === undefined) return <Loading />;
    const { Page } = loaded;
    return (
      <Provider value={loaded.words}>
        <Page {...props} />
      </Provider>
    );
  });
}
