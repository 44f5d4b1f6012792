import { useEffect, useRef, useState } from 'preact/hooks';
import { type Line, lineOf, type Matter, openSecondWindow } from '../../parts/second-window.ts';
import { usePageWords } from '../../words/page-words.ts';
import { openWords } from './open-words.ts';

interface SecondWindowProps {
  readonly matter: Matter;
  readonly path: string;
  readonly draw: (path: string) => void;
}

/** Lets whoever stands at the desk read what was taken in, and sign it, in a second window on a screen of their own. */
export function SecondWindow({ matter, path, draw }: SecondWindowProps) {
  const said = usePageWords(openWords).secondWindow;
  const [state, setState] = useState<'closed' | 'open' | 'blocked'>('closed');
  const line = useRef<Line | undefined>(undefined);
  const form = useRef(crypto.randomUUID());
  const latest = useRef({ matter, path, draw });
  latest.current = { matter, path, draw };

  useEffect(() => {
    const opened = lineOf(form.current, (message) => {
      if (message.is === 'drawn') latest.current.draw(message.path);
      if (message.is !== 'opened') return;
      opened.say({ is: 'asked', matter: latest.current.matter });
      opened.say({ is: 'drawn', path: latest.current.path });
    });
    line.current = opened;
    const end = () => opened.say({ is: 'over' });
    addEventListener('pagehide', end);
    return () => {
      removeEventListener('pagehide', end);
      end();
      opened.close();
    };
  }, []);
  useEffect(() => line.current?.say({ is: 'asked', matter }), [JSON.stringify(matter)]);
  // What is drawn here is not told there stroke by stroke; that it was wiped away is.
  useEffect(() => {
    if (path === '') line.current?.say({ is: 'drawn', path });
  }, [path]);

  return (
    <p class="inline">
      <button type="button" onClick={() => setState(openSecondWindow(form.current) ? 'open' : 'blocked')}>
        {said.open}
      </button>
      {state !== 'closed' && <span role="status">{state === 'open' ? said.waiting : said.blocked}</span>}
    </p>
  );
}
