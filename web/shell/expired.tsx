import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../words/words.ts';

/** Lies over the page when the login has ended; what is typed there is kept. */
export function Expired({ again }: { readonly again: () => Promise<void> }) {
  const { words } = useWords();
  const [failed, setFailed] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const leave = () => {
    setFailed(false);
    again().catch(() => setFailed(true));
  };
  return (
    <dialog ref={dialog} aria-labelledby="expired" onCancel={(event) => event.preventDefault()}>
      <h2 id="expired">{words.expired.title}</h2>
      <p>{words.expired.text}</p>
      {failed && (
        <p class="wrong" role="alert">
          {words.failure.network}
        </p>
      )}
      <button type="button" class="main" onClick={leave}>
        {words.expired.button}
      </button>
    </dialog>
  );
}
