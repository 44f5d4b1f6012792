import { useState } from 'preact/hooks';
import { useWords } from '../words/words.ts';
import { usePrinting } from './copies.ts';
import { Icon } from './icon.tsx';

/** Prints the copies of a sheet that the reader may have. */
export function PrintButton({ id }: { readonly id: string }) {
  const { words } = useWords();
  const print = usePrinting();
  const [failed, setFailed] = useState(false);
  return (
    <p>
      <button
        type="button"
        class="with-icon"
        onClick={() => {
          setFailed(false);
          print(id).catch(() => setFailed(true));
        }}
      >
        <Icon name="print" /> {words.print.all}
      </button>
      {failed && (
        <span class="wrong" role="alert">
          {' '}
          {words.print.failed}
        </span>
      )}
    </p>
  );
}
