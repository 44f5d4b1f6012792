import { useRef } from 'preact/hooks';
import { draws } from '../../shared/domain/kernel/drawn-path.ts';
import { useWords } from '../words/words.ts';

/** As the API takes it (contract section 3). */
export interface Signature {
  readonly signer: string;
  readonly path: string;
  readonly onBehalf?: { readonly name: string; readonly relation: string };
}

interface SignatureFieldProps {
  readonly value: Signature | undefined;
  readonly change: (value: Signature | undefined) => void;
  /** Whose signature is asked for. */
  readonly signatory: string;
}

const [WIDTH, HEIGHT] = [320, 120];
/** Steps of the pen that are shorter are left out; a path may have 8 KiB. */
const SHORTEST_STEP = 3;
const LONGEST_PATH = 8_000;

/** A frame to draw in. What is drawn is points, so it stays when the screen is turned. */
export function SignatureField({ value, change, signatory }: SignatureFieldProps) {
  const { words } = useWords();
  const pen = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const path = useRef(value?.path ?? '');
  const signer = value?.signer ?? signatory;
  const told = (changed: Partial<Signature>) => {
    const { onBehalf = value?.onBehalf } = changed;
    change({ signer, path: path.current, ...(onBehalf && { onBehalf }), ...changed });
  };
  const pointOf = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    const frame = event.currentTarget.getBoundingClientRect();
    return {
      x: Math.round(((event.clientX - frame.left) / frame.width) * WIDTH),
      y: Math.round(((event.clientY - frame.top) / frame.height) * HEIGHT),
    };
  };
  const draw = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }, begins: boolean) => {
    if (!begins && pen.current === undefined) return;
    const { x, y } = pointOf(event);
    const last = pen.current;
    if (!begins && last !== undefined && Math.hypot(x - last.x, y - last.y) < SHORTEST_STEP) return;
    if (path.current.length > LONGEST_PATH) return;
    pen.current = { x, y };
    path.current = `${path.current} ${begins ? 'M' : 'L'} ${x} ${y}`.trim();
    told({});
  };
  return (
    <span class="signature">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
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
