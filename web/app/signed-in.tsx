import type { QueryClient } from '@tanstack/preact-query';
import { useQuery } from '@tanstack/preact-query';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Redirect, Route, Router, Switch } from 'wouter-preact';
import { forgetOld, forgetPerson } from '../outbox/forgetting.ts';
import { WithOutbox } from '../outbox/with-outbox.tsx';
import type { PageProps } from '../parts/lazy-page.tsx';
import { Failed, Loading, NotHere } from '../parts/states.tsx';
import { answered, openApi, type Schemas } from '../session/api.ts';
import type { Config } from '../session/config.ts';
import { isMine, sayOwner, whenLeft } from '../session/device.ts';
import { type Reader, ReaderContext } from '../session/reader.ts';
import type { Session } from '../session/session.ts';
import { SessionContext } from '../session/use-session.ts';
import { Expired } from '../shell/expired.tsx';
import { Leaving } from '../shell/leaving.tsx';
import { forgetPreferences, WithPreferences } from '../shell/preferences.tsx';
import { Shell } from '../shell/shell.tsx';
import { type Language, useWords } from '../words/words.ts';
import { LISTS, PAGES, startOf } from './pages.ts';

const ME = ['me'] as const;

interface SignedInProps {
  readonly config: Config;
  readonly session: Session;
  readonly queries: QueryClient;
  readonly speak: (language: Language) => void;
  /** Nobody is logged in: because the directory does not have them, or because the login has ended. */
  readonly leave: (refused: boolean) => void;
}

/** Everything that needs a login. An end of the login lies over the page, which stays as it is. */
export function SignedIn({ config, session, queries, speak, leave }: SignedInProps) {
  const { words, language } = useWords();
  const spoken = useRef(language);
  spoken.current = language;
  const [expired, setExpired] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [isOut, setIsOut] = useState(false);
  const api = useMemo(
    () =>
      openApi({
        ...{ origin: config.api ?? location.origin, session },
        language: () => spoken.current,
        onExpired: () => setExpired(true),
      }),
    [config, session],
  );
  const me = useQuery({
    queryKey: ME,
    queryFn: async () => {
      const before = queries.getQueryData<Schemas['Me']>(ME);
      const now = await answered(api.GET('/me'));
      // What somebody else read goes before anybody is shown anything.
      if (before !== undefined && before.id !== now.id)
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
      return now;
    },
    staleTime: 60_000,
  });
  const person = me.data?.id;
  const heardIn = useRef(language);
  useEffect(() => {
    if (heardIn.current === language) return;
    heardIn.current = language;
    // What is shown stays until it comes in the other language.
    void me.refetch();
  }, [language]);

  const goToLogin = () =>
    import('../session/login.ts').then(({ leaveToLogin }) =>
      leaveToLogin(config, `${location.pathname}${location.search}`),
    );
  useEffect(() => {
    if (person === undefined) return;
    sayOwner(person);
    // What cannot be forgotten now can be the next time.
    forgetOld(Date.now()).catch(() => undefined);
    return whenLeft(person, () => location.reload());
  }, [person]);
  useEffect(() => {
    if (person === undefined || !isMine()) return;
    let end: (() => void) | undefined;
    let isIn = true;
    import('../session/kept-reads.ts').then(
      ({ keepReads }) => {
        if (isIn) end = keepReads(queries, person);
      },
      // Without it everything is read anew the next time.
      () => undefined,
    );
    // So that the browser keeps it, even if nobody comes for a week.
    void navigator.storage?.persist?.();
    return () => {
      isIn = false;
      end?.();
    };
  }, [queries, person]);
  const logOut = async () => {
    // The login first: whatever fails afterwards, nobody is in any more.
    setIsOut(true);
    session.forget();
    const readsGone = session.move(false);
    queries.clear();
    forgetPreferences();
    await Promise.allSettled([readsGone, person !== undefined && forgetPerson(person)]);
    const address = await import('../session/login.ts').then(
      ({ logoutAddress }) => logoutAddress(config),
      () => '/app',
    );
    location.assign(address);
  };

  const nobodyIsIn = expired && me.data === undefined && !isOut;
  useEffect(() => {
    // Nobody's page is open yet: begin as if nobody had been here. What still could be refreshed was good, but names nobody.
    if (!nobodyIsIn) return;
    const refused = session.known();
    session.forget();
    leave(refused);
  }, [nobodyIsIn]);

  if (isOut) return <Loading />;
  if (me.data === undefined)
    return me.error === null || nobodyIsIn ? (
      <Loading />
    ) : (
      <Failed error={me.error} again={() => me.refetch()} />
    );
  const reader: Reader = { api, me: me.data, heardAt: me.dataUpdatedAt };
  return (
    <SessionContext.Provider value={session}>
      <ReaderContext.Provider value={reader}>
        <WithOutbox key={me.data.id} api={api} person={me.data.id} queries={queries}>
          <WithPreferences speak={speak}>
            <Router base="/app">
              <Shell me={me.data} tabs={PAGES} lists={LISTS} logOut={() => setLeaving(true)}>
                <Switch>
                  {PAGES.map(({ path, Page }) => (
                    <Route key={path} path={path}>
                      {(given: PageProps) => <Page key={Object.values(given).join(' ')} {...given} />}
                    </Route>
                  ))}
                  <Route path="/">
                    <Redirect to={startOf(me.data)} replace />
                  </Route>
                  <Route>
                    <NotHere said={words.failure.elsewhere} />
                  </Route>
                </Switch>
              </Shell>
            </Router>
          </WithPreferences>
          {leaving && <Leaving stay={() => setLeaving(false)} leave={logOut} />}
          {expired && <Expired again={goToLogin} />}
        </WithOutbox>
      </ReaderContext.Provider>
    </SessionContext.Provider>
  );
}
