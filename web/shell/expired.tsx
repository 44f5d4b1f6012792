import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../words/words.ts';

/** Lies over the page when the login has ended; what is typed there is kept. */
export function Expired({ again }: { readonly again: () => void }) {
  const { words } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="expired" onCancel={(event) => event.preventDefault()}>
      <h2 id="expired">{words.expired.title}</h2>
      <p>{words.expired.text}</p>
      <button type="button" class="main" onClick={again}>
        {words.expired.button}
      </button>
    </dialog>
  );
}
