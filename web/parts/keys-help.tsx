import { useRef } from 'preact/hooks';
import { useWords } from '../words/words.ts';
import { useKeys } from './keys.ts';

/** Which keys the page knows, in a dialog that `?` opens. */
export function KeysHelp({ keys }: { readonly keys: readonly (readonly [key: string, does: string])[] }) {
  const { words } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useKeys({ '?': () => dialog.current?.showModal() });
  return (
    <dialog ref={dialog} aria-labelledby="keys">
      <h2 id="keys">{words.keys.title}</h2>
      <dl class="keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="main" onClick={() => dialog.current?.close()}>
        {words.keys.close}
      </button>
    </dialog>
  );
}
