import { useRef } from 'preact/hooks';
import { useStanding } from '../session/standing.ts';
import { useWords } from '../words/words.ts';
import { useKeys } from './keys.ts';

interface KeysHelpProps {
  /** Whether there is a list to go through. */
  readonly list?: boolean;
  /** What is done by which key of this page's own. */
  readonly keys?: readonly (readonly [key: string, does: string])[];
}

/** Which keys the page knows, in a dialog that `?` opens. */
export function KeysHelp({ list = false, keys = [] }: KeysHelpProps) {
  const { words } = useWords();
  const { isStaff } = useStanding();
  const dialog = useRef<HTMLDialogElement>(null);
  useKeys({ '?': () => dialog.current?.showModal() });
  const all = [
    ...(list
      ? ([
          ['j / k', words.keys.next],
          ['Enter', words.keys.open],
        ] as const)
      : []),
    ...keys,
    ...(isStaff
      ? ([
          ['/', words.keys.search],
          ['F2', words.shell.tabs.open],
        ] as const)
      : []),
  ];
  return (
    <dialog ref={dialog} aria-labelledby="keys">
      <h2 id="keys">{words.keys.title}</h2>
      <dl class="keys">
        {all.map(([key, does]) => (
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
