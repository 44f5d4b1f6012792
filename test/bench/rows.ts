const FIRST_WIDTH = 14;
const WIDTH = 11;

/** One line of a printed table: a name and its values, in columns. */
export function cells([name = '', ...values]: readonly string[]): string {
  return `  ${name.padEnd(FIRST_WIDTH)}${values.map((value) => value.padStart(WIDTH)).join('')}`;
}

/** How many rows an answer has. */
export function rowsOf(body: string): number {
  const answer = JSON.parse(body) as { items?: unknown[]; people?: unknown[]; figures?: unknown };
  return answer.items?.length ?? answer.people?.length ?? Object.keys(answer).length;
}
