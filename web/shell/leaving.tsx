import { useEffect, useRef } from 'preact/hooks';
import { useWaiting } from '../outbox/use-outbox.ts';
import { useWords } from '../words/words.ts';

interface LeavingProps {
  readonly stay: () => void;
  readonly leave: () => void;
}

/** Asks before somebody leaves of whom something waits here: it goes with them, unsent. */
export function Leaving({ stay, leave }: LeavingProps) {
  const { words } = useWords();
  const count = useWaiting().length;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (count === 0) leave();
    else if (dialog.current?.open === false) dialog.current.showModal();
  }, [count]);
  if (count === 0) return null;
  // Closed before it goes, it gives the focus back to where it came from.
  return (
    <dialog ref={dialog} aria-labelledby="leaving" onClose={stay}>
      <h2 id="leaving">{words.leaving.title(count)}</h2>
      <p>{words.leaving.text}</p>
      <p class="buttons">
        <button type="button" class="main" onClick={() => dialog.current?.close()}>
          {words.leaving.stay}
        </button>
        <button type="button" class="plain" onClick={leave}>
          {words.shell.logout}
        </button>
      </p>
    </dialog>
  );
}
