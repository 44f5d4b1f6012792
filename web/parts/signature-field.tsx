import { draws } from '../../shared/domain/kernel/drawn-path.ts';
import { useWords } from '../words/words.ts';
import { Drawing } from './drawing.tsx';
import type { Signature } from './signature.ts';

interface SignatureFieldProps {
  readonly value: Signature | undefined;
  readonly change: (value: Signature | undefined) => void;
  /** Whose signature is asked for. */
  readonly signatory: string;
}

/** Whose signature it is, and a frame to draw it in. */
export function SignatureField({ value, change, signatory }: SignatureFieldProps) {
  const { words } = useWords();
  const path = value?.path ?? '';
  const signer = value?.signer ?? signatory;
  const told = (changed: Partial<Signature>) => {
    const { onBehalf = value?.onBehalf } = changed;
    change({ signer, path, ...(onBehalf && { onBehalf }), ...changed });
  };
  return (
    <span class="signature">
      <Drawing label={words.sign.draw} path={path} draw={(drawn) => told({ path: drawn })} />
      <span class="below">
        <span class="dim">{draws(path) ? signer : words.sign.draw}</span>
        <button type="button" class="plain" onClick={() => change(undefined)}>
          {words.sign.clear}
        </button>
      </span>
      <label>
        <input
          type="checkbox"
          checked={value?.onBehalf !== undefined}
          onChange={({ currentTarget }) =>
            currentTarget.checked
              ? told({ signer: '', onBehalf: { name: signatory, relation: '' } })
              : change({ signer: signatory, path })
          }
        />
        {words.sign.behalf}
      </label>
      {value?.onBehalf !== undefined && (
        <>
          <label>
            {words.sign.signer}
            <input
              type="text"
              value={value.signer}
              onInput={({ currentTarget }) => told({ signer: currentTarget.value })}
            />
          </label>
          <label>
            {words.sign.relation}
            <input
              type="text"
              value={value.onBehalf.relation}
              onInput={({ currentTarget }) =>
                told({ onBehalf: { name: signatory, relation: currentTarget.value } })
              }
            />
          </label>
        </>
      )}
    </span>
  );
}
