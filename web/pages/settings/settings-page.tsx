import { useState } from 'preact/hooks';
import { Choices } from '../../parts/choices.tsx';
import { Refused } from '../../parts/refused.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { instantIn } from '../../parts/time.ts';
import { Refusal } from '../../session/api.ts';
import { isMine } from '../../session/device.ts';
import { useReader } from '../../session/reader.ts';
import { useSession } from '../../session/use-session.ts';
import { SCHEMES } from '../../shell/appearance.ts';
import { usePreferences } from '../../shell/preferences.tsx';
import { usePageWords } from '../../words/page-words.ts';
import { LANGUAGES, useWords } from '../../words/words.ts';
import { allOfMine } from './own-data.ts';
import { settingsWords } from './settings-words.ts';

/** How the console speaks and looks, whose device it is on, and what is kept of the reader. */
export function Page() {
  const { me, heardAt } = useReader();
  const { words, language } = useWords();
  const said = usePageWords(settingsWords);
  const session = useSession();
  const { appearance, show, speak } = usePreferences();
  const [mine, setMine] = useState(isMine());
  const { undeliverable, email } = me;
  const time = (at: string) =>
    instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC', now: heardAt });
  return (
    <section class="ask" aria-labelledby="settings">
      <h1 id="settings">{said.title}</h1>
      {undeliverable !== undefined && (
        <div class="offline" role="status">
          <h2>{said.mail}</h2>
          <p>{said.undeliverable(email ?? '', time(undeliverable.since))}</p>
        </div>
      )}
      <fieldset class="field">
        <legend>
          <h2>{said.language}</h2>
        </legend>
        <Choices
          name="language"
          value={language}
          change={speak}
          options={LANGUAGES.map((each) => [each, said.languages[each]])}
        />
      </fieldset>
      <div class="field">
        <h2>{said.size}</h2>
        <label class="ticked">
          <input
            type="checkbox"
            checked={appearance.large}
            onChange={({ currentTarget }) => show({ ...appearance, large: currentTarget.checked })}
          />
          {said.large}
        </label>
        <p class="dim">{said.follows}</p>
      </div>
      <fieldset class="field">
        <legend>
          <h2>{words.shell.appearanceLabel}</h2>
        </legend>
        <Choices
          name="scheme"
          value={appearance.scheme}
          change={(scheme) => show({ ...appearance, scheme })}
          options={SCHEMES.map((scheme) => [scheme, words.shell.appearance[scheme]])}
        />
      </fieldset>
      <div class="field">
        <h2>{said.device}</h2>
        <label class="ticked">
          <input
            type="checkbox"
            checked={mine}
            onChange={({ currentTarget }) => {
              void session.move(currentTarget.checked);
              setMine(currentTarget.checked);
            }}
          />
          {words.mine}
        </label>
        <p class="dim">{said.mineHint}</p>
      </div>
      {me.role === 'resident' && <OwnData />}
    </section>
  );
}

function OwnData() {
  const { api, me } = useReader();
  const { words } = useWords();
  const said = usePageWords(settingsWords);
  const [state, setState] = useState<'idle' | 'working' | 'failed' | Refusal>('idle');
  const download = async () => {
    setState('working');
    try {
      const file = new Blob([JSON.stringify(await allOfMine(api), undefined, 2)], {
        type: 'application/json',
      });
      saveFile(file, `${me.id}.json`);
      setState('idle');
    } catch (error) {
      setState(error instanceof Refusal ? error : 'failed');
    }
  };
  return (
    <div class="field">
      <h2>{said.data}</h2>
      <p class="dim">{said.dataHint}</p>
      <p>
        <button type="button" disabled={state === 'working'} onClick={download}>
          {state === 'working' ? said.gathering : said.download}
        </button>
      </p>
      {state === 'failed' && (
        <p class="wrong" role="alert">
          {words.failure.network}
        </p>
      )}
      {state instanceof Refusal && <Refused refusal={state} lead="" />}
    </div>
  );
}
