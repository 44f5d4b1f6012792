import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useWaiting } from '../outbox/use-outbox.ts';
import { Icon } from '../parts/icon.tsx';
import type { Schemas } from '../session/api.ts';
import { type Language, useWords } from '../words/words.ts';
import { applyAppearance, keptAppearance, SCHEMES } from './appearance.ts';
import { Bar, type Tabbed } from './bar.tsx';
import { NewVersion } from './new-version.tsx';

interface ShellProps {
  readonly me: Schemas['Me'];
  readonly tabs: readonly Tabbed[];
  readonly speak: (language: Language) => void;
  readonly logOut: () => void;
  readonly children: ComponentChildren;
}

/** What stands around every page: where one is, whose site, and how it looks and speaks. */
export function Shell({ me, tabs, speak, logOut, children }: ShellProps) {
  const { words, language } = useWords();
  const [appearance, setAppearance] = useState(keptAppearance());
  const show = (changed: typeof appearance) => {
    applyAppearance(changed);
    setAppearance(changed);
  };
  const waiting = useWaiting();
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
        <details class="menu">
          <summary aria-label={`${me.name} · ${words.shell.menu}`}>
            <Icon name="person" />
            <span>{me.name}</span>
          </summary>
          <div class="card">
            <p>{words.shell.signedInAs(me.name)}</p>
            <fieldset>
              <legend>{words.shell.appearanceLabel}</legend>
              {SCHEMES.map((scheme) => (
                <label key={scheme}>
                  <input
                    type="radio"
                    name="scheme"
                    checked={appearance.scheme === scheme}
                    onChange={() => show({ ...appearance, scheme })}
                  />
                  {words.shell.appearance[scheme]}
                </label>
              ))}
            </fieldset>
            <button type="button" class="plain" lang={other} onClick={() => speak(other)}>
              {words.shell.language}
            </button>
            <button type="button" class="plain" onClick={logOut}>
              {words.shell.logout}
            </button>
          </div>
        </details>
      </header>
      <Bar tabs={tabs} />
      <main id="main" tabIndex={-1}>
        <NewVersion />
        {children}
      </main>
    </div>
  );
}
