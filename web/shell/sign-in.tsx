import { useEffect, useState } from 'preact/hooks';
import type { Config } from '../session/config.ts';
import { isMine, sayOwner } from '../session/device.ts';
import { forgetReads, type Session } from '../session/session.ts';
import { type Language, useWords } from '../words/words.ts';
import { boardAddress } from './board.ts';

/** Where the issuer sends the browser back to. */
export const CALLBACK_PATH = '/app/login';
const HOME = '/app';

interface SignInProps {
  readonly config: Config;
  readonly session: Session;
  /** Whether the directory does not have whoever logged in. */
  readonly refused: boolean;
  readonly enter: () => void;
  readonly speak: (language: Language) => void;
}

/** The first page: what this is, and one button. On the way back from the issuer it takes the code. */
export function SignIn({ config, session, refused, enter, speak }: SignInProps) {
  const { words, language } = useWords();
  const board = boardAddress();
  const isBack = location.pathname === CALLBACK_PATH;
  const [state, setState] = useState<'idle' | 'working' | 'failed'>(isBack ? 'working' : 'idle');

  const [mine, setMine] = useState(isMine());

  useEffect(() => {
    if (!isBack) return;
    import('../session/login.ts')
      .then(({ completeLogin }) => completeLogin(config))
      .then(async (login) => {
        // What is kept may be somebody else's.
        await forgetReads();
        sayOwner(undefined);
        return login;
      })
      .then(
        ({ tokens, returnTo }) => {
          session.take(tokens);
          history.replaceState(null, '', returnTo);
          enter();
        },
        () => {
          history.replaceState(null, '', HOME);
          setState('failed');
        },
      );
  }, []);

  const own = (isOwn: boolean) => {
    void session.move(isOwn);
    setMine(isOwn);
  };
  const leave = () => {
    setState('working');
    import('../session/login.ts')
      .then(({ leaveToLogin }) => leaveToLogin(config, `${location.pathname}${location.search}`))
      .catch(() => setState('failed'));
  };

  return (
    <main class="sign-in">
      <p class="brand">{words.product}</p>
      <h1>{words.signIn.title}</h1>
      <p>{words.signIn.lead}</p>
      {(state === 'failed' || refused) && (
        <p class="wrong" role="alert">
          {state === 'failed' ? words.signIn.failed : words.signIn.refused}
        </p>
      )}
      <label class="ticked">
        <input type="checkbox" checked={mine} onChange={({ currentTarget }) => own(currentTarget.checked)} />
        {words.mine}
      </label>
      <button type="button" class="main" disabled={state === 'working'} onClick={leave}>
        {state === 'working' ? words.signIn.working : words.signIn.button}
      </button>
      {board !== undefined && <a href={board}>{words.shell.board}</a>}
      <button
        type="button"
        class="plain"
        lang={language === 'en' ? 'zh-CN' : 'en'}
        onClick={() => speak(language === 'en' ? 'zh-CN' : 'en')}
      >
        {words.shell.language}
      </button>
    </main>
  );
}
