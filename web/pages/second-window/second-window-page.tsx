import { useEffect, useRef, useState } from 'preact/hooks';
import { Drawing } from '../../parts/drawing.tsx';
import { type Line, lineOf, type Matter } from '../../parts/second-window.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { secondWindowWords } from './second-window-words.ts';

const formHere = () => location.hash.slice(1);

/** On the screen that faces the resident: what was taken in, and a frame to sign it in. Nobody is logged in here. */
export function Page() {
  const { words } = useWords();
  const said = usePageWords(secondWindowWords);
  const [form, setForm] = useState(formHere());
  const [matter, setMatter] = useState<Matter | 'over'>();
  const [path, setPath] = useState('');
  const line = useRef<Line | undefined>(undefined);

  useEffect(() => {
    const turn = () => setForm(formHere());
    addEventListener('hashchange', turn);
    return () => removeEventListener('hashchange', turn);
  }, []);
  useEffect(() => {
    setMatter(undefined);
    setPath('');
    const opened = lineOf(form, (message) => {
      if (message.is === 'asked') setMatter(message.matter);
      if (message.is === 'over') setMatter('over');
      if (message.is === 'drawn') setPath(message.path);
    });
    line.current = opened;
    opened.say({ is: 'opened' });
    return () => opened.close();
  }, [form]);

  if (matter === undefined || matter === 'over')
    return (
      <main class="second-window">
        <p role="status">{matter === 'over' ? said.over : said.idle}</p>
      </main>
    );
  const draw = (drawn: string) => {
    setPath(drawn);
    line.current?.say({ is: 'drawn', path: drawn });
  };
  return (
    <main class="second-window">
      <h1>{said.title}</h1>
      <dl>
        {matter.map(([called, text]) => (
          <div key={called}>
            <dt>{called}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>{said.lead}</p>
      <div class="signature">
        <Drawing label={words.sign.draw} path={path} draw={draw} />
      </div>
      <p>
        <button type="button" onClick={() => draw('')}>
          {words.sign.clear}
        </button>
      </p>
    </main>
  );
}
