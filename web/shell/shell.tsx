import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { useWaiting } from '../outbox/use-outbox.ts';
import { PlaceContext } from '../parts/beside.ts';
import { closeOver, useClosing } from '../parts/closing.ts';
import { Icon } from '../parts/icon.tsx';
import { NamedContext } from '../parts/named.ts';
import type { Schemas } from '../session/api.ts';
import { type Language, useWords } from '../words/words.ts';
import { Bar, type Tabbed } from './bar.tsx';
import { boardAddress, keepSite } from './board.ts';
import { useDeskKeys } from './desk-keys.ts';
import { useKeptFocus } from './kept-focus.ts';
import { ListBeside, type Lists, useHasList } from './list-beside.tsx';
import { NewVersion } from './new-version.tsx';
import { usePreferences } from './preferences.tsx';
import { titleOf } from './title.ts';
import { Unread } from './unread.tsx';

interface ShellProps {
  readonly me: Schemas['Me'];
  readonly tabs: readonly Tabbed[];
  readonly lists: Lists;
  readonly logOut: () => void;
  readonly children: ComponentChildren;
}

/** What stands around every page: where one is, whose site, and how it looks and speaks. */
export function Shell({ me, tabs, lists, logOut, children }: ShellProps) {
  const { words, language } = useWords();
  const { appearance, show, speak } = usePreferences();
  const [path] = useLocation();
  const waiting = useWaiting();
  useEffect(() => {
    if (me.site !== undefined) keepSite(me.site.id);
  }, [me.site?.id]);
  const [named, setNamed] = useState<string>();
  const title = [named, titleOf(path, tabs, words)].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  const hasList = useHasList();
  useDeskKeys();
  useKeptFocus();
  const main = useRef<HTMLElement>(null);
  const menu = useClosing();
  const wasAt = useRef(path);
  useEffect(() => {
    if (wasAt.current === path) return;
    wasAt.current = path;
    // A page that has a place to begin at has taken the focus already.
    if (main.current?.contains(document.activeElement) !== true) main.current?.focus();
  }, [path]);
  const leave = () => {
    // Whoever then stays is back where they came from, with nothing over what they work at.
    closeOver(menu.current);
    logOut();
  };
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  const site = language === 'en' ? me.site?.name : me.site?.zh;
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <header>
        <Link href="/" class="brand">
          {words.product}
        </Link>
        {site !== undefined && <span class="site">{site}</span>}
        {waiting.length > 0 && (
          <Link href="/outbox" class="pending">
            {words.outbox.count(waiting.length)}
          </Link>
        )}
        <button
          type="button"
          class="plain"
          aria-pressed={appearance.large}
          onClick={() => show({ ...appearance, large: !appearance.large })}
        >
          {words.shell.large}
        </button>
        <Unread />
        <details class="menu" key={path} ref={menu}>
          <summary aria-label={`${me.name} · ${words.shell.menu}`}>
            <Icon name="person" />
            <span>{me.name}</span>
          </summary>
          <div class="card">
            <p>{words.shell.signedInAs(me.name)}</p>
            <Link href="/settings">{words.shell.menu}</Link>
            {me.site !== undefined && <a href={boardAddress(me.site.id)}>{words.shell.board}</a>}
            <button type="button" class="plain" lang={other} onClick={() => speak(other)}>
              {words.shell.language}
            </button>
            <button type="button" class="plain" onClick={leave}>
              {words.shell.logout}
            </button>
          </div>
        </details>
      </header>
      <Bar tabs={tabs} />
      {hasList && <ListBeside {...lists} />}
      <main id="main" ref={main} tabIndex={-1}>
        <NewVersion />
        <NamedContext.Provider value={setNamed}>
          <PlaceContext.Provider value={hasList ? 'with-list' : 'alone'}>{children}</PlaceContext.Provider>
        </NamedContext.Provider>
      </main>
    </div>
  );
}
