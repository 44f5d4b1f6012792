import { useRef } from 'preact/hooks';
import { draws } from '../../shared/domain/kernel/drawn-path.ts';
import { useWords } from '../words/words.ts';
import { drawnOn, FRAME, type Point, pointIn } from './pen.ts';
import type { Signature } from './signature.ts';

interface SignatureFieldProps {
  readonly value: Signature | undefined;
  readonly change: (value: Signature | undefined) => void;
  /** Whose signature is asked for. */
  readonly signatory: string;
}

/** A frame to draw in. What is drawn is points, so it stays when the screen is turned. */
export function SignatureField({ value, change, signatory }: SignatureFieldProps) {
  const { words } = useWords();
  const pen = useRef<Point | undefined>(undefined);
  const path = useRef(value?.path ?? '');
  const signer = value?.signer ?? signatory;
  const told = (changed: Partial<Signature>) => {
    const { onBehalf = value?.onBehalf } = changed;
    change({ signer, path: path.current, ...(onBehalf && { onBehalf }), ...changed });
  };
  const draw = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }, begins: boolean) => {
    if (!begins && pen.current === undefined) return;
    const to = pointIn(event.currentTarget.getBoundingClientRect(), event);
    const drawn = drawnOn(path.current, to, begins ? undefined : pen.current);
    if (drawn === undefined) return;
    pen.current = to;
    path.current = drawn;
    told({});
  };
  return (
    <span class="signature">
      <svg
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        role="img"
        aria-label={words.sign.draw}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          draw(event, true);
        }}
        onPointerMove={(event) => draw(event, false)}
        onPointerUp={() => {
          pen.current = undefined;
        }}
      >
        <path d={path.current} />
      </svg>
      <span class="below">
        <span class="dim">{draws(path.current) ? signer : words.sign.draw}</span>
        <button
          type="button"
          class="plain"
          onClick={() => {
            path.current = '';
            change(undefined);
          }}
        >
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
              : change({ signer: signatory, path: path.current })
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
