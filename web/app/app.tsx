import { QueryClient, QueryClientProvider } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import { secondWindowWords } from '../pages/second-window/second-window-words.ts';
import { lazyPage } from '../parts/lazy-page.tsx';
import { SECOND_WINDOW } from '../parts/second-window.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { type Config, loadConfig } from '../session/config.ts';
import { isMine } from '../session/device.ts';
import { openSession, type Session } from '../session/session.ts';
import { keepLanguage, keptLanguage } from '../shell/language.ts';
import { CALLBACK_PATH, SignIn } from '../shell/sign-in.tsx';
import { type Language, loadWords, type Said, SaidContext } from '../words/words.ts';
import { SignedIn } from './signed-in.tsx';

const queries = new QueryClient({
  // A refusal is an answer; what did not get through is asked for again by whoever reads, or when there is a network.
  defaultOptions: { queries: { retry: false, staleTime: 5_000 } },
});

interface Opened {
  readonly config: Config;
  readonly session: Session;
}

const restoreReads = (queries: QueryClient) =>
  import('../session/kept-reads.ts')
    .then(({ restoreReads }) => restoreReads(queries))
    // Without it everything is read anew.
    .catch(() => undefined);

/** For whoever stands at the desk, who is nobody of the directory's: it needs no login. */
const SecondWindow = lazyPage(
  secondWindowWords,
  () => import('../pages/second-window/second-window-page.tsx'),
);

/** The console: the words of the reader's language, then who they are, then the page. */
export function App() {
  const [said, setSaid] = useState<Said>();
  const [opened, setOpened] = useState<Opened>();
  const [failed, setFailed] = useState(false);
  const [isIn, setIsIn] = useState(false);
  const [refused, setRefused] = useState(false);
  const [speechless, setSpeechless] = useState(false);

  const speak = (language: Language) => {
    return loadWords(language).then((words) => {
      document.documentElement.lang = language;
      setSaid({ language, words });
    });
  };
  /** Where the other language does not come, what is said stays as it is. */
  const speakIfItComes = (language: Language) => speak(language).catch(() => undefined);
  const open = () => {
    setFailed(false);
    loadConfig().then(
      async (config) => {
        const session = openSession(config);
        const isBack = location.pathname === CALLBACK_PATH;
        // Whoever logs in now may be somebody else.
        if (isMine() && !isBack) await restoreReads(queries);
        setIsIn(session.known() && !isBack);
        setOpened({ config, session });
      },
      () => setFailed(true),
    );
  };
  useEffect(() => {
    speak(keptLanguage() ?? 'zh-CN').then(open, () => setSpeechless(true));
  }, []);

  if (said === undefined) return speechless ? <Speechless /> : null;
  if (location.pathname === SECOND_WINDOW)
    return (
      <SaidContext.Provider value={said}>
        <SecondWindow />
      </SaidContext.Provider>
    );
  const choose = (language: Language) => {
    keepLanguage(language);
    void speakIfItComes(language);
  };
  const enter = () => setIsIn(true);
  const leave = (because: boolean) => {
    setRefused(because);
    setIsIn(false);
  };
  return (
    <SaidContext.Provider value={said}>
      <QueryClientProvider client={queries}>
        {failed && <Failed again={open} />}
        {!failed && opened === undefined && <Loading />}
        {opened !== undefined && !isIn && (
          <SignIn {...opened} refused={refused} enter={enter} speak={choose} />
        )}
        {opened !== undefined && isIn && (
          <SignedIn {...opened} queries={queries} speak={speakIfItComes} leave={leave} />
        )}
      </QueryClientProvider>
    </SaidContext.Provider>
  );
}

/** What is said where no words came: in both languages at once, since it comes with the script itself. */
function Speechless() {
  return (
    <main class="nothing">
      <div role="alert">
        <p lang="zh-CN">页面没有加载完整，请检查网络后重试。</p>
        <p lang="en">The page did not load wholly. Check your network and try again.</p>
      </div>
      <button type="button" onClick={() => location.reload()}>
        重试 <span lang="en">Try again</span>
      </button>
    </main>
  );
}
