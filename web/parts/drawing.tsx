import { useRef } from 'preact/hooks';
import { drawnOn, FRAME, type Point, pointIn } from './pen.ts';

interface DrawingProps {
  readonly label: string;
  /** What is drawn so far, as SVG path data. */
  readonly path: string;
  readonly draw: (path: string) => void;
}

/** A frame to draw in. What is drawn is points, so it stays when the screen is turned. */
export function Drawing({ label, path, draw }: DrawingProps) {
  const pen = useRef<Point | undefined>(undefined);
  // A pen is faster than what is shown of it.
  const drawn = useRef(path);
  drawn.current = path;
  const move = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }, begins: boolean) => {
    if (!begins && pen.current === undefined) return;
    const to = pointIn(event.currentTarget.getBoundingClientRect(), event);
    const next = drawnOn(drawn.current, to, begins ? undefined : pen.current);
    if (next === undefined) return;
    pen.current = to;
    drawn.current = next;
    draw(next);
  };
  return (
    <svg
      viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
      role="img"
      aria-label={label}
      // Whoever takes the pen goes on afterwards where they were.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event, true);
      }}
      onPointerMove={(event) => move(event, false)}
      onPointerUp={() => {
        pen.current = undefined;
      }}
    >
      <path d={path} />
    </svg>
  );
}
