import { useWords } from '../words/words.ts';

export interface Point {
  readonly label: string;
  /** undefined where it is not known yet, null where there was nothing to count. */
  readonly value: number | null | undefined;
}

interface LineChartProps {
  readonly title: string;
  readonly points: readonly Point[];
  /** The highest that a value can be; the lowest is 0. */
  readonly most: number;
  readonly headings: readonly [label: string, value: string];
}

const [WIDTH, HEIGHT, EDGE] = [480, 120, 12];

/** Values over time as a line that has gaps where there are none, and as a table for whoever reads by ear. */
export function LineChart({ title, points, most, headings }: LineChartProps) {
  const { words } = useWords();
  const at = (index: number, value: number) => ({
    x: EDGE + (index * (WIDTH - 2 * EDGE)) / Math.max(1, points.length - 1),
    y: HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE),
  });
  const drawn = points.flatMap(({ label, value }, index) =>
    typeof value === 'number' ? [{ ...at(index, value), index, label, value }] : [],
  );
  const path = drawn
    .map(({ x, y, index }, n) => `${drawn[n - 1]?.index === index - 1 ? 'L' : 'M'} ${x} ${y}`)
    .join(' ');
  const [first, last] = [points[0], points.at(-1)];
  return (
    <figure class="line-chart">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <line x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT - EDGE} y2={HEIGHT - EDGE} />
        <line x1={EDGE} x2={WIDTH - EDGE} y1={EDGE} y2={EDGE} />
        <path d={path} />
        {drawn.map(({ x, y, label, value }) => (
          <circle key={label} cx={x} cy={y} r="4">
            <title>{`${label} ${value}`}</title>
          </circle>
        ))}
      </svg>
      <p class="ends dim" aria-hidden="true">
        <span>{first?.label}</span>
        <span>{last?.label}</span>
      </p>
      <details>
        <summary>{words.table.asTable}</summary>
        <table>
          <thead>
            <tr>
              {headings.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map(({ label, value }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{value ?? words.table.none}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
