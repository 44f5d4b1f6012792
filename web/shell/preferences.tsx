/** Language and size follow the person from device to device, unless something else was chosen on this one before they logged in. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { answered } from '../session/api.ts';
import { useReader } from '../session/reader.ts';
import { type Language, useWords } from '../words/words.ts';
import { type Appearance, applyAppearance, keptAppearance } from './appearance.ts';
import { forgetLanguage, keepLanguage, keptLanguage } from './language.ts';

/** That language and size on this device are the person's, and no choice of this device alone. */
const FOLLOWS = 'shoujie.follows';
const isChosenHere = () => keptLanguage() !== undefined && localStorage.getItem(FOLLOWS) === null;

interface Preferring {
  readonly appearance: Appearance;
  show(appearance: Appearance): void;
  speak(language: Language): void;
}

const PreferencesContext = createContext<Preferring | undefined>(undefined);

export function usePreferences(): Preferring {
  const preferring = useContext(PreferencesContext);
  if (preferring === undefined) throw new Error('nobody is logged in');
  return preferring;
}

interface WithPreferencesProps {
  /** Says everything in that language. */
  readonly speak: (language: Language) => void;
  readonly children: ComponentChildren;
}

export function WithPreferences({ speak, children }: WithPreferencesProps) {
  const { api, me } = useReader();
  const { language } = useWords();
  const [appearance, setAppearance] = useState(keptAppearance());
  const appear = (changed: Appearance) => {
    applyAppearance(changed);
    setAppearance(changed);
  };
  const say = (chosen: Language) => {
    keepLanguage(chosen);
    localStorage.setItem(FOLLOWS, me.id);
    if (chosen !== language) speak(chosen);
  };
  /** Where there is no network it holds here, until the person's is read again. */
  const tell = (changed: { language: Language } | { large: boolean }) => {
    const body = { language, large: appearance.large, ...changed };
    answered(api.PUT('/me/preferences', { body })).catch(() => undefined);
  };

  const { language: theirs, large } = me.preferences;
  useEffect(() => {
    if (isChosenHere()) return;
    say(theirs);
    if (large !== appearance.large) appear({ ...appearance, large });
  }, [me.id, theirs, large]);

  const preferring: Preferring = {
    appearance,
    show(changed) {
      if (changed.large !== appearance.large) tell({ large: changed.large });
      appear(changed);
    },
    speak(chosen) {
      tell({ language: chosen });
      say(chosen);
    },
  };
  return <PreferencesContext.Provider value={preferring}>{children}</PreferencesContext.Provider>;
}

/** Whoever comes next to this device is spoken to as they prefer. */
export function forgetPreferences(): void {
  if (isChosenHere()) return;
  forgetLanguage();
  localStorage.removeItem(FOLLOWS);
  applyAppearance({ ...keptAppearance(), large: false });
}
