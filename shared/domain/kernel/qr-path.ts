/**
 * The modules of a QR code as SVG path data: a bar for each run of black modules of a row.
 * @param modules row by row; true is black
 */
export const qrPath = (modules: readonly (readonly boolean[])[]): string => modules.flatMap(barsOf).join('');

function barsOf(row: readonly boolean[], y: number): readonly string[] {
  const runs = row
    .map((isBlack) => (isBlack ? '#' : ' '))
    .join('')
    .matchAll(/#+/g);
  return [...runs].map(({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`);
}
